import Feeds
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Workspace

/// A fault to plant in a sound workspace, and what must be found: the kind, and the feed it is said of.
private struct Plant: Sendable, CustomTestStringConvertible {
  let kind: Problem.Kind
  let feed: Int?
  /// Other kinds that the same fault may bring with it.
  var also: Set<Problem.Kind> = []
  let plant: @Sendable (Fixture) throws -> Void

  var testDescription: String { kind.rawValue }
}

private func metadata(interval: UInt32, start: Int) -> [UInt8] {
  FeedMetadata(interval: interval, start: UInt32(clamping: start)).bytes
}

private let plants: [Plant] = [
  Plant(kind: .missingMetadata, feed: 1, also: [.circuitFeedGone]) {
    try FileManager.default.removeItem(atPath: $0.folder.file("1.meta"))
  },
  Plant(kind: .missingPoints, feed: 3, also: [.circuitFeedGone]) {
    try FileManager.default.removeItem(atPath: $0.folder.file("3.dat"))
  },
  Plant(kind: .metadataSize, feed: 1) { fixture in
    try fixture.folder.write(fixture.folder.bytes(of: "1.meta").dropLast(), inPlace: "1.meta")
  },
  Plant(kind: .metadataSize, feed: 2) { fixture in
    try fixture.folder.write(fixture.folder.bytes(of: "2.meta") + [0], inPlace: "2.meta")
  },
  Plant(kind: .metadataSize, feed: 3) { try $0.folder.write([], inPlace: "3.meta") },
  Plant(kind: .zeroInterval, feed: 1) {
    try $0.folder.write(metadata(interval: 0, start: Fixture.start), inPlace: "1.meta")
  },
  Plant(kind: .badStart, feed: 1) {
    try $0.folder.write(metadata(interval: 300, start: 0), inPlace: "1.meta")
  },
  Plant(kind: .badStart, feed: 3) { try $0.folder.write([], inPlace: "3.dat") },
  Plant(kind: .futureStart, feed: 1) {
    try $0.folder.write(metadata(interval: 300, start: 4_000_000_200), inPlace: "1.meta")
  },
  Plant(kind: .unalignedStart, feed: 1) {
    try $0.folder.write(metadata(interval: 300, start: Fixture.start + 7), inPlace: "1.meta")
  },
  Plant(kind: .raggedPoints, feed: 1) { fixture in
    try fixture.folder.write(fixture.folder.bytes(of: "1.dat") + [1, 2, 3], inPlace: "1.dat")
  },
  Plant(kind: .unreadable, feed: 3) { fixture in
    try FileManager.default.removeItem(atPath: fixture.folder.file("3.dat"))
    try FileManager.default.createDirectory(
      atPath: fixture.folder.file("3.dat"), withIntermediateDirectories: false)
  },
  Plant(kind: .nothingRecorded, feed: 3) {
    try $0.overwrite(feed: 3, Array(repeating: .nan, count: 50), at: 0)
  },
  Plant(kind: .infiniteValue, feed: 1) { try $0.overwrite(feed: 1, [.infinity], at: 77) },
  Plant(kind: .noState, feed: 2, also: [.foreignChange]) { try $0.overwrite([0.5], at: 4999) },
  Plant(kind: .foreignChange, feed: 2) { try $0.overwrite([.nan], at: 4999) },
  Plant(kind: .foreignTimeline, feed: 2) {
    try $0.folder.write(metadata(interval: 600, start: Fixture.start), inPlace: "2.meta")
  },
  Plant(kind: .foreignTimeline, feed: 2, also: [.provenance]) { fixture in
    try fixture.folder.write(fixture.folder.bytes(of: "2.dat").dropLast(4), inPlace: "2.dat")
  },
  Plant(kind: .feedGone, feed: 2, also: [.circuitFeedGone]) { fixture in
    for name in ["2.dat", "2.meta"] {
      try FileManager.default.removeItem(atPath: fixture.folder.file(name))
    }
  },
  Plant(kind: .interruptedCreation, feed: 2) { try $0.execute("UPDATE feed SET ready = 0") },
  Plant(kind: .interruptedEdit, feed: 2) {
    try $0.execute("UPDATE edit SET phase = 'undoing' WHERE id = 2")
  },
  Plant(kind: .damagedEdit, feed: 2) {
    try $0.execute("UPDATE edit SET points_before = x'00' WHERE id = 1")
  },
  Plant(kind: .provenance, feed: 2) { try $0.execute("DELETE FROM stretch WHERE first > 0") },
  Plant(kind: .provenance, feed: 2) {
    try $0.execute("DELETE FROM stretch WHERE provenance = 'hand'")
  },
  Plant(kind: .provenance, feed: 2) {
    try $0.execute("UPDATE stretch SET \"end\" = \"end\" + 1 WHERE first = 0")
  },
  Plant(kind: .circuitFeedGone, feed: 77) { try $0.execute("UPDATE circuit SET outdoor = 77") },
  Plant(kind: .leftOver, feed: nil) { try $0.folder.write([1], to: ".9.dat.123-abc.tmp") },
  Plant(kind: .damagedDatabase, feed: nil) { fixture in
    // An index that no longer says what its table does.
    try fixture.execute(
      """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_master SET sql = 'CREATE INDEX edit_by_feed ON edit (feed, time)'
      WHERE name = 'edit_by_feed';
      PRAGMA writable_schema = OFF
      """)
  },
]

