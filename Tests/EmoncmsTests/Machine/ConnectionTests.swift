import EmoncmsSupport
import Foundation
import TestSupport
import Testing

@testable import Emoncms

@Suite("Connections to MariaDB and Redis")
struct ConnectionTests {
  @Test("bound values come back as they went, whatever they hold")
  func boundValues() throws {
    let fixture = try MachineFixture()
    let connection = try MariaDBConnection(fixture.settings.database)
    try connection.run(
      "CREATE TABLE t (i bigint, d double, s longtext, n int) CHARACTER SET utf8mb4")
    let texts = [
      "", "'; DROP TABLE t; --", "été 🌡 \\ \" ` %s ?", "a\u{0}b",
      String(repeating: "é", count: 70_000),
    ]
    for (index, text) in texts.enumerated() {
      try connection.run(
        "INSERT INTO t VALUES (?, ?, ?, ?)", .integer(.max - index), .real(0.1 + Double(index)),
        .text(text), .null)
    }
    let rows = try connection.run("SELECT i, d, s, n FROM t ORDER BY i DESC")
    #expect(rows.count == texts.count)
    for (index, row) in rows.enumerated() {
      #expect(
        row == [.integer(.max - index), .real(0.1 + Double(index)), .text(texts[index]), .null])
    }
    #expect(try connection.run("SELECT s FROM t WHERE s = ?", .text(texts[1])).count == 1)
  }

  @Test("a socket serves as well as a port")
  func socket() throws {
    let fixture = try MachineFixture()
    var settings = fixture.settings.database
    settings.host = "localhost"
    settings.port = 1
    settings.socket = fixture.maria.socket
    let connection = try MariaDBConnection(settings)
    #expect(try connection.run("SELECT DATABASE()") == [[.text(fixture.name)]])
  }

  @Test("errors of the server say their number; an answer that does not come ends the connection")
  func errors() throws {
    let fixture = try MachineFixture()
    let connection = try MariaDBConnection(
      fixture.settings.database, deadlines: .init(connect: 1, answer: 1))
    let error = #expect(throws: MariaDBError.self) { try connection.run("SELECT * FROM nowhere") }
    #expect(error?.number == 1146)
    #expect(!connection.isBroken)
    #expect(throws: MariaDBError.self) { try connection.run("SELECT SLEEP(20)") }
    #expect(connection.isBroken)
    #expect(throws: MariaDBError.self) { try connection.run("SELECT 1") }
  }

  @Test("any byte goes to Redis and comes back; databases and passwords are told apart")
  func redis() throws {
    let server = try RedisServer(password: "")
    let settings = EmoncmsSettings.Cache(host: "127.0.0.1", port: server.port, prefix: "é ")
    let connection = try RedisConnection(settings)
    let value = "a\u{0}b\r\nFLUSHALL\r\n\"'"
    let key = connection.key("k\r\n")
    try connection.run("SET", key, value)
    #expect(try connection.run("GET", key).text == value)
    #expect(try connection.run("GET", "nothing") == .null)
    #expect(try connection.run("HGETALL", "nothing") == .array([]))
    var other = settings
    other.number = 3
    #expect(try RedisConnection(other).run("EXISTS", key) == .integer(0))
    other.password = Secret("wrong")
    let error = #expect(throws: RedisError.self) { _ = try RedisConnection(other) }
    #expect(error?.emoncmsError("Redis").code == .unauthorized)
    #expect(throws: RedisError.self) { try connection.run("GET") }
    #expect(!connection.isBroken)
    server.stop()
    // Written to twice: a signal at the second write would end this process.
    for _ in 0..<3 {
      let error = #expect(throws: RedisError.self) { try connection.run("PING") }
      #expect(error?.kind == .disconnected)
    }
    #expect(connection.isBroken)
    #expect(throws: RedisError.self) { _ = try RedisConnection(settings) }
  }
}
