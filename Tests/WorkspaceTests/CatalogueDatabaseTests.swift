import Feeds
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Workspace

struct CatalogueDatabaseTests {
  /// A workspace with a circuit and some edits, closed.
  private func closed() throws -> (TemporaryFolder, [UInt8]) {
    let folder: TemporaryFolder
    do {
      let fixture = try Fixture(count: 5000)
      folder = fixture.folder
      try fixture.workspace.save(Circuit(name: "north", supply: 1, state: 2))
      for slot in 0..<20 { try fixture.set(.off, (slot * 100)..<(slot * 100 + 50)) }
    }
    return (folder, try folder.bytes(of: Workspace.databaseName))
  }

  private func use(_ folder: TemporaryFolder) throws {
    let workspace = try Workspace(folder.path)
    _ = try workspace.feeds()
    _ = try workspace.circuits()
    if let feed = try workspace.feeds().first(where: { $0.id == 2 }) {
      _ = try workspace.history(feed)
      _ = try workspace.segments(feed)
      _ = try workspace.check()
      if feed.kind == .state { _ = try workspace.undo(feed) }
    }
  }

  @Test func `looking at a folder of feeds makes no database`() throws {
    let fixture = try Fixture(count: 10, state: nil)
    let folder = try TemporaryFolder()
    for name in ["1.dat", "1.meta"] {
      try folder.write(fixture.folder.bytes(of: name), to: name)
    }
    let workspace = try Workspace(folder.path)
    let feed = try workspace.feed("1")
    _ = try workspace.segments(feed)
    _ = try workspace.history(feed)
    _ = try workspace.check()
    _ = try workspace.circuits()
    #expect(throws: WorkspaceError.self) { try workspace.undo(feed) }
    #expect(throws: WorkspaceError.self) { try workspace.circuit("north") }
    #expect(try folder.names == ["1.dat", "1.meta"])
    try workspace.setTimeZone("UTC")
    #expect(try folder.names.contains(Workspace.databaseName))
  }

