import BrowserSupport
import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Studio

/// How answers travel: not again where the client has them, compressed where that pays.
struct DeliveryTests {
  private static let columns = "/feeds/3/columns?count=1000"

  @Test func `what the client has is not sent again, until it changes`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    for path in [Self.columns, "/feeds/3/segments", "/feeds/3", "/feeds", "//", "//studio.css"] {
      let first = try client.ask(path)
      let tag = try #require(first.headers["etag"], "\(path)")
      #expect(first.headers["cache-control"] == "no-cache")
      for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
        let again = try client.ask("GET", path, nil, ["If-None-Match": known])
        #expect(again.status == 304, "\(path) \(known)")
        #expect(again.body.isEmpty)
        #expect(again.headers["etag"] == tag)
      }
      #expect(try client.ask("GET", path, nil, ["If-None-Match": "\"x\""]).body == first.body)
    }
    let tag = try #require(try client.ask(Self.columns).headers["etag"])
    try client.edit([SmallWorkspace.period(7..<8, "on")])
    let changed = try client.ask("GET", Self.columns, nil, ["If-None-Match": tag])
    #expect(changed.status == 200)
    #expect(changed.headers["etag"] != tag)
  }

  @Test func `what is long is compressed for who takes it`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    let plain = try client.ask("/openapi.json")
    #expect(plain.headers["content-encoding"] == nil)
    let packed = try client.ask("GET", "/openapi.json", nil, ["Accept-Encoding": "br, gzip;q=0.5"])
    #expect(packed.headers["content-encoding"] == "gzip")
    #expect(packed.headers["vary"] == "Accept-Encoding")
    #expect(packed.body.count < plain.body.count / 4)
    #expect(try Self.unpacked(packed.body) == plain.body)
    for refused in ["gzip;q=0", "identity", "br"] {
      let reply = try client.ask("GET", "/openapi.json", nil, ["Accept-Encoding": refused])
      #expect(reply.headers["content-encoding"] == nil, "\(refused)")
      #expect(reply.body == plain.body)
    }
    let short = try client.ask("GET", "/workspace", nil, ["Accept-Encoding": "gzip"])
    #expect(short.headers["content-encoding"] == nil)
    // Nothing is gained by packing a series that stays within the machine.
    let series = try client.ask("GET", Self.columns, nil, ["Accept-Encoding": "gzip"])
    #expect(series.status == 200)
    #expect(series.headers["content-encoding"] == nil)
    try await server.stop()
  }

  @Test(arguments: [
    "127.0.0.1": false, "::1": false, "192.0.2.7": true, "2001:db8::7": true, "": true,
  ])
  func `a series is compressed for another machine`(client: String, isPacked: Bool) throws {
    let head = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: "/",
      headerFields: [.acceptEncoding: "gzip"])
    let bytes = (0..<5000).map { UInt8($0 / 100) }
    let response = Delivery(Request(head: head, body: .init(buffer: .init())), from: client)
      .response(Answer(bytes, mediaType: "application/octet-stream"))
    #expect((response.headers[.contentEncoding] == "gzip") == isPacked)
    let length = try #require(response.headers[.contentLength].flatMap { Int($0) })
    #expect(isPacked ? length < 1000 : length == bytes.count)
  }

  /// What gzip makes of bytes.
  private static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // Shorter than a pipe is deep.
    try input.fileHandleForWriting.write(contentsOf: bytes)
    try input.fileHandleForWriting.close()
    let unpacked = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return [UInt8](unpacked)
  }

  @Test func `a HEAD is its GET without the body`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    for path in [Self.columns, "/feeds", "/feeds/99", "//", "/openapi.json"] {
      let (get, head) = (try client.ask(path), try client.ask("HEAD", path))
      #expect(head.status == get.status)
      #expect(head.body.isEmpty)
      for name in ["content-length", "content-type", "etag"] {
        #expect(head.headers[name] == get.headers[name], "\(path) \(name)")
      }
    }
    try await server.stop()
  }

  @Test func `every answer forbids what the page does not need`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    for path in ["//", "/feeds", "/feeds/99", "//nothing", Self.columns] {
      let headers = try client.ask(path).headers
      let policy = try #require(headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'; script-src 'self';"))
      #expect(!policy.contains("unsafe"))
      #expect(headers["x-content-type-options"] == "nosniff")
      #expect(headers["x-frame-options"] == "DENY")
      #expect(headers["access-control-allow-origin"] == nil)
    }
    try await server.stop()
  }
}
