import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing

@testable import Emoncms

@Suite("Looking at an Emoncms of this machine")
struct MachineExaminingTests {
  /// An Emoncms of one healthy feed, listed.
  private struct Examined {
    let fixture: MachineFixture
    let installation: MachineInstallation
    let feed: Int

    init(isLowWrite: Bool = false) throws {
      fixture = try MachineFixture()
      var settings = fixture.settings
      settings.hasWriteBuffer = isLowWrite
      installation = try fixture.open(settings)
      try fixture.fillList(1)
      try fixture.redis.run("srem", "\(fixture.prefix)user:feeds:1", "1")
      try fixture.redis.run("sadd", "\(fixture.prefix)user:feeds:1", "999")
      feed = try installation.create(try someFeed(), somePoints())
      try adopt()
      try fixture.redis.run("srem", "\(fixture.prefix)user:feeds:1", "999")
    }

    /// Gives the folder and its files to the web user, as on a real machine, where tests run as
    /// root.
    func adopt() throws {
      guard geteuid() == 0 else { return }
      for path in try [fixture.folder.path] + fixture.folder.names.map(path) {
        #expect(chown(path, 33, 33) == 0)
      }
    }

    var hash: String { "\(fixture.prefix)feed:\(feed)" }
    var set: String { "\(fixture.prefix)user:feeds:1" }
    func path(_ name: String) -> String { fixture.folder.file(name) }
    func sql(_ statement: String) throws {
      try fixture.maria.run("USE \(fixture.name); \(statement)")
    }

    /// What everything that a look could change holds.
    func state() throws -> [String] {
      var state = [try fixture.rows]
      for name in try fixture.folder.names {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        state.append(
          "\(name) \(try fixture.folder.bytes(of: name).hashValue) "
            + "\(attributes[.posixPermissions] ?? "") \(attributes[.modificationDate] ?? "")")
      }
      for key in try fixture.keys {
        let type = try fixture.redis.run("type", key)
        let value =
          switch type {
          case "hash\n": try fixture.redis.run("hgetall", key)
          case "set\n": try fixture.redis.run("smembers", key)
          default: try fixture.redis.run("zrange", key, "0", "-1", "WITHSCORES")
          }
        state.append("\(key) \(type) \(value)")
      }
      return state
    }

    /// Looks, without changing anything.
    func examine(processes: String = "/nowhere") throws -> EmoncmsExamination {
      let before = try state()
      var examination = EmoncmsExamination()
      try installation.examine(&examination, processes: processes)
      #expect(try state() == before)
      return examination
    }

    /// What is wrong, as sentences.
    func findings() throws -> [String] {
      let findings = try examine().findings
      #expect(findings.allSatisfy { $0.consequence.hasSuffix(".") && $0.remedy.hasSuffix(".") })
      return findings.map { "\($0.subject) \($0.problem)" }
    }
  }

