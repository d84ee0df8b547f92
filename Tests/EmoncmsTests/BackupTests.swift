import Emoncms
import Feeds
import Foundation
import Testing

/// A feed's metadata: an interval of 300 s and a start.
private func meta(start: UInt32 = 1_612_789_800) -> [UInt8] {
  FeedMetadata(interval: 300, start: start).bytes
}

private func points(_ count: Int) -> [UInt8] {
  (0..<count).flatMap { index in
    withUnsafeBytes(of: Float(index).bitPattern.littleEndian) { Array($0) }
  }
}

private let dump = """
  CREATE TABLE `feeds` (`id` int, `name` text, `userid` int, `tag` text, `public` tinyint(1),
    `engine` int, `processList` text, `unit` varchar(10));
  INSERT INTO `feeds` VALUES (5,'Température d\\'eau',1,' sofrel_Nord',1,5,NULL,'°C'),
    (6,NULL,2,NULL,0,5,'1:2,3:4','');
  """

/// The files of a backup, below any folder.
private let layout: [(String, [UInt8])] = [
  ("settings.ini", Array("password = secret".utf8)),
  ("emoncms.sql", Array(dump.utf8)),
  ("phptimeseries/feed_9.MYD", [1]),
  ("phpfiwa/7.meta", meta()),
  ("phpfiwa/7.dat", [1]),
  ("phpfina/5.meta", meta()),
  ("phpfina/5.dat", points(7)),
  ("phpfina/6.dat", points(3)),
  ("phpfina/6.meta", meta()),
  ("phpfina/notes.txt", [1]),
  ("phpfina/007.meta", meta()),
  ("phpfina/007.dat", points(1)),
  ("phpfina/-8.meta", meta()),
  ("phpfina/99999999999999999999.dat", points(1)),
]

/// Packs files into a `.tar.gz` called `backup`.
private func pack(_ scratch: Scratch, _ files: [(String, [UInt8])], under: String = "") throws {
  var tar = Tar()
  for (name, content) in files { tar.add(under + name, content) }
  try scratch.write("backup", tar.gzipped)
}

private func unpack(_ scratch: Scratch, _ files: [(String, [UInt8])], under: String = "") throws {
  for (name, content) in files { try scratch.write("backup/\(under)\(name)", content) }
}

private func failure(_ scratch: Scratch, into destination: String = "W") throws -> BackupError {
  do {
    let content = try Backup.extract(scratch["backup"], into: scratch[destination])
    Issue.record("opened: \(content)")
    throw CancellationError()
  } catch let error as BackupError {
    return error
  }
}

struct BackupTests {
  @Test(arguments: ["", "./", "emoncms-backup/", "a/b/c/"], [true, false])
  func `both layouts open, packed or not, and give the pairs and their rows`(
    _ folder: String, _ packed: Bool
  ) throws {
    let scratch = try Scratch()
    try (packed ? pack : unpack)(scratch, layout, folder)
    let content = try Backup.extract(scratch["backup"], into: scratch["W"])

    #expect(content.notes == [])
    #expect(content.bytes == 16 + 28 + 16 + 12)
    #expect(try scratch.names("W") == ["5.dat", "5.meta", "6.dat", "6.meta"])
    #expect(try bytes(of: scratch["W/5.dat"]) == points(7))
    #expect(try bytes(of: scratch["W/6.meta"]) == meta())
    #expect(try scratch.names() == ["W", "backup"])
    let feed = try #require(content.feeds.first)
    #expect(feed.id == 5)
    #expect(feed.name == "Température d'eau")
    #expect(feed.tag == " sofrel_Nord")
    #expect(feed.unit == "°C")
    #expect(feed.engine == 5)
    #expect(feed.userID == 1)
    #expect(feed.isPublic)
    #expect(feed.processList == nil)
    let second = try #require(content.feeds.last)
    #expect(second.name == nil && second.tag == nil && second.unit == "" && !second.isPublic)
    #expect(second.userID == 2 && second.processList == "1:2,3:4")
  }

  @Test(arguments: ["", "./", "feeds/"], [true, false])
  func `a bare folder of pairs opens without names`(_ folder: String, _ packed: Bool) throws {
    let scratch = try Scratch()
    let files = [("5.meta", meta()), ("5.dat", points(2))]
    try (packed ? pack : unpack)(scratch, files, folder)
    let content = try Backup.extract(scratch["backup"], into: scratch["W"])
    #expect(content.feeds.map(\.id) == [5])
    #expect(content.feeds.first?.name == nil)
    #expect(content.notes.map(\.kind) == [.noDump])
    #expect(try scratch.names("W") == ["5.dat", "5.meta"])
  }

