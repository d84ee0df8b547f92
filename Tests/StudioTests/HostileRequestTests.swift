import BrowserSupport
import TestSupport
import Testing

/// Bytes that no browser sends.
struct HostileRequestTests {
  /// Sends some bytes on a connection of its own.
  ///
  /// - Returns: The status of the answer; nil where the server closes without one.
  private func status(_ bytes: some Collection<UInt8>, _ port: UInt16) throws -> Int? {
    let connection = try Connection(port: port, patience: 20)
    connection.send(bytes)
    connection.finish()
    return try connection.reply()?.status
  }

  private func request(_ target: String, _ port: UInt16) -> [UInt8] {
    Array("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n".utf8)
  }

  /// What a server that gave a file of the machine away would send.
  private static let secrets = ["root:", "SQLite format", "RCOL"]

  private static let oddTargets = [
    "/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd",
    "/editor/../../../etc/passwd", "/editor/..%5c..%5cetc%5cpasswd", "//etc/passwd",
    "/editor//etc/passwd", "/retouche.sqlite", "/3.dat", "/api/v1/../../3.dat",
    "/api/v1/feeds/..%2f3.dat", "/api/v1/feeds/3%00", "/%00", "/index.html%00.js",
    "/%c0%ae%c0%ae/etc/passwd", "/%ff%fe", "/%", "/%2", "/%zz", "/api/v1/feeds/%33%2f..%2f4",
    "/api/v1/feeds/3;x=1", "/api/v1/feeds/３", "/.retouche/studio-token", "/~root", "/api/v1//feeds",
    "/API/V1/FEEDS", "/index.html/", "/./index.html", "/%252e%252e/etc/passwd", "*", "nothing",
    "http://127.0.0.1/etc/passwd",
  ]

  /// A folder of the page may hold a database, too: that is no file of a page.
  @Test(arguments: [false, true])
  func `an odd path opens nothing`(fromFolder: Bool) async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve(fromFolder ? ["--page", small.folder.path] : [])
    let port = try Client(server).port
    for target in Self.oddTargets {
      let connection = try Connection(port: port)
      connection.send(request(target, port))
      connection.finish()
      let answer = String(decoding: try connection.rest(), as: UTF8.self)
      let status = answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      #expect(status.map { (400..<500).contains($0) } ?? true, "\(target): \(answer.prefix(200))")
      for secret in Self.secrets { #expect(!answer.contains(secret), "\(target)") }
    }
    #expect(try Client(server).ask("/workspace").status == 200)
    try await server.stop()
  }

