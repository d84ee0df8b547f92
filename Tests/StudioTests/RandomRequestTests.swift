import BrowserSupport
import Foundation
import TestSupport
import Testing
import Workspace

/// Ten thousand requests without a plan.
struct RandomRequestTests {
  private static let parts = [
    "feeds", "circuits", "workspace", "history", "columns", "segments", "runs", "edits", "undo",
    "redo", "explain", "openapi.json", "1", "2", "3", "4", "99", "-1", "0", "north", "a b", "%2e",
    "..", "é", "", "18446744073709551616",
  ]
  private static let names = ["from", "to", "count", "limit", "before", "time", "truth", "x"]
  private static let values = [
    "0", "1", "-1", "10", "1612742400", "1612800000", "1613000000", "9223372036854775807",
    "-9223372036854775808", "1e3", "", "nan", "on", "null", "%00", "😀",
  ]
  private static let bodies = [
    "", "{}", "[]", "null", "{\"edit\":1}", "{\"edit\":-1}", "{\"edit\":1e400}", "{\"name\":1}",
    "{\"gesture\":\"paint\",\"changes\":[{\"from\":0,\"to\":1,\"state\":\"on\"}]}",
    "{\"gesture\":\"paint\",\"changes\":[{\"from\":1,\"to\":0,\"state\":\"on\"}]}", "\u{0}",
    "{\"a\":",
    "{\"gesture\":\"paint\",\"changes\":{}}", "\"\\ud800\"", "{\"name\":\"x\",\"supply\":99}",
  ]

  private static func one(_ generator: inout SeededGenerator) -> (String, String, String?) {
    func pick(_ items: [String]) -> String { items.randomElement(using: &generator) ?? "" }
    let methods = ["GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"]
    let method = pick(methods)
    var path = ""
    if Int.random(in: 0..<4, using: &generator) > 0 {
      // One that is nearly right.
      path =
        "/feeds/\(pick(["1", "2", "3", "4", "99"]))/"
        + pick(["columns", "segments", "runs", "history", "edits", "undo", "redo"])
    } else {
      for _ in 0..<Int.random(in: 0...4, using: &generator) { path += "/" + pick(parts) }
    }
    let query = (0..<Int.random(in: 0...3, using: &generator))
      .map { _ in "\(pick(names))=\(pick(values))" }.joined(separator: "&")
    let escaped = "\(path)\(query.isEmpty ? "" : "?\(query)")"
      .replacing(" ", with: "%20")
    return (method, escaped, method == "POST" || method == "PUT" ? pick(bodies) : nil)
  }

  @Test(arguments: [UInt64(1)])
  func `ten thousand of them are answered, and the feeds are as they were`(seed: UInt64)
    async throws
  {
    let small = try SmallWorkspace()
    let before = try small.files()
    let server = try await small.serve()
    let client = try Client(server)
    var generator = SeededGenerator(seed: seed)
    var counts: [Int: Int] = [:]
    for index in 0..<10_000 {
      let (method, path, body) = Self.one(&generator)
      let reply = try client.ask(method, path, body)
      counts[reply.status, default: 0] += 1
      #expect(
        [200, 400, 403, 404, 405, 409, 422].contains(reply.status),
        "seed \(seed), request \(index): \(method) \(path) \(body ?? "") gave \(reply.status)")
    }
    for status in [200, 400, 404, 405] { #expect(counts[status, default: 0] > 100, "\(counts)") }
    #expect(server.isRunning)
    #expect(server.errors == "")
    #expect(try small.files() == before)
    #expect(try small.library.check().isEmpty)
    #expect(try client.edit([SmallWorkspace.period(0..<1, "on")]).status == 200)
    try await server.stop()
  }
}