  @Test func `what dump and files do not agree on is noted`() throws {
    let scratch = try Scratch()
    let rows = """
      INSERT INTO feeds (id,name,engine) VALUES (1,'virtual',7),(2,'gone',5),(3,'half',5),(4,'ok',5);
      """
    try pack(
      scratch,
      [
        ("phpfina/3.dat", points(1)), ("phpfina/4.meta", meta()), ("phpfina/4.dat", points(1)),
        ("phpfina/9.meta", meta()), ("phpfina/9.dat", points(1)), ("emoncms.sql", Array(rows.utf8)),
      ])
    let content = try Backup.extract(scratch["backup"], into: scratch["W"])
    #expect(content.feeds.map(\.id) == [4, 9])
    #expect(
      content.notes.map { "\($0.feed ?? 0) \($0.kind)" } == [
        "3 incompletePair", "1 otherEngine", "2 rowWithoutFiles", "9 filesWithoutRow",
      ])
    #expect(
      content.notes[1].description
        == "feed 1 (virtual) is of engine 7, not PHPFina, and was left out")
    #expect(try scratch.names("W") == ["4.dat", "4.meta", "9.dat", "9.meta"])
  }

  @Test func `damaged feeds are kept, noted, and keep nobody from the others`() throws {
    let scratch = try Scratch()
    try pack(
      scratch,
      [
        ("1.meta", []), ("1.dat", points(1)),
        ("2.meta", meta() + [0]), ("2.dat", points(1)),
        ("3.meta", [UInt8](repeating: 0, count: 16)), ("3.dat", points(1)),
        ("4.meta", meta()), ("4.dat", points(2) + [1, 2, 3]),
        ("5.meta", meta()), ("5.dat", []),
        ("6.meta", meta(start: 0)), ("6.dat", points(1)),
        ("7.meta", meta(start: 0)), ("7.dat", []),
        ("8.meta", meta()), ("8.dat", points(1)),
      ])
    let content = try Backup.extract(scratch["backup"], into: scratch["W"])
    #expect(content.feeds.map(\.id) == Array(1...8))
    let damaged = content.notes.filter { $0.kind == .damagedFeed }
    #expect(damaged.compactMap(\.feed) == Array(1...6))
    #expect(damaged[0].description.contains("0 bytes"))
    #expect(damaged[1].description.contains("17 bytes"))
    #expect(damaged[2].description.contains("interval of 0"))
    #expect(damaged[3].description.contains("3 bytes at the end"))
    #expect(try bytes(of: scratch["W/4.dat"]) == points(2) + [1, 2, 3])
  }

  @Test func `a dump that cannot be read to its end costs only the names after the fault`() throws {
    let scratch = try Scratch()
    try pack(
      scratch,
      [
        ("5.meta", meta()), ("5.dat", points(1)), ("6.meta", meta()), ("6.dat", points(1)),
        ("emoncms.sql", Array(dump.utf8.prefix { $0 != UInt8(ascii: ":") })),
      ])
    let content = try Backup.extract(scratch["backup"], into: scratch["W"])
    #expect(content.feeds.map(\.name) == ["Température d'eau", nil])
    #expect(content.notes.map(\.kind) == [.damagedDump, .filesWithoutRow])
    #expect(content.notes.first?.description.contains("emoncms.sql: line 4: ") == true)
  }

  @Test func `the dump nearest the root counts`() throws {
    let scratch = try Scratch()
    let feed = [("phpfina/5.meta", meta()), ("phpfina/5.dat", points(1))]
    func sql(_ name: String) -> [UInt8] {
      Array("INSERT INTO feeds (id,name) VALUES (5,'\(name)');".utf8)
    }
    let dumps = [("old/emoncms.sql", sql("old")), ("emoncms.sql", sql("new"))]
    for files in [feed + dumps, dumps.reversed() + feed] {
      try pack(scratch, files)
      try? FileManager.default.removeItem(atPath: scratch["W"])
      let content = try Backup.extract(scratch["backup"], into: scratch["W"])
      #expect(content.feeds.first?.name == "new")
      #expect(content.notes.map(\.kind) == [.passedOver])
    }
  }

  @Test func `phpfina is preferred to files beside it, and two of them are refused`() throws {
    let scratch = try Scratch()
    let bare = [("5.meta", meta(start: 0)), ("5.dat", points(9)), ("8.dat", points(1))]
    let named = [("phpfina/5.meta", meta()), ("phpfina/5.dat", points(1))]
    for files in [bare + named, named + bare] {
      try pack(scratch, files)
      try? FileManager.default.removeItem(atPath: scratch["W"])
      let content = try Backup.extract(scratch["backup"], into: scratch["W"])
      #expect(try bytes(of: scratch["W/5.dat"]) == points(1))
      #expect(try scratch.names("W") == ["5.dat", "5.meta"])
      #expect(content.notes.map(\.kind) == [.passedOver, .noDump])
    }
    try pack(scratch, named + [("old/phpfina/5.dat", points(2))])
    let error = try failure(scratch, into: "X")
    #expect(error.code == .ambiguous)
    #expect(error.problem.contains("phpfina and old/phpfina"))
    #expect(try scratch.names() == ["W", "backup"])
  }

  @Test func `a file that comes twice counts as it comes last`() throws {
    let scratch = try Scratch()
    try pack(scratch, [("5.meta", meta()), ("5.dat", points(9)), ("5.dat", points(2))])
    _ = try Backup.extract(scratch["backup"], into: scratch["W"])
    #expect(try bytes(of: scratch["W/5.dat"]) == points(2))
  }

  @Test func `no pair at all is an error`() throws {
    let scratch = try Scratch()
    try pack(scratch, [("emoncms.sql", Array(dump.utf8)), ("phpfina/5.dat", points(1))])
    #expect(try failure(scratch).code == .noFeeds)
    #expect(try scratch.names() == ["backup"])
  }

  @Test func `an archive cut anywhere leaves nothing behind`() throws {
    let scratch = try Scratch()
    try pack(scratch, layout)
    let whole = try bytes(of: scratch["backup"])
    for length in stride(from: 0, to: whole.count, by: 97) {
      try scratch.write("backup", whole[..<length])
      #expect([.damaged, .notAnArchive, .empty].contains(try failure(scratch).code))
      #expect(try scratch.names() == ["backup"], "cut at \(length)")
    }
  }

  @Test func `links in a folder are passed over`() throws {
    let scratch = try Scratch()
    try unpack(scratch, [("5.meta", meta()), ("5.dat", points(1)), ("6.meta", meta())])
    try scratch.write("elsewhere", points(1))
    try FileManager.default.createSymbolicLink(
      atPath: scratch["backup/6.dat"], withDestinationPath: scratch["elsewhere"])
    let content = try Backup.extract(scratch["backup"], into: scratch["W"])
    #expect(content.feeds.map(\.id) == [5])
    #expect(content.notes.map(\.kind) == [.passedOver, .incompletePair, .noDump])
  }

  @Test func `a link to the feeds' folder is not followed, and the error says so`() throws {
    let scratch = try Scratch()
    try unpack(scratch, [("emoncms.sql", Array(dump.utf8))])
    try FileManager.default.createSymbolicLink(
      atPath: scratch["backup/phpfina"], withDestinationPath: scratch.path)
    let error = try failure(scratch)
    #expect(error.code == .noFeeds)
    #expect(error.problem.contains("phpfina is a link"))
  }

  @Test func `an empty destination is filled, any other is refused`() throws {
    let scratch = try Scratch()
    try pack(scratch, layout)
    try FileManager.default.createDirectory(
      atPath: scratch["W"], withIntermediateDirectories: false)
    _ = try Backup.extract(scratch["backup"], into: scratch["W"] + "/")
    #expect(try scratch.names("W").count == 4)

    let full = try failure(scratch)
    #expect(full.code == .destinationTaken)
    #expect(full.problem == "exists and is not empty")
    #expect(try failure(scratch, into: "backup").code == .destinationTaken)
    #expect(try failure(scratch, into: "a/b").code == .missing)
    #expect(try failure(scratch, into: "backup/b").code == .missing)
    #expect(throws: BackupError.self) { try Backup.extract(scratch["backup"], into: "") }
    #expect(try scratch.names() == ["W", "backup"])
    #expect(try scratch.names("W").count == 4)
  }

  @Test func `a folder is not opened into itself`() throws {
    let scratch = try Scratch()
    try unpack(scratch, layout)
    #expect(try failure(scratch, into: "backup/W").code == .destinationTaken)
    #expect(try failure(scratch, into: "backup").code == .destinationTaken)
    #expect(!FileManager.default.fileExists(atPath: scratch["backup/W"]))
  }

  @Test func `what a caller adds before the folder appears comes with it`() throws {
    let scratch = try Scratch()
    try pack(scratch, layout)
    var staged: StagedBackup? = try Backup.stage(scratch["backup"], for: scratch["W"])
    var folder = try #require(staged?.folder)
    try Data("catalogue".utf8).write(to: URL(fileURLWithPath: folder + "/retouche.sqlite"))
    #expect(!FileManager.default.fileExists(atPath: scratch["W"]))
    try staged?.commit()
    staged = nil
    #expect(try scratch.names("W").contains("retouche.sqlite"))
    #expect(try scratch.names() == ["W", "backup"])

    staged = try Backup.stage(scratch["backup"], for: scratch["X"])
    folder = try #require(staged?.folder)
    try FileManager.default.createDirectory(
      atPath: folder + "/more/below", withIntermediateDirectories: true)
    staged = nil
    #expect(try scratch.names() == ["W", "backup"])
  }

  @Test func `a destination that fills meanwhile is left alone`() throws {
    let scratch = try Scratch()
    try pack(scratch, layout)
    let staged = try Backup.stage(scratch["backup"], for: scratch["W"])
    try scratch.write("W/mine", [1])
    do {
      try staged.commit()
      Issue.record("replaced a folder that was not empty")
    } catch {
      #expect(error.code == .destinationTaken)
    }
    #expect(try scratch.names("W") == ["mine"])
  }

  @Test func `any call that fails leaves nothing behind`() throws {
    let scratch = try Scratch()
    try pack(scratch, layout)
    var number = 0
    while true {
      let fileSystem = FailingFileSystem(at: number)
      do {
        _ = try Backup.extract(scratch["backup"], into: scratch["W"], fileSystem: fileSystem)
        if !fileSystem.hasFailed { break }
        // A failure while looking for damage is noted, and costs nothing.
      } catch {
        #expect(error.code == .noSpace)
        #expect(error.description.contains("Free some room"))
        // The last call is after the folder has its name.
        if fileSystem.isLast { break }
        #expect(try scratch.names() == ["backup"], "call \(number)")
      }
      try? FileManager.default.removeItem(atPath: scratch["W"])
      number += 1
    }
    #expect(number > 12)
  }

  @Test func `a catalogue beyond all measure is not taken into memory`() throws {
    let scratch = try Scratch()
    let text = String(repeating: "x", count: 1 << 20)
    var sql = "INSERT INTO feeds (id,name) VALUES (1,'\(text)')"
    for id in 2...17 { sql += ",(\(id),'\(text)')" }
    try unpack(
      scratch, [("5.meta", meta()), ("5.dat", points(1)), ("emoncms.sql", Array(sql.utf8))])
    let content = try Backup.extract(scratch["backup"], into: scratch["W"])
    #expect(content.notes.contains { $0.kind == .damagedDump })
  }

  @Test func `progress of a folder reaches its size`() throws {
    let scratch = try Scratch()
    try unpack(scratch, layout)
    var last = (0, 1)
    _ = try Backup.extract(scratch["backup"], into: scratch["W"]) { last = ($0, $1) }
    #expect(last.0 == last.1)
    #expect(last.1 == layout.reduce(0) { $0 + $1.1.count })
  }
}