  @Test("facts are told, secrets are not, and nothing is wrong with a healthy one")
  func healthy() throws {
    let it = try Examined()
    let examination = try it.examine()
    #expect(examination.findings == [])
    let facts = Dictionary(
      examination.facts.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    #expect(
      facts["MariaDB"]?.hasSuffix(
        " at 127.0.0.1:\(it.fixture.maria.port), database \(it.fixture.name)") == true)
    #expect(
      facts["Redis"]?.hasSuffix(
        " at 127.0.0.1:\(it.fixture.redis.port), database 0, prefix \(it.fixture.prefix)") == true)
    #expect(facts["low-write mode"] == "off, no points waiting")
    #expect(facts["data folder"]?.hasPrefix("\(it.fixture.folder.path), ") == true)
    let all = facts.values.joined()
    #expect(!all.contains(MachineFixture.password))
    #expect(!all.contains(it.fixture.redis.password))
  }

  @Test("ids that are listed without a row, and rows that are not listed")
  func lists() throws {
    let it = try Examined()
    try it.fixture.redis.run("srem", it.set, "\(it.feed)")
    try it.fixture.redis.run("sadd", it.set, "77", "78")
    #expect(
      try it.findings() == [
        "feeds 77, 78 are listed in Redis, without a row in the database",
        "feed \(it.feed) is in the database, and not listed in Redis",
      ])
    try it.fixture.redis.run("del", it.set)
    #expect(try it.findings() == [])
  }

  @Test("a hash that is absent, in part or other than the row")
  func hashes() throws {
    let it = try Examined()
    let title = "feed \(it.feed) (relève:Pompe été)"
    try it.fixture.redis.run("hset", it.hash, "name", "x", "engine", "6")
    #expect(try it.findings() == ["\(title) has in Redis name \"x\", engine \"6\""])
    try it.fixture.redis.run("hdel", it.hash, "engine")
    #expect(try it.findings() == ["\(title) has a hash in Redis without engine"])
    try it.fixture.redis.run("del", it.hash)
    #expect(try it.findings() == ["\(title) is listed in Redis without its hash"])
  }

  @Test("a last value that is not that of the file, and the command that puts it right")
  func lastValues() throws {
    let it = try Examined()
    let title = "feed \(it.feed) (relève:Pompe été)"
    try it.fixture.redis.run("hset", it.hash, "value", "0")
    #expect(
      try it.findings() == ["\(title) shows 0.0 as its last value, and its last point is 124.875"])
    try it.fixture.redis.run("hset", it.hash, "time", "1700000000")
    let examination = try it.examine()
    #expect(
      examination.findings.map(\.problem) == [
        "shows a last value of time 1700000000, and its points end at 1613090100"
      ])
    #expect(
      examination.findings.map(\.remedy) == [
        "In Redis: `HSET \(it.hash) time 1613090100 value \"124.875\"`."
      ])
    try it.fixture.redis.run("hset", it.hash, "time", "1613090100", "value", "124.875")
    #expect(try it.findings() == [])
    // As it was posted: within the interval of the last point.
    try it.fixture.redis.run("hset", it.hash, "time", "1613090399")
    #expect(try it.findings() == [])
  }

  @Test("files without a row, halves, ragged ends, and what other accounts have wrong")
  func files() throws {
    let it = try Examined()
    let folder = it.fixture.folder
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: it.path("\(it.feed).dat")))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([1, 2]))
    try handle.close()
    try FeedFiles(folder: folder.path, id: 50).create(
      points: [1], start: 1_612_790_400, interval: 300)
    try folder.write(FeedMetadata(interval: 300, start: 0).bytes, to: "51.meta")
    try it.sql(
      """
      INSERT INTO feeds (id, userid, name, tag, datatype, engine) VALUES (60, 2, 'a', 't', 1, 5),
        (61, 2, 'b', 't', 1, 0), (62, 2, 'c', 't', 1, 5), (63, 2, 'd', 't', 1, 5),
        (64, 2, 'e', 't', 1, 5)
      """)
    try folder.write([1, 2, 3], to: "62.meta")
    try folder.write(FeedMetadata(interval: 300, start: 1_612_790_401).bytes, to: "63.meta")
    try folder.write([UInt8](repeating: 0, count: 16), to: "64.meta")
    for id in 62...64 { try folder.write([0, 0, 0, 0], to: "\(id).dat") }
    try it.adopt()
    let findings = try it.findings()
    #expect(
      findings == [
        "feed 50 has files, and no row in the database",
        "feed 51 has one file of two",
        "feed 60 of other accounts has a row, and no files",
        "feed 61 of other accounts has engine 0, as a row without an engine gets it",
        "feed \(it.feed) has 2 bytes behind its last whole point",
        "feed 62 of another account has files that cannot be read "
          + "(metadata of 3 bytes where 16 are needed)",
        "feed 63 of another account starts at 1612790401, no multiple of its interval of 300 s",
        "feed 64 of another account has files that cannot be read (an interval of 0 seconds)",
      ])
  }

  @Test("files and a folder that the web user cannot write")
  func modes() throws {
    let it = try Examined()
    let data = it.path("\(it.feed).dat")
    #expect(chmod(data, 0o444) == 0)
    #expect(try it.findings() == ["feed \(it.feed) has files that Emoncms cannot write to"])
    #expect(chmod(data, 0o644) == 0)
    let folder = it.fixture.folder.path
    if geteuid() == 0 {
      // As on a real machine: the folder is the web user's, and a file was made by root.
      #expect(chown(data, 0, 0) == 0)
      #expect(try it.findings() == ["feed \(it.feed) has files that Emoncms cannot write to"])
      #expect(chown(data, 33, 33) == 0 && chown(it.path("\(it.feed).meta"), 0, 33) == 0)
      #expect(chmod(it.path("\(it.feed).meta"), 0o664) == 0)
      #expect(try it.findings() == [])
    }
    #expect(chmod(folder, 0o500) == 0)
    #expect(
      try it.findings() == [
        "\(folder) is not writable for its owner"
      ])
    #expect(chmod(folder, 0o700) == 0)
    if geteuid() == 0 {
      #expect(chown(folder, 0, 0) == 0)
      #expect(try it.findings() == ["\(folder) belongs to root, and to it alone"])
    }
  }

  @Test("points that wait, and a feedwriter that does not run")
  func buffer() throws {
    let it = try Examined(isLowWrite: true)
    #expect(try it.findings() == ["feedwriter seems not to run, and low-write mode needs it"])
    for time in ["1613090400", "1613090700"] {
      try it.fixture.redis.run("zadd", "\(it.hash):buffer", time, "\(time)|1")
    }
    // While points wait, the list is ahead of the file.
    try it.fixture.redis.run("hset", it.hash, "time", "1613090700", "value", "1")
    #expect(
      try it.findings() == ["feedwriter seems not to run, and 2 points wait for it in Redis"])
    let processes = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: processes.file("12"), withIntermediateDirectories: false)
    try processes.write("php\0/var/www/emoncms/scripts/feedwriter.php\0", to: "12/cmdline")
    let examination = try it.examine(processes: processes.path)
    #expect(examination.findings == [])
    #expect(
      examination.facts.contains(.init("low-write mode", "on, 2 points of feed \(it.feed) wait")))
  }

  @Test("a registration that was cut off")
  func leftover() throws {
    let it = try Examined()
    try it.sql(
      """
      INSERT INTO feeds (id, userid, name, tag, datatype, engine, processList)
        VALUES (70, 1, 'n', 't', 1, 5, '\(FeedTable.mark("x", .row))')
      """)
    #expect(
      try it.findings() == ["feed 70 (t:n) is being registered, or its registration was cut off"])
  }

  @Test("hundreds of feeds are looked at in a moment, and told of in a few lines")
  func many() throws {
    let it = try Examined()
    let count = 500
    let rows = (100..<100 + count).map { "(\($0), 1, 'n\($0)', 't', 1, 5)" }
    try it.sql(
      "INSERT INTO feeds (id, userid, name, tag, datatype, engine) VALUES "
        + rows.joined(separator: ", "))
    for id in 100..<100 + count {
      try it.fixture.folder.write(
        FeedMetadata(interval: 300, start: 1_612_790_400).bytes, to: "\(id).meta")
      try it.fixture.folder.write([0, 0, 0, 0], to: "\(id).dat")
    }
    try it.adopt()
    var examination = EmoncmsExamination()
    let time = try ContinuousClock().measure {
      try it.installation.examine(&examination, processes: "/nowhere")
    }
    #expect(time < .seconds(5))
    #expect(
      examination.findings.map(\.subject) == [
        "feeds 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111 and \(count - 12) more"
      ])
  }

  @Test("without Redis, the row's last value counts")
  func withoutRedis() throws {
    let it = try Examined()
    var settings = it.fixture.settings
    settings.cache = nil
    try it.sql("UPDATE feeds SET time = 1613090100, value = 3")
    var examination = EmoncmsExamination()
    try it.fixture.open(settings).examine(&examination, processes: "/nowhere")
    #expect(examination.facts.contains(.init("Redis", "not used")))
    #expect(
      examination.findings.map(\.remedy) == [
        "In MariaDB: `UPDATE feeds SET time = 1613090100, value = 124.875 WHERE id = \(it.feed)`."
      ])
  }

  @Test("a data folder that is not there is a finding")
  func noFolder() throws {
    let it = try Examined()
    var settings = it.fixture.settings
    settings.dataFolder = "\(it.fixture.folder.path)/gone"
    var examination = EmoncmsExamination()
    try it.fixture.open(settings).examine(&examination, processes: "/nowhere")
    #expect(examination.findings.map(\.subject) == [settings.dataFolder])
  }
}

@Suite("Looking at an Emoncms whose database is read-only")
struct ReadOnlyDatabaseTests {
  @Test("it is told")
  func readOnly() throws {
    let maria = try MariaDBServer()
    try maria.run(
      """
      CREATE DATABASE e; USE e;
      CREATE TABLE feeds (id int PRIMARY KEY, name text, userid int, tag text, time int,
        value double, size int, engine int, processList text, unit varchar(10));
      CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1);
      CREATE USER e@'%' IDENTIFIED BY 'p'; GRANT ALL ON e.* TO e@'%';
      SET GLOBAL read_only = 1;
      """)
    let folder = try TemporaryFolder()
    if geteuid() == 0 { #expect(chown(folder.path, 33, 33) == 0) }
    let installation = try MachineInstallation(
      EmoncmsSettings(
        folder: "/var/www/emoncms",
        database: .init(
          host: "127.0.0.1", port: maria.port, name: "e", username: "e", password: Secret("p")),
        cache: nil, dataFolder: folder.path))
    var examination = EmoncmsExamination()
    try installation.examine([], &examination)
    #expect(examination.findings.map(\.subject) == ["MariaDB"])
  }
}