  @Test func `what is no HTTP, or too much of it, ends its connection and no other`() async throws {
    let small = try SmallWorkspace()
    let before = try small.files()
    let server = try await small.serve()
    let client = try Client(server)
    let host = "Host: 127.0.0.1:\(client.port)\r\n"
    let post = "POST /api/v1/feeds/3/edits HTTP/1.1\r\n\(host)Content-Type: application/json\r\n"
    let long = String(repeating: "a", count: 200_000)
    let hostile: [(String, [UInt8])] = [
      ("nothing", []),
      ("zeroes", Array(repeating: 0, count: 5000)),
      ("TLS", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03]),
      ("HTTP/2", Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)),
      ("HTTP/0.9", Array("GET /\r\n\r\n".utf8)),
      ("HTTP/9.9", Array("GET / HTTP/9.9\r\n\(host)\r\n".utf8)),
      ("no host", Array("GET / HTTP/1.1\r\n\r\n".utf8)),
      (
        "a foreign host behind a target with the own one",
        Array("GET http://127.0.0.1/ HTTP/1.1\r\nHost: evil.example\r\n\r\n".utf8)
      ),
      ("an empty host", Array("GET / HTTP/1.1\r\nHost: \r\n\r\n".utf8)),
      ("a long target", Array("GET /\(long) HTTP/1.1\r\n\(host)\r\n".utf8)),
      ("a long header", Array("GET / HTTP/1.1\r\n\(host)X: \(long)\r\n\r\n".utf8)),
      (
        "many headers",
        Array(
          "GET / HTTP/1.1\r\n\(host)\(String(repeating: "X-Y: z\r\n", count: 50_000))\r\n".utf8)
      ),
      ("a header without a colon", Array("GET / HTTP/1.1\r\n\(host)nonsense\r\n\r\n".utf8)),
      ("a folded header", Array("GET / HTTP/1.1\r\n\(host) folded\r\n\r\n".utf8)),
      ("a strange method", Array("B\u{1} / HTTP/1.1\r\n\(host)\r\n".utf8)),
      ("a negative length", Array("\(post)Content-Length: -1\r\n\r\n{}".utf8)),
      ("a huge length", Array("\(post)Content-Length: 99999999999999999999\r\n\r\n{}".utf8)),
      ("two lengths", Array("\(post)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}".utf8)),
      (
        "length and pieces",
        Array("\(post)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".utf8)
      ),
      ("half a body", Array("\(post)Content-Length: 100\r\n\r\n{\"gesture\":".utf8)),
      ("half a piece", Array("\(post)Transfer-Encoding: chunked\r\n\r\nff\r\n{}".utf8)),
      ("a bad piece", Array("\(post)Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n".utf8)),
      (
        "bytes that are no UTF-8",
        Array("\(post)Content-Length: 4\r\n\r\n".utf8) + [0x22, 0xFF, 0xFE, 0x22]
      ),
      (
        "a body that has no end",
        Array("\(post)Transfer-Encoding: chunked\r\n\r\n".utf8)
          + Array(
            repeating: Array("8000\r\n\(String(repeating: "x", count: 0x8000))\r\n".utf8),
            count: 100
          )
          .joined()
      ),
    ]
    for (name, bytes) in hostile {
      let status = try status(bytes, client.port)
      // Closed without an answer, or refused: never done.
      #expect(
        status.map { (400..<500).contains($0) || $0 == 505 } ?? true, "\(name): \(status ?? 0)")
      #expect(try client.ask("/workspace").status == 200, "after \(name)")
    }
    #expect(server.isRunning)
    #expect(try small.files() == before)
    try await server.stop()
  }

  @Test func `requests behind each other are answered in order, garbage behind them is not`()
    async throws
  {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let port = try Client(server).port
    let connection = try Connection(port: port)
    connection.send(
      request("/api/v1/feeds/1", port) + request("/api/v1/feeds/99", port)
        + request("/api/v1/feeds/3", port) + Array("\u{0}\u{1} garbage\r\n\r\n".utf8))
    #expect(try connection.reply()?.json["id"].integer == 1)
    #expect(try connection.reply()?.status == 404)
    #expect(try connection.reply()?.json["id"].integer == 3)
    let last = try connection.reply()
    #expect(last == nil || last?.status == 400)
    #expect(try Client(server).ask("/workspace").status == 200)
    try await server.stop()
  }

  @Test func `clients that say nothing, or little, hold nobody up`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    let idle = try (0..<60).map { _ in try Connection(port: client.port) }
    for (index, connection) in idle.enumerated() where index.isMultiple(of: 2) {
      connection.send(
        "POST /api/v1/feeds/3/edits HTTP/1.1\r\nHost: 127.0.0.1:\(client.port)\r\n".utf8)
      if index.isMultiple(of: 4) {
        connection.send("Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{".utf8)
      }
    }
    let clock = ContinuousClock.now
    for _ in 0..<50 { #expect(try client.ask("/feeds").status == 200) }
    #expect(try client.edit([SmallWorkspace.period(3..<5, "on")]).status == 200)
    #expect(ContinuousClock.now - clock < .seconds(10))
    withExtendedLifetime(idle) {}
    try await server.stop()
  }
}