struct CheckTests {
  /// A supply feed, a state feed with two edits, a room feed, and a circuit of them.
  private func fixture() throws -> Fixture {
    let fixture = try Fixture(count: 5000)
    try FeedFiles(folder: fixture.folder.path, id: 3).create(
      Timeline(start: Fixture.start, interval: 300, count: 50), filledWith: 20)
    try fixture.workspace.save(Circuit(name: "north", supply: 1, indoor: [3], state: 2))
    try fixture.set(.off, 10..<20)
    try fixture.set(.unknown, 100..<4900)
    return fixture
  }

  @Test func `a sound workspace has no problem, and a check changes no byte`() throws {
    let fixture = try fixture()
    let files = try fixture.files()
    #expect(try fixture.workspace.check().isEmpty)
    let looking = try Workspace(fixture.folder.path, recovering: false)
    #expect(try looking.check().isEmpty)
    #expect(try looking.check([looking.feed(id: 2)]).isEmpty)
    #expect(try fixture.files() == files)
  }

  @Test(arguments: plants) fileprivate func `a planted fault is found`(plant: Plant) throws {
    let fixture = try fixture()
    try plant.plant(fixture)
    let before = try fixture.files()
    let dump = try fixture.workspace.database.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM edit ORDER BY id").map(\.description)
    }
    let workspace = try Workspace(fixture.folder.path, recovering: false)
    let problems = try workspace.check()
    #expect(
      problems.contains { $0.problem == plant.kind && $0.feed == plant.feed }, "\(problems)")
    let others = Set(problems.map(\.problem)).subtracting([plant.kind])
    #expect(others.isSubset(of: plant.also), "\(problems)")
    #expect(problems.allSatisfy { $0.detail.hasSuffix(".") && $0.remedy.hasSuffix(".") })
    #expect(try fixture.files() == before, "a check changes no byte")
    let after = try workspace.database.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM edit ORDER BY id").map(\.description)
    }
    #expect(after == dump)
  }

  @Test func `a check of some feeds tells of no other`() throws {
    let fixture = try fixture()
    try fixture.overwrite(feed: 1, [.infinity], at: 77)
    try fixture.overwrite(feed: 2, [.nan], at: 5)
    let workspace = fixture.workspace
    #expect(try workspace.check([workspace.feed(id: 2)]).map(\.problem) == [.foreignChange])
    #expect(try workspace.check([workspace.feed(id: 3)]).isEmpty)
    #expect(try workspace.check().map(\.feed) == [1, 2])
  }

  @Test func `a state feed of unknown states is sound`() throws {
    let fixture = try Fixture(count: 100, state: .unknown)
    #expect(try fixture.workspace.check().isEmpty)
  }

  // Needs ../shared/data beside the package; skipped without it.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
  func `the school's files have no problem but what is known of them`() throws {
    let folder = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: SharedData.school) {
      try FileManager.default.copyItem(
        atPath: "\(SharedData.school)/\(name)", toPath: folder.file(name))
    }
    #expect(try Workspace(folder.path).check() == [])
    #expect(try !folder.names.contains(Workspace.databaseName), "looking leaves nothing behind")
  }
}
