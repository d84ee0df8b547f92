import Feeds
import GRDB
import Glibc

/// Performs what ``EditMachine`` says: the only code that writes into a feed.
struct EditPerformer {
  let database: CatalogueDatabase
  /// The feed's name as errors say it.
  let subject: String
  /// An instant as errors say it.
  let timeText: (Int) -> String
  let writer: FeedWriter
  let seen: BlockChecksums

  /// Opens a feed for changes; the caller holds its lock.
  ///
  /// - Parameters:
  ///   - files: The feed's files.
  ///   - seen: What the journal last saw of it.
  ///   - database: Where the journal is.
  ///   - fileSystem: The calls to use.
  ///   - subject: The feed's name as errors say it.
  ///   - timeText: An instant as errors say it.
  /// - Throws: ``FeedError``, or ``WorkspaceError`` with code `foreignChange` when the feed's
  ///   timeline, or the points appended to it, are not what was seen.
  init(
    files: FeedFiles, seen: BlockChecksums, database: CatalogueDatabase,
    fileSystem: any FileSystem, subject: String, timeText: @escaping (Int) -> String
  ) throws {
    self.database = database
    self.subject = subject
    self.timeText = timeText
    writer = try FeedWriter(files, fileSystem: fileSystem)
    let now = writer.timeline
    guard now.start == seen.timeline.start, now.interval == seen.timeline.interval,
      now.count >= seen.timeline.count
    else { throw WorkspaceError.foreignTimeline(subject) }
    self.seen = seen
  }

  var timeline: Timeline { writer.timeline }

  /// The points of some slots, as they are in the file.
  func points(_ slots: Range<Int>) throws(FeedError) -> [Float] { try writer.read(slots) }

  /// Makes a change that begins now.
  ///
  /// - Parameters:
  ///   - entry: The change; with an id when it is undone or redone.
  ///   - transition: Which way.
  /// - Returns: The entry with its id.
  /// - Throws: ``FeedError`` or ``WorkspaceError``; the feed is then as it was, unless the message
  ///   says that the change will be completed at the next opening.
  func perform(_ entry: JournalEntry, _ transition: EditMachine.Transition) throws -> JournalEntry {
    try run(entry, EditMachine(transition))
  }

  /// Completes a change that an earlier process left in the middle.
  func recover(_ entry: JournalEntry, from phase: EditMachine.Phase) throws {
    guard let machine = EditMachine(recovering: phase) else { return }
    _ = try run(entry, machine)
  }

  private func run(_ entry: JournalEntry, _ machine: EditMachine) throws -> JournalEntry {
    var entry = entry
    var machine = machine
    var failure: (any Error)?
    var found = Found()
    var action = machine.start
    while true {
      do {
        var event = EditMachine.Event.succeeded
        switch action {
        case .compare:
          (event, found) = try compare(entry, machine)
        case .record(let phase):
          entry.id = try record(entry, phase)
        case .write(let side) where entry.slots.upperBound <= found.count:
          try writer.write(entry.points(side), at: entry.slots.lowerBound)
        case .write(let side) where side == machine.target:
          try grow(entry, side, &found)
        case .write:
          try takeBack(entry, machine, &found)
        case .synchronize:
          try writer.synchronize()
        case .settle(let phase, let side):
          try settle(entry, phase, side, found)
        case .finish(let outcome):
          try conclude(outcome, entry, found.foreign, failure)
          return entry
        }
        action = machine.handle(event)
      } catch {
        if case .finish = action { throw error }
        failure = failure ?? error
        action = machine.handle(.failed)
      }
    }
  }

  private func record(_ entry: JournalEntry, _ phase: EditMachine.Phase) throws -> Int64 {
    try database.write { database in
      if let id = entry.id {
        try EditTable.setPhase(database, id: id, phase)
        return id
      }
      return try EditTable.insert(database, entry, phase: phase)
    }
  }

  private func settle(
    _ entry: JournalEntry, _ phase: EditMachine.Phase, _ side: EditMachine.Side, _ found: Found
  ) throws {
    guard let id = entry.id, let region = found.region else { return }
    let now = try seenAfter(entry, side, region, end: found.end)
    let appended = seen.timeline.count..<now.timeline.count
    let own = entry.slots.clamped(to: 0..<now.timeline.count)
    // Should a power cut take this back, the entry is still recorded, and recovery settles it again.
    try database.writeSoon { database in
      if phase == .applied, try EditTable.fetchPhase(database, id: id) == .applying {
        try EditTable.supersedeUndone(database, feed: entry.feed)
      }
      try EditTable.setPhase(database, id: id, phase)
      if !appended.isEmpty {
        try StretchTable.replace(
          database, feed: entry.feed, slots: appended,
          with: [Stretch(slots: appended, provenance: .imported)])
      }
      if !own.isEmpty {
        try StretchTable.replace(
          database, feed: entry.feed, slots: own, with: entry.stretches(side).clamped(to: own))
      }
      try now.save(database, feed: entry.feed)
    }
  }

  /// What the journal has seen once one side of an entry stands in a file that ends there.
  private func seenAfter(
    _ entry: JournalEntry, _ side: EditMachine.Side, _ region: Region, end: Int
  ) throws -> BlockChecksums {
    var seen = seen
    var region = region
    let offset = entry.slots.lowerBound - region.slots.lowerBound
    region.points.replaceSubrange(offset..<(offset + entry.slots.count), with: entry.points(side))
    let known = region.slots.clamped(to: 0..<end)
    region.points.withUnsafeBufferPointer {
      seen.update(UnsafeBufferPointer(rebasing: $0[..<known.count]), at: known)
    }
    try seen.extend(from: writer.reader)
    return seen
  }

  private func conclude(
    _ outcome: EditMachine.Outcome, _ entry: JournalEntry, _ foreign: Range<Int>?,
    _ failure: (any Error)?
  ) throws {
    switch outcome {
    case .completed: return
    case .refused:
      throw WorkspaceError.foreignChange(
        subject, feed: entry.feed, timeline.times(of: foreign ?? entry.slots), timeText)
    case .unchanged, .rolledBack: throw failure ?? WorkspaceError.interrupted(subject, "")
    case .interrupted: throw WorkspaceError.interrupted(subject, reason(of: failure))
    }
  }
}

/// What went wrong, without the way out that would be right had nothing been written.
private func reason(of failure: (any Error)?) -> String {
  switch failure {
  case nil: ""
  case let error as FeedError: ": \(error.file) \(error.problem)"
  case let error as WorkspaceError: ": \(error.subject) \(error.problem)"
  case let error?: ": \(error)"
  }
}

extension WorkspaceError {
  static func foreignChange(
    _ subject: String, feed: Int, _ times: Range<Int>, _ timeText: (Int) -> String
  ) -> WorkspaceError {
    WorkspaceError(
      .foreignChange, subject,
      "was changed by another program between \(timeText(times.lowerBound)) and "
        + "\(timeText(times.upperBound)): its points there are not those last seen",
      remedy: "Nothing was written. Look at it with `retouche check \(feed)`; "
        + "`retouche adopt \(feed)` accepts what stands there now.")
  }

  static func interrupted(_ subject: String, _ reason: String) -> WorkspaceError {
    WorkspaceError(
      .interrupted, subject, "has an edit that could not be brought to its end\(reason)",
      remedy: "The journal holds all its points: the next command completes it.")
  }

  static func foreignTimeline(_ subject: String) -> WorkspaceError {
    WorkspaceError(
      .foreignChange, subject,
      "was given another start or interval, or cut short, by another program",
      remedy: "Nothing was written. Restore its files, or accept them with `retouche adopt`.")
  }
}
