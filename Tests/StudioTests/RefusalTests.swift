import BrowserSupport
import Foundation
import TestSupport
import Testing
import Workspace

/// Each error of the API: its status, its code, and nothing written.
struct RefusalTests {
  private static let change =
    #"{"gesture":"paint","changes":["#
    + #"{"from":\#(SmallWorkspace.time(10)),"to":\#(SmallWorkspace.time(20)),"state":"on"}]}"#

  /// A request, and how it is refused.
  struct Case: Sendable, CustomTestStringConvertible {
    let method: String
    let path: String
    var body: String?
    var headers: [String: String] = [:]
    let status: Int
    let code: String
    var testDescription: String { "\(method) \(path) \(body?.prefix(60) ?? "") \(headers)" }
  }

  private static func get(_ path: String, _ status: Int, _ code: String) -> Case {
    Case(method: "GET", path: path, status: status, code: code)
  }

  private static func post(
    _ path: String, _ body: String?, _ status: Int, _ code: String,
    _ headers: [String: String] = [:]
  ) -> Case {
    Case(method: "POST", path: path, body: body, headers: headers, status: status, code: code)
  }

  static let malformed: [Case] = [
    get("/feeds/3/columns", 400, "malformed"),
    get("/feeds/3/columns?count=ten", 400, "malformed"),
    get("/feeds/3/columns?count=0", 400, "badRange"),
    get("/feeds/3/columns?count=20001", 400, "badRange"),
    get("/feeds/3/columns?count=5&count=6", 400, "malformed"),
    get("/feeds/3/columns?count=5&colour=red", 400, "malformed"),
    get("/feeds/3/columns?count=%", 400, "malformed"),
    get("/feeds/3/columns?count=5&from=20&to=10", 400, "badRange"),
    get("/feeds/3/segments?from=9999999999999999999", 400, "malformed"),
    get("/feeds/3/segments?from=999999999999", 400, "badRange"),
    get("/feeds/3/history?limit=1001", 400, "badRange"),
    get("/circuits/north/explain?time=0", 400, "badRange"),
    get("/workspace?x=1", 400, "malformed"),
    post("/feeds/3/edits", "", 400, "malformed"),
    post("/feeds/3/edits", "[]", 400, "malformed"),
    post("/feeds/3/edits", "{\"gesture\":\"paint\"", 400, "malformed"),
    post("/feeds/3/edits", #"{"gesture":"paint","changes":[]}"#, 400, "malformed"),
    post("/feeds/3/edits", #"{"gesture":"wipe","changes":[]}"#, 400, "malformed"),
    post("/feeds/3/edits", change.replacing("\"on\"", with: "\"warm\""), 400, "malformed"),
    post("/feeds/3/edits", change.replacing("\"from\"", with: "\"form\""), 400, "malformed"),
    post("/feeds/3/edits", change.replacing("]}", with: "],\"x\":1}"), 400, "malformed"),
    post(
      "/feeds/3/edits", change.replacing(":[", with: ":[[").replacing("]}", with: "]]}"),
      400, "malformed"),
    post(
      "/feeds/3/edits", #"{"gesture":"paint","changes":[{"from":20,"to":10,"state":"on"}]}"#,
      400, "badRange"),
    post(
      "/feeds/3/edits", #"{"gesture":"paint","changes":[{"from":10,"to":20,"state":"on"}]}"#,
      400, "badRange"),
    post("/feeds/3/undo", "{}", 400, "malformed"),
    post("/feeds/3/undo", #"{"edit":1.5}"#, 400, "malformed"),
    post("/circuits", #"{"name":"south"}"#, 400, "malformed"),
    post("/feeds/3/undo", String(repeating: "[", count: 5000), 400, "malformed"),
  ]

  static let guarded: [Case] = [
    Case(
      method: "GET", path: "/workspace", headers: ["Host": "evil.example"], status: 403,
      code: "foreignHost"),
    Case(
      method: "GET", path: "//", headers: ["Host": "evil.example:8321"], status: 403,
      code: "foreignHost"),
    Case(
      method: "GET", path: "/workspace", headers: ["Sec-Fetch-Site": "cross-site"], status: 403,
      code: "foreignOrigin"),
    post("/feeds/3/edits", change, 403, "foreignOrigin", ["Origin": "http://evil.example"]),
    post("/feeds/3/edits", change, 403, "foreignOrigin", ["Origin": "null"]),
    post("/feeds/3/edits", change, 403, "foreignOrigin", ["Origin": "http://127.0.0.1:1"]),
    post("/feeds/3/edits", change, 403, "foreignOrigin", ["Sec-Fetch-Site": "cross-site"]),
    post("/feeds/1/edits", change, 403, "readOnly"),
  ]

  static let absent: [Case] = [
    get("/feeds/99", 404, "notFound"), get("/feeds/03", 404, "notFound"),
    get("/feeds/-1", 404, "notFound"), get("/feeds/x/history", 404, "notFound"),
    get("/feeds/99/columns?count=9", 404, "notFound"), get("/feed", 404, "notFound"),
    get("/feeds/", 404, "notFound"), get("//api/v2/feeds", 404, "notFound"),
    get("//api", 404, "notFound"), get("//nothing.js", 404, "notFound"),
    get("/circuits/south/explain?time=1612800000", 404, "notFound"),
    post("/feeds/99/edits", change, 404, "notFound"),
    post("/circuits", #"{"name":"south","supply":99}"#, 404, "notFound"),
  ]

  static let others: [Case] = [
    Case(method: "DELETE", path: "/feeds/3", status: 405, code: "methodNotAllowed"),
    Case(method: "PUT", path: "/feeds/3/edits", body: "{}", status: 405, code: "methodNotAllowed"),
    Case(method: "GET", path: "/feeds/3/edits", status: 405, code: "methodNotAllowed"),
    Case(method: "POST", path: "//", body: "{}", status: 405, code: "methodNotAllowed"),
    post("/feeds/3/undo", #"{"edit":1}"#, 409, "nothingToDo"),
    post("/feeds/3/redo", #"{"edit":1}"#, 409, "nothingToDo"),
    post(
      "/feeds/3/edits", #"{"x":"\#(String(repeating: "y", count: 1_048_576))"}"#, 413, "tooLarge"),
    post("/feeds/3/edits", change, 415, "unsupportedMediaType", ["Content-Type": "text/plain"]),
    post("/feeds/3/edits", change, 415, "unsupportedMediaType", ["Content-Type": ""]),
    post(
      "/feeds/3/edits", change, 415, "unsupportedMediaType",
      ["Content-Type": "application/x-www-form-urlencoded"]),
    get("/feeds/1/segments", 422, "incompatible"),
    post("/circuits", #"{"name":"a\u0007b","supply":1}"#, 422, "badName"),
    post("/circuits", #"{"name":" ","supply":1}"#, 422, "badName"),
    post("/circuits", #"{"name":"south","supply":1,"return":1}"#, 422, "incompatible"),
    post("/circuits", #"{"name":"south","supply":3}"#, 422, "incompatible"),
  ]

  private func refuse(_ cases: [Case]) async throws {
    let small = try SmallWorkspace()
    let before = try small.files()
    let circuits = try small.library.circuits()
    let server = try await small.serve()
    let client = try Client(server)
    for one in cases {
      let reply = try client.ask(one.method, one.path, one.body, one.headers)
      #expect(reply.status == one.status, "\(one.testDescription)")
      #expect(reply.code == one.code, "\(one.testDescription)")
      let message = try reply.json["error"]["message"].string
      #expect(message?.hasSuffix(".") == true, "\(one.testDescription): \(message ?? "")")
      #expect(reply.headers["content-type"] == "application/json")
      if one.status == 405 { #expect(reply.headers["allow"]?.isEmpty == false) }
    }
    #expect(try client.ask("/workspace").status == 200)
    #expect(try small.files() == before)
    #expect(try small.library.circuits() == circuits)
    try await server.stop()
  }

  @Test func `what is malformed is refused`() async throws { try await refuse(Self.malformed) }

  @Test func `other hosts and other sites are refused`() async throws {
    try await refuse(Self.guarded)
  }

  @Test func `what is not there is not found`() async throws { try await refuse(Self.absent) }

  @Test func `what cannot be done is refused`() async throws { try await refuse(Self.others) }

  @Test func `the own origin may post, by each of its names`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    for (index, name) in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"].enumerated() {
      let host = "\(name):\(client.port)"
      let reply = try client.ask(
        "POST", "/feeds/3/edits",
        JSON.object([
          "gesture": "paint", "changes": [SmallWorkspace.period(index..<index + 1, "on")],
        ]).description, ["Host": host, "Origin": "http://\(host)", "Sec-Fetch-Site": "same-origin"])
      #expect(reply.status == 200, "\(name)")
    }
    #expect(try small.states().prefix(5) == [1, 1, 1, 1, 0])
    try await server.stop()
  }

  @Test func `an edit of what has changed meanwhile is a conflict`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    #expect(try client.edit([SmallWorkspace.period(10..<20, "on")]).status == 200)
    let before = try small.files()
    let stale = try client.edit(
      [SmallWorkspace.period(5..<15, "unknown")], seen: [SmallWorkspace.period(0..<30, "off")])
    #expect(stale.status == 409)
    #expect(stale.code == "changed_meanwhile")
    #expect(try client.ask("POST", "/feeds/3/undo", #"{"edit":7}"#).code == "changed_meanwhile")
    #expect(try small.files() == before)
    let seen: JSON = [
      SmallWorkspace.period(0..<10, "off"), SmallWorkspace.period(10..<20, "on"),
    ]
    let fresh = try client.edit([SmallWorkspace.period(5..<15, "unknown")], seen: seen)
    #expect(fresh.status == 200)
    #expect(try fresh.json["changed_points"].integer == 10)
    try await server.stop()
  }

  @Test func `more streams than there may be are too many`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    let listeners = try (0..<32).map { _ in try EventListener(port: client.port) }
    let refused = try client.ask("/events")
    #expect(refused.status == 429)
    #expect(refused.code == "tooMany")
    #expect(refused.headers["retry-after"].flatMap(Int.init).map { $0 > 0 } == true)
    withExtendedLifetime(listeners) {}
    try await server.stop()
  }

  @Test func `a feed that another process writes is locked`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    #expect(try client.edit([SmallWorkspace.period(0..<1, "on")]).status == 200)
    let before = try small.files()
    let lock = open("\(small.folder.path)/.retouche/3.lock", O_RDWR | O_CLOEXEC)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    let refused = try client.ask("POST", "/feeds/3/edits", Self.change)
    #expect(refused.status == 423)
    #expect(refused.code == "locked")
    #expect(try small.files() == before)
    // Whoever reads does not wait for it.
    #expect(try client.ask("/feeds/3/segments").status == 200)
    close(lock)
    #expect(try client.ask("POST", "/feeds/3/edits", Self.change).status == 200)
    try await server.stop()
  }
}