/// A file system that is full at its n-th write, synchronisation or creation.
private final class FailingFileSystem: FileSystem, @unchecked Sendable {
  private let system = SystemFileSystem()
  private let failing: Int
  private var calls = 0
  private(set) var hasFailed = false
  /// Whether the failure was that of the parent folder's synchronisation, which comes last.
  private(set) var isLast = false

  init(at failing: Int) { self.failing = failing }

  private func count(_ path: String) throws(FeedError) {
    defer { calls += 1 }
    guard calls == failing else { return }
    hasFailed = true
    throw FeedError(
      .noSpace, file: path, problem: "cannot be written: No space left on device",
      remedy: "Free some room on this disk and run the command again.")
  }

  func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    try count(path)
    return try system.open(path, for: access)
  }
  func close(_ file: OpenFile) { system.close(file) }
  func size(of file: OpenFile) throws(FeedError) -> Int { try system.size(of: file) }
  func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FeedError) -> Int { try system.read(file, at: offset, into: buffer) }
  func write(
    _ file: OpenFile, at offset: Int, from buffer: UnsafeRawBufferPointer
  ) throws(FeedError) {
    try count(file.path)
    try system.write(file, at: offset, from: buffer)
  }
  func synchronize(_ file: OpenFile) throws(FeedError) {
    try count(file.path)
    try system.synchronize(file)
  }
  func rename(_ path: String, to destination: String) throws(FeedError) {
    try system.rename(path, to: destination)
  }
  func remove(_ path: String) throws(FeedError) { try system.remove(path) }
  func synchronizeFolder(_ path: String) throws(FeedError) {
    isLast = !path.contains(".opening-")
    try count(path)
    try system.synchronizeFolder(path)
  }
}
