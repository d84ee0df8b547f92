import GRDB
import TestSupport
import Testing

@testable import Workspace

private func journal() throws -> DatabaseQueue {
  let queue = try DatabaseQueue()
  try Schema.migrator.migrate(queue)
  try queue.write { database in
    for id in [7, 8] {
      try FeedRow(id: id, name: "s", tag: "t", unit: "", kind: .state).save(database)
    }
  }
  return queue
}

extension SeededGenerator {
  fileprivate mutating func entry(feed: Int = 7) -> JournalEntry {
    let first = Int.random(in: 0..<9000, using: &self)
    let count = Int.random(in: 1...3000, using: &self)
    let slots = first..<(first + count)
    let middle = Int.random(in: slots, using: &self)
    return JournalEntry(
      feed: feed, time: 1_600_000_000, what: "set \"on\"; 'été'", slots: slots,
      before: points(count), after: statePoints(count),
      stretchesBefore: [
        Stretch(slots: slots, provenance: .inferred, confidence: .random(in: 0...1, using: &self))
      ],
      stretchesAfter: [
        Stretch(slots: first..<(middle + 1), provenance: .hand),
        Stretch(slots: (middle + 1)..<slots.upperBound, provenance: .initial),
      ].filter { !$0.slots.isEmpty })
  }
}

/// Two entries of the same bits: NaN equals NaN.
private func areSame(_ first: JournalEntry, _ second: JournalEntry) -> Bool {
  first.id == second.id && first.feed == second.feed && first.time == second.time
    && first.what == second.what && first.slots == second.slots
    && first.before.map(\.bitPattern) == second.before.map(\.bitPattern)
    && first.after.map(\.bitPattern) == second.after.map(\.bitPattern)
    && first.stretchesBefore == second.stretchesBefore
    && first.stretchesAfter == second.stretchesAfter
}

struct EditTableTests {
  @Test(arguments: 0..<25) func `an entry comes back as it was written`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var entry = generator.entry()
    let phase = EditMachine.Phase.allCases.randomElement(using: &generator) ?? .applied
    let found = try journal().write { [entry] database in
      let id = try EditTable.insert(database, entry, phase: phase)
      return (id, try EditTable.fetch(database, id: id), try EditTable.fetch(database, id: id + 1))
    }
    entry.id = found.0
    let read = try #require(found.1)
    #expect(areSame(read.entry, entry), "seed \(seed)")
    #expect(read.phase == phase)
    #expect(found.2 == nil)
    #expect(
      entry.changedPoints
        == zip(entry.before, entry.after).count { $0.bitPattern != $1.bitPattern })
  }

  /// Statements that damage a row, each in another column or another way.
  static let damages = [
    "points_before = x'0000'", "points_before = zeroblob(0)", "points_before = 'text'",
    "points_after = x'01ffffffff0000803f'", "points_after = zeroblob(length(points_after))",
    "stretches_before = '[]'", "stretches_before = 'nonsense'", "stretches_after = x'ff'",
    "stretches_after = '[{\"slots\":[9,3],\"provenance\":\"hand\"}]'", "first = first - 1",
    "first = -5", "\"end\" = \"end\" + 1", "\"end\" = 9223372036854775807",
    "checksum = checksum + 1", "checksum = 'abc'", "feed = 8", "time = 'noon'",
  ]

  @Test(arguments: damages) func `a damaged entry is refused`(damage: String) throws {
    var generator = SeededGenerator(seed: 11)
    let entry = generator.entry()
    let queue = try journal()
    let id = try queue.write { database in
      let id = try EditTable.insert(database, entry, phase: .applied)
      try database.execute(sql: "UPDATE edit SET \(damage) WHERE id = \(id)")
      return id
    }
    let error = #expect(throws: WorkspaceError.self) {
      try queue.read { try EditTable.fetch($0, id: id) }
    }
    #expect(error?.code == .damagedJournal)
    #expect(error?.description.contains("edit \(id)") == true)
  }

  @Test func `undo takes the latest, redo the first undone, and a new edit ends redoing`() throws {
    var generator = SeededGenerator(seed: 2)
    let entries = (0..<4).map { _ in generator.entry() } + [generator.entry(feed: 8)]
    try journal().write { database in
      let ids = try entries.map { try EditTable.insert(database, $0, phase: .applied) }
      func next() throws -> [Int64?] {
        [try EditTable.undoable(database, feed: 7), try EditTable.redoable(database, feed: 7)]
      }
      #expect(try next() == [ids[3], nil])
      for id in [ids[3], ids[2]] { try EditTable.setPhase(database, id: id, .undone) }
      #expect(try next() == [ids[1], ids[2]])
      try EditTable.setPhase(database, id: ids[2], .applied)
      #expect(try next() == [ids[2], ids[3]])
      try EditTable.supersedeUndone(database, feed: 7)
      #expect(try next() == [ids[2], nil])
      #expect(try EditTable.undoable(database, feed: 8) == ids[4])
      #expect(try EditTable.underWay(database).isEmpty)
      try EditTable.setPhase(database, id: ids[2], .undoing)
      #expect(try EditTable.underWay(database, feed: 7).map(\.id) == [ids[2]])
      #expect(try EditTable.underWay(database, feed: 8).isEmpty)
      try EditTable.abandon(database, feed: 7, beyond: .max)
      #expect(try EditTable.fetchPhase(database, id: ids[2]) == .abandoned)
      #expect(try EditTable.summaries(database, feed: 7).map(\.id) == Array(ids[0..<4]))
    }
  }
}
