import EmoncmsSupport
import Feeds
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Emoncms

@Suite("Registering a feed on the machine")
struct RegistrationTests {
  @Test(
    "the row, the files and the list are as Emoncms makes them", arguments: ["MyISAM", "InnoDB"])
  func whole(engine: String) throws {
    let fixture = try MachineFixture(engine: engine)
    let installation = try fixture.open()
    try fixture.fillList(90)
    let points = somePoints()
    let id = try installation.create(try someFeed(), points)
    #expect(
      try fixture.rows
        == "\(id)\tPompe été\t1\trelève\tNULL\tNULL\t1\t0\t4016\t5\t0\tNULL\t°C\n")
    #expect(try fixture.folder.names == ["\(id).dat", "\(id).meta"])
    #expect(
      try fixture.folder.bytes(of: "\(id).meta")
        == FeedMetadata(interval: 300, start: 1_612_790_400).bytes)
    #expect(try installation.bits(of: id) == points.map(\.bitPattern))
    let hash = try fixture.hash(id)
    #expect(
      hash == [
        "id": "\(id)", "userid": "1", "name": "Pompe été", "tag": "relève", "public": "0",
        "size": "4016", "engine": "5", "processList": "", "unit": "°C", "time": "1613090100",
        "value": "124.875",
      ])
    #expect(
      try fixture.redis.run("smembers", "\(fixture.prefix)user:feeds:1").split(separator: "\n")
        .sorted() == ["\(id)", "90"].sorted())
    #expect(
      try installation.feeds() == [
        EmoncmsFeed(
          id: id, name: "Pompe été", tag: "relève", unit: "°C", engine: 5,
          lastTime: 1_613_090_100, lastValue: 124.875, size: 4016)
      ])
    #expect(try installation.timeline(of: id) == someFeed().timeline)
    try installation.delete(id)
    #expect(try fixture.rows == "")
    #expect(try fixture.folder.names == [])
    #expect(try fixture.keys == ["\(fixture.prefix)feed:90", "\(fixture.prefix)user:feeds:1"])
  }

  @Test("a list that Emoncms has not filled yet is left for it to fill")
  func unfilledList() throws {
    let fixture = try MachineFixture(prefix: "")
    let id = try fixture.open().create(try someFeed(), somePoints())
    #expect(try fixture.keys == [])
    #expect(try fixture.folder.names == ["\(id).dat", "\(id).meta"])
  }

  @Test("an Emoncms without Redis is served too")
  func withoutRedis() throws {
    let fixture = try MachineFixture()
    var settings = fixture.settings
    settings.cache = nil
    let installation = try fixture.open(settings)
    let id = try installation.create(try someFeed(), somePoints())
    try fixture.maria.run("UPDATE \(fixture.name).feeds SET time = 5, value = 6")
    try installation.write([7], at: 999, of: id, on: try someFeed().timeline)
    let feed = try #require(try installation.feeds().first)
    #expect(feed.lastTime == nil && feed.lastValue == nil)
    #expect(try installation.pendingPoints(of: id) == 0)
    #expect(try fixture.keys == [])
  }

  @Test("a tag and name that are taken are refused, whatever is done")
  func taken() throws {
    let fixture = try MachineFixture()
    let installation = try fixture.open()
    let id = try installation.create(try someFeed(), somePoints())
    let before = try fixture.everything
    let error = emoncmsError { _ = try installation.create(try someFeed(), somePoints()) }
    #expect(error?.code == .taken)
    #expect(error?.problem.contains("feed \(id)") == true)
    #expect(try fixture.everything == before)
    // As Emoncms, which compares bytes: another case is another name.
    _ = try installation.create(try someFeed("pompe été"), somePoints())
  }

  @Test("of two registrations of one name at once, one is refused and leaves nothing")
  func race() throws {
    let fixture = try MachineFixture()
    let codes = Mutex<[EmoncmsError.Code?]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let error = emoncmsError {
        let installation = try MachineInstallation(fixture.settings)
        _ = try installation.create(
          try NewFeed(
            name: "one", tag: "t", unit: "",
            timeline: Timeline(start: 300, interval: 300, count: 1000)), somePoints())
      }
      codes.withLock { $0.append(error?.code) }
    }
    #expect(codes.withLock { $0.filter { $0 == nil }.count } == 1)
    #expect(codes.withLock { $0.filter { $0 == .taken }.count } == 3)
    #expect(try fixture.rows.split(separator: "\n").count == 1)
    #expect(try fixture.folder.names.count == 2)
  }

  @Test("a feed of that name that Emoncms makes meanwhile stays, and ours goes")
  func racedByEmoncms() throws {
    let fixture = try MachineFixture()
    let acting = ActingFileSystem(at: "create") {
      _ = try? fixture.maria.run(
        """
        INSERT INTO \(fixture.name).feeds (name, tag, userid, datatype, engine)
        VALUES ('Pompe été', 'relève', 1, 1, 5)
        """)
    }
    let error = emoncmsError {
      _ = try fixture.open(fileSystem: acting).create(try someFeed(), somePoints())
    }
    #expect(error?.code == .taken)
    #expect(error?.problem.contains("undone") == true)
    #expect(try fixture.rows.hasPrefix("2\t"))
    #expect(try fixture.rows.split(separator: "\n").count == 1)
    #expect(try fixture.folder.names == [])
  }

  @Test("files that lie about are never taken over: their ids are given up")
  func strayFiles() throws {
    let fixture = try MachineFixture()
    try fixture.folder.write([1, 2, 3, 4], to: "1.dat")
    try fixture.folder.write([1, 2, 3], to: "2.meta")
    let id = try fixture.open().create(try someFeed(), somePoints())
    #expect(id == 3)
    #expect(try fixture.folder.bytes(of: "1.dat") == [1, 2, 3, 4])
    #expect(try fixture.folder.names == ["1.dat", "2.meta", "3.dat", "3.meta"])
    #expect(try fixture.rows.split(separator: "\n").count == 1)
  }

  @Test("an id that is burnt meanwhile is not missed")
  func burntID() throws {
    let fixture = try MachineFixture(engine: "InnoDB")
    try fixture.maria.run(
      """
      INSERT INTO \(fixture.name).feeds (id, name, tag, userid, datatype, engine)
      VALUES (41, 'gone', 't', 1, 1, 5);
      DELETE FROM \(fixture.name).feeds;
      """)
    let installation = try fixture.open()
    let id = try installation.create(try someFeed(), somePoints())
    #expect(id == 42)
    #expect(try fixture.folder.names == ["42.dat", "42.meta"])
    #expect(try installation.bits(of: id) == somePoints().map(\.bitPattern))
  }

  @Test("a list that Emoncms fills while the feed is made has it right in the end")
  func filledMeanwhile() throws {
    let fixture = try MachineFixture()
    let acting = ActingFileSystem(at: "rename") {
      // As an Emoncms does that meets the row before its files and its mark's end.
      try? fixture.fillList(1, 90)
    }
    let id = try fixture.open(fileSystem: acting).create(try someFeed(), somePoints())
    #expect(id == 1)
    let hash = try fixture.hash(id)
    #expect(hash["name"] == "Pompe été" && hash["processList"] == "" && hash["size"] == "4016")
    #expect(hash["value"] == "124.875")
  }

  @Test("new files have the owner and the mode of their neighbours")
  func ownership() throws {
    let fixture = try MachineFixture()
    let first = try fixture.open().create(try someFeed("a"), somePoints())
    for part in ["dat", "meta"] {
      let path = fixture.folder.file("\(first).\(part)")
      #expect(chmod(path, 0o664) == 0)
      if geteuid() == 0 { #expect(chown(path, 33, 44) == 0) }
    }
    let second = try fixture.open().create(try someFeed("b"), somePoints())
    for part in ["dat", "meta"] {
      var status = stat()
      #expect(stat(fixture.folder.file("\(second).\(part)"), &status) == 0)
      #expect(status.st_mode & 0o777 == 0o664)
      if geteuid() == 0 { #expect(status.st_uid == 33 && status.st_gid == 44) }
    }
  }

  // One after the other: the mode is the whole server's.
  @Test(
    "a name that the table cannot hold is refused, and nothing is left", .serialized,
    arguments: [true, false])
  func latin1(strict: Bool) throws {
    let fixture = try MachineFixture(characterSet: "latin1")
    try fixture.maria.run("SET GLOBAL sql_mode = '\(strict ? "STRICT_ALL_TABLES" : "")'")
    defer { _ = try? fixture.maria.run("SET GLOBAL sql_mode = DEFAULT") }
    let installation = try fixture.open()
    let error = emoncmsError {
      _ = try installation.create(try someFeed("Кухня"), somePoints())
    }
    #expect(error?.code == (strict ? .badName : .unverified))
    #expect(try fixture.rows == "")
    #expect(try fixture.folder.names == [])
    // French fits.
    let id = try installation.create(try someFeed(), somePoints())
    #expect(try installation.feeds().first?.name == "Pompe été")
    #expect(
      emoncmsError { _ = try installation.create(try someFeed(), somePoints()) }?.code == .taken)
    try installation.delete(id)
  }

  @Test("text from outside is never taken for SQL or for a path")
  func injection() throws {
    let fixture = try MachineFixture()
    let hostile = "x'); DROP TABLE feeds; -- \\ \" ` ; ../../etc"
    #expect(
      emoncmsError {
        _ = try NewFeed(
          name: hostile, tag: "t", unit: "",
          timeline: Timeline(start: 300, interval: 300, count: 1))
      }?.code == .badName)
    var settings = fixture.settings
    settings.cache?.prefix = "a b\r\nFLUSHALL\r\n*1\r\n\"'"
    let installation = try fixture.open(settings)
    try fixture.fillList(90)
    let unit = "'\");--"
    let feed = try NewFeed(
      name: "n", tag: "t", unit: unit, timeline: Timeline(start: 300, interval: 300, count: 1))
    let id = try installation.create(feed, [1])
    #expect(try installation.feeds().first?.unit == unit)
    #expect(try fixture.keys.count == 2)
    try installation.delete(id)
  }

  @Test("a table that is left half-made by a registration that died is cleared by the next")
  func leftovers() throws {
    let fixture = try MachineFixture()
    let installation = try fixture.open()
    try fixture.maria.run(
      """
      INSERT INTO \(fixture.name).feeds (name, tag, userid, datatype, engine, processList) VALUES
      ('a', 't', 1, 1, 5, 'retouche:row:abc'), ('b', 't', 1, 1, 5, 'retouche:files:abc'),
      ('c', 't', 1, 1, 7, '1:1'), ('d', 't', 2, 1, 5, 'retouche:files:abc')
      """)
    for name in ["1.dat", "2.dat", "2.meta", ".2.dat.1-ff.tmp", ".22.dat.1-ff.tmp", "4.dat"] {
      try fixture.folder.write([0, 0, 0, 0], to: name)
    }
    try fixture.fillList(1, 2, 3)
    #expect(try installation.removeLeftovers() == [1, 2])
    // Row 1 had not come to its files: those are somebody else's.
    #expect(try fixture.folder.names == [".22.dat.1-ff.tmp", "1.dat", "4.dat"])
    #expect(try fixture.rows.split(separator: "\n").map { $0.prefix(1) } == ["3", "4"])
    #expect(try fixture.redis.run("smembers", "\(fixture.prefix)user:feeds:1") == "3\n")
  }
}

/// A file system at whose first call of a kind another program acts.
final class ActingFileSystem: ForwardingFileSystem {
  let base: any FileSystem = SystemFileSystem()
  private let call: String
  private let act: @Sendable () -> Void
  private let hasActed = Mutex(false)

  /// - Parameters:
  ///   - call: `create` or `rename`.
  ///   - act: What the other program does, before the call.
  init(at call: String, act: @escaping @Sendable () -> Void) {
    self.call = call
    self.act = act
  }

  func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    if case .create = access { strike("create") }
    return try base.open(path, for: access)
  }

  func rename(_ path: String, to destination: String) throws(FeedError) {
    strike("rename")
    try base.rename(path, to: destination)
  }

  private func strike(_ call: String) {
    guard call == self.call else { return }
    let isFirst = hasActed.withLock { hasActed in
      defer { hasActed = true }
      return !hasActed
    }
    if isFirst { act() }
  }
}