  @Test func `a closed workspace leaves one file beside the feeds, and the locks`() throws {
    let (folder, _) = try closed()
    #expect(
      try folder.names == [".retouche", "1.dat", "1.meta", "2.dat", "2.meta", "retouche.sqlite"])
  }

  /// The database as version 1 left it.
  private func makeOld(_ folder: TemporaryFolder) throws {
    let queue = try DatabaseQueue(path: folder.file(Workspace.databaseName))
    try queue.write { database in
      try database.execute(
        sql: """
          ALTER TABLE stretch DROP COLUMN provisional;
          ALTER TABLE edit DROP COLUMN method;
          ALTER TABLE edit DROP COLUMN meaning;
          DELETE FROM grdb_migrations WHERE identifier LIKE '2:%';
          """)
    }
    try queue.close()
  }

  @Test func `a database of the first version is brought up to date, with all that is in it`()
    throws
  {
    let (folder, _) = try closed()
    let before = try Workspace(folder.path).segments(Workspace(folder.path).feed(id: 2))
    try makeOld(folder)
    let workspace = try Workspace(folder.path)
    let feed = try workspace.feed(id: 2)
    #expect(try workspace.segments(feed) == before)
    #expect(try workspace.lastInference(of: workspace.circuit("north")) == nil)
    #expect(try workspace.history(feed).count == 20)
    for _ in 0..<20 { _ = try workspace.undo(feed) }
    #expect(try workspace.segments(feed).map(\.provenance) == [.initial])
    #expect(try workspace.check().filter { $0.feed == 2 }.isEmpty)
  }

  @Test func `one that may only be read is read as it is`() throws {
    let (folder, _) = try closed()
    try makeOld(folder)
    let queue = try DatabaseQueue(path: folder.file(Workspace.databaseName))
    let (stretches, entry, inference) = try queue.read { database in
      (
        try StretchTable.fetch(database, feed: 2, overlapping: 0..<5000),
        try EditTable.fetch(database, id: 1)?.entry,
        try EditTable.lastInference(database, feed: 2)
      )
    }
    #expect(stretches.count == 40 && stretches.allSatisfy { !$0.isProvisional })
    #expect(entry?.after.allSatisfy { $0 == 0 } == true && entry?.inference == nil)
    #expect(inference == nil)
  }

  @Test func `a database of a newer version is refused and left as it is`() throws {
    let (folder, _) = try closed()
    do {
      let queue = try DatabaseQueue(path: folder.file(Workspace.databaseName))
      try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: future')") }
    }
    let before = try folder.bytes(of: Workspace.databaseName)
    let error = #expect(throws: WorkspaceError.self) { try Workspace(folder.path) }
    #expect(error?.code == .newerDatabase)
    #expect(error?.description.contains(Workspace.databaseName) == true)
    #expect(try folder.bytes(of: Workspace.databaseName) == before)
  }

  @Test func `what is no database is refused and left as it is`() throws {
    let (folder, bytes) = try closed()
    var generator = SeededGenerator(seed: 1)
    let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for content in [noise, Array("hello".utf8), Array(bytes.dropFirst(7)), [0, 0]] {
      try folder.write(content, to: Workspace.databaseName)
      let error = #expect(throws: WorkspaceError.self, "\(content.count) bytes") {
        try use(folder)
      }
      #expect(error?.code == .damagedDatabase, "\(String(describing: error))")
      #expect(error?.description.contains(Workspace.databaseName) == true)
      #expect(try folder.bytes(of: Workspace.databaseName) == content)
    }
  }

  @Test func `an empty file is a database that was never begun`() throws {
    let (folder, _) = try closed()
    try folder.write([], to: Workspace.databaseName)
    let workspace = try Workspace(folder.path)
    // What is known of the feeds is gone, and so is the right to write them.
    #expect(try workspace.feeds().map(\.kind) == [.measured, .measured])
    #expect(throws: WorkspaceError.self) { try workspace.undo(workspace.feed(id: 2)) }
  }

  @Test func `a truncated database is refused, and no feed is harmed`() throws {
    let (folder, bytes) = try closed()
    let feeds = try folder.bytes(of: "2.dat")
    try use(folder)
    let undone = try folder.bytes(of: "2.dat")
    for size in stride(from: 100, to: bytes.count, by: 3777) {
      try folder.write(bytes[..<size], to: Workspace.databaseName)
      try folder.write(feeds, inPlace: "2.dat")
      do {
        try use(folder)
        // Only a part of the last page is gone, which nothing here needs.
        #expect(size > bytes.count - 4096)
        #expect(try folder.bytes(of: "2.dat") == undone)
      } catch let error as WorkspaceError {
        #expect(
          [.damagedDatabase, .inaccessibleDatabase, .damagedJournal].contains(error.code),
          "\(size) bytes: \(error)")
        #expect(try folder.bytes(of: "2.dat") == feeds)
      }
    }
  }

  @Test func `a database with flipped bytes is read, or refused, never a trap`() throws {
    let (folder, bytes) = try closed()
    let feeds = try folder.bytes(of: "2.dat")
    var generator = SeededGenerator(seed: 8)
    for round in 0..<150 {
      var damaged = bytes
      for _ in 0..<(round % 3 == 0 ? 400 : 20) {
        damaged[Int.random(in: 100..<damaged.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: folder.file(Workspace.databaseName + suffix))
      }
      try folder.write(damaged, to: Workspace.databaseName)
      do {
        try use(folder)
      } catch is WorkspaceError {
      } catch is FeedError {
      } catch {
        Issue.record("round \(round): \(error) is no error of ours")
      }
      // An undo that went through, its checksums right, wrote what the journal held.
      if try folder.bytes(of: "2.dat") != feeds { try folder.write(feeds, inPlace: "2.dat") }
    }
  }

  /// A table may hold a value of any type, whatever its column says.
  @Test(
    arguments: [
      "UPDATE feed SET kind = 'measured', seen_start = 'x'", "UPDATE feed SET name = x'ff00ff'",
      "UPDATE feed SET seen_count = -1", "UPDATE feed SET seen_count = 9223372036854775807",
      "UPDATE feed SET seen_interval = 0", "UPDATE feed SET seen_interval = 9223372036854775807",
      "UPDATE feed SET seen_start = -9223372036854775807", "UPDATE feed SET seen_checksums = 'a'",
      "UPDATE feed SET seen_checksums = NULL", "UPDATE feed SET ready = 'maybe'",
      "UPDATE circuit SET supply = 'north'", "UPDATE circuit SET state = 1e300",
      "UPDATE stretch SET \"end\" = 9223372036854775807", "UPDATE stretch SET confidence = 'high'",
      "UPDATE stretch SET first = -9223372036854775807 WHERE first = 0",
      "UPDATE edit SET first = -9223372036854775807", "UPDATE edit SET time = 9223372036854775807",
      "UPDATE edit SET changed_points = 'many'", "UPDATE edit SET what = x'ff'",
      "UPDATE setting SET value = 'Mars/Olympus'", "DROP TABLE edit", "DROP TABLE stretch",
      "ALTER TABLE feed DROP COLUMN unit",
    ])
  func `an odd value is read, or refused, never a trap`(sql: String) throws {
    let (folder, _) = try closed()
    do {
      let queue = try DatabaseQueue(path: folder.file(Workspace.databaseName))
      try queue.write { try $0.execute(sql: sql) }
    }
    do {
      try use(folder)
    } catch is WorkspaceError {
    } catch is FeedError {
    } catch {
      Issue.record("\(error) is no error of ours")
    }
  }

  @Test func `a missing folder is said`() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FeedError.self) { try Workspace(folder.file("absent")) }
    #expect(error?.code == .missing)
  }
}
