public import Feeds
import Foundation
import GRDB

/// What an edit, an undo or a redo did.
public struct EditReceipt: Sendable, Hashable, Codable {
  /// The edit's number in the journal.
  public let edit: Int
  /// How many points it changed.
  public let changedPoints: Int
  /// The feed's id.
  public let feed: Int
  /// The instants that it covers, `[from, to)`, Unix seconds; those between several periods included.
  public let times: Range<Int>
  /// Where the feed's history stands since.
  public let heads: EditHeads
}

/// One line of a feed's history.
public struct HistoryItem: Sendable, Hashable {
  /// The edit's number.
  public let edit: Int
  /// When it was made, Unix seconds.
  public let time: Int
  /// What was done, in a few words.
  public let what: String
  /// The instants it covers, `[from, to)`, Unix seconds.
  public let times: Range<Int>
  public let changedPoints: Int
  /// Whether it was taken back, or never came to be.
  public let undone: Bool
}

extension Workspace {
  /// Sets a period of a state feed by hand.
  ///
  /// - Parameters:
  ///   - feed: A state feed.
  ///   - state: The state of every point in the period.
  ///   - from: The first instant of the period, Unix seconds.
  ///   - to: The instant after its last: the points whose times lie in `[from, to)` are set.
  /// - Returns: The edit.
  /// - Throws: ``WorkspaceError`` with code `readOnly` for a measured feed, `badRange` for a period
  ///   that holds no point, `locked`, `foreignChange`; ``FeedError`` when a file cannot be written.
  public func set(_ feed: Feed, to state: State, from: Int, to: Int) throws -> EditReceipt {
    try edit(feed, from: from, to: to, what: "set \(state.name)") { slots, _ in
      (
        Array(repeating: state.point, count: slots.count),
        [Stretch(slots: slots, provenance: .hand)]
      )
    }
  }

  /// Takes the latest edit of a feed back.
  ///
  /// - Parameters:
  ///   - feed: A state feed.
  ///   - edit: The edit that is meant; nil for whichever is the latest.
  /// - Returns: The edit taken back.
  /// - Throws: as ``set(_:to:from:to:)``, and code `nothingToDo` where no edit is left,
  ///   `changedMeanwhile` where another one than is meant is the latest.
  public func undo(_ feed: Feed, edit: Int? = nil) throws -> EditReceipt {
    try move(feed, .undo, EditTable.undoable, expected: edit, nothing: "has no edit left to undo")
  }

  /// Does the edit again that was undone last.
  ///
  /// - Parameters:
  ///   - feed: A state feed.
  ///   - edit: The edit that is meant; nil for whichever was undone last.
  /// - Returns: The edit done again.
  /// - Throws: as ``undo(_:edit:)``.
  public func redo(_ feed: Feed, edit: Int? = nil) throws -> EditReceipt {
    try move(
      feed, .redo, EditTable.redoable, expected: edit,
      nothing: "has no undone edit left to do again")
  }

  /// The edits of a feed, the oldest first.
  ///
  /// - Parameter feed: The feed.
  /// - Returns: Its edits, those taken back included.
  /// - Throws: ``WorkspaceError`` or ``FeedError``.
  public func history(_ feed: Feed) throws -> [HistoryItem] {
    let timeline = try reader(feed).timeline
    return try database.read { try EditTable.summaries($0, feed: feed.id) }
      .map { HistoryItem($0, on: timeline) }
  }

  /// A part of a feed's edits, the newest first.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - edit: Only edits before this one; nil for the newest.
  ///   - limit: How many at most.
  /// - Returns: Edits, those taken back included.
  /// - Throws: ``WorkspaceError`` or ``FeedError``.
  public func history(_ feed: Feed, before edit: Int? = nil, limit: Int) throws -> [HistoryItem] {
    let timeline = try reader(feed).timeline
    return try database.read { database in
      try EditTable.summaries(database, feed: feed.id, before: edit, limit: limit)
    }.map { HistoryItem($0, on: timeline) }
  }

  /// Makes one edit of a state feed.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - from: First instant; nil for the feed's first point.
  ///   - to: The instant after the last; nil for the feed's end.
  ///   - what: What is done, for the history.
  ///   - inference: How the states were inferred, if they were.
  ///   - change: Given the slots and the points there, returns those to put there, and their
  ///     provenance, all within the slots.
  /// - Returns: The edit.
  /// - Throws: as ``set(_:to:from:to:)``, and what `change` throws.
  func edit(
    _ feed: Feed, from: Int?, to: Int?, what: String, inference: InferenceKind? = nil,
    _ change: (Range<Int>, [Float]) throws -> (points: [Float], stretches: [Stretch])
  ) throws -> EditReceipt {
    try edit(feed, what: what, inference: inference) { timeline in
      try slots(of: feed, timeline, from: from, to: to)
    } change: { slots, points, _ in
      try change(slots, points)
    }
  }

  /// Makes one edit of a state feed, over slots that its timeline as it then is tells.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - what: What is done, for the history.
  ///   - inference: How the states were inferred, if they were.
  ///   - extent: Given the timeline, returns the slots of the edit, at least one.
  ///   - change: Given the slots, the points there and the stretches that cover them, returns the points
  ///     to put there, and their provenance, all within the slots.
  /// - Returns: The edit.
  /// - Throws: as ``set(_:to:from:to:)``, and what the closures throw.
  func edit(
    _ feed: Feed, what: String, inference: InferenceKind? = nil,
    over extent: (Timeline) throws -> Range<Int>,
    change: (Range<Int>, [Float], [Stretch]) throws -> (points: [Float], stretches: [Stretch])
  ) throws -> EditReceipt {
    try performing(feed) { performer in
      let slots = try extent(performer.timeline)
      let before = try performer.points(slots)
      let present = try stretches(feed, slots).covering(slots)
      let after = try change(slots, before, present)
      let entry = JournalEntry(
        feed: feed.id, time: Int(Date().timeIntervalSince1970), what: what, slots: slots,
        before: before, after: after.points, stretchesBefore: present,
        stretchesAfter: after.stretches, inference: inference)
      return try performer.receipt(entry, .apply)
    }
  }

  /// Makes one edit of a state feed that its points call for, or none.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - change: Given the timeline and all points, returns the edit, if there is to be one, and what
  ///     else it found. The edit may reach beyond the last point: the feed then becomes longer.
  /// - Returns: The edit, nil where there is none, and what else was found.
  /// - Throws: as ``set(_:to:from:to:)``, and what `change` throws.
  func edit<T>(
    _ feed: Feed, _ change: (Timeline, [Float]) throws -> (entry: JournalEntry?, found: T)
  ) throws -> (receipt: EditReceipt?, found: T) {
    try performing(feed) { performer in
      let timeline = performer.timeline
      let (entry, found) = try change(timeline, performer.points(0..<timeline.count))
      return (try entry.map { try performer.receipt($0, .apply) }, found)
    }
  }

  private func move(
    _ feed: Feed, _ transition: EditMachine.Transition,
    _ next: (Database, Int) throws -> Int64?, expected: Int?, nothing: String
  ) throws -> EditReceipt {
    try performing(feed) { performer in
      guard
        let found = try database.read({ database in
          try next(database, feed.id).flatMap { try EditTable.fetch(database, id: $0) }
        })
      else {
        throw WorkspaceError(
          .nothingToDo, feed.title, nothing,
          remedy: "See what was done with `retouche history \(feed.id)`.")
      }
      if let expected, found.entry.id.map(Int.init) != expected {
        throw WorkspaceError.anotherEdit(feed, found.entry, expected)
      }
      return try performer.receipt(found.entry, transition)
    }
  }

  /// Runs a closure with the right to write a feed.
  private func performing<T>(_ feed: Feed, _ body: (EditPerformer) throws -> T) throws -> T {
    guard feed.kind == .state else {
      throw WorkspaceError(
        .readOnly, feed.title, "was measured, and a measured feed is never written",
        remedy: "Make a state feed on its timeline with `retouche new --like \(feed.id)`, or adopt "
          + "one of ones and zeros with `retouche adopt`.")
    }
    let lock = try FeedLock(folder: folder, feed: feed.id)
    return try withExtendedLifetime(lock) {
      try completeInterrupted(feed)
      let row = try database.read { try FeedRow.fetch($0, id: feed.id) }
      guard let seen = row?.seen else { throw WorkspaceError.unseen(feed) }
      let localTime = try localTime()
      return try body(
        EditPerformer(
          files: files(feed.id), seen: seen, database: database, fileSystem: fileSystem,
          subject: feed.title, timeText: localTime.text))
    }
  }

  /// Completes what a process that ended since the opening left in the middle.
  private func completeInterrupted(_ feed: Feed) throws {
    let underWay = try database.read { try EditTable.underWay($0, feed: feed.id) }
    guard !underWay.isEmpty else { return }
    let recovery = Recovery(
      folder: folder, feedFolder: feedFolder, database: database, fileSystem: fileSystem,
      timeText: try localTime().text)
    for edit in underWay { try recovery.completeLocked(edit.id, of: feed.id) }
  }

  /// The slots of a period, refused with a reason where there are none.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - timeline: Its instants.
  ///   - from: First instant, Unix seconds; nil for the feed's first point.
  ///   - to: The instant after the last; nil for the feed's end.
  /// - Returns: The slots whose times lie in `[from, to)`.
  /// - Throws: ``WorkspaceError`` with code `badRange`.
  public func slots(of feed: Feed, _ timeline: Timeline, from: Int?, to: Int?) throws -> Range<Int>
  {
    let isWholeFeed = from == nil && to == nil
    let isHalfOpen = from == nil || to == nil
    let from = from ?? timeline.start
    let to = to ?? timeline.end
    func refuse(_ problem: String) throws -> WorkspaceError {
      let localTime = try localTime()
      let span =
        timeline.count == 0
        ? "It has no points."
        : "It runs from \(localTime.text(timeline.start)) to \(localTime.text(timeline.end)), "
          + "one point every \(timeline.interval) s."
      return WorkspaceError(
        .badRange, feed.title,
        "has no point from \(localTime.text(from)) to \(localTime.text(to)): \(problem)",
        remedy: span)
    }
    guard !isWholeFeed || timeline.count > 0 else {
      throw WorkspaceError(
        .badRange, feed.title, "has no point yet",
        remedy: "Choose a feed that has recorded something.")
    }
    guard from < to else {
      if isHalfOpen { throw try refuse("the range lies outside the feed") }
      throw try refuse(from == to ? "the range is empty" : "the range is reversed")
    }
    let slots = timeline.slots(in: from..<to)
    guard !slots.isEmpty else {
      throw try refuse(
        from >= timeline.end || to <= timeline.start
          ? "the range lies outside the feed" : "the range falls between two points")
    }
    return slots
  }
}

extension HistoryItem {
  init(_ summary: EditTable.Summary, on timeline: Timeline) {
    self.init(
      edit: Int(summary.id), time: summary.time, what: summary.what,
      times: timeline.times(of: summary.slots), changedPoints: summary.changedPoints,
      undone: [.undone, .undoing, .abandoned].contains(summary.phase))
  }
}

extension EditPerformer {
  /// Makes a change that begins now, as ``perform(_:_:)``, and tells of it.
  func receipt(
    _ entry: JournalEntry, _ transition: EditMachine.Transition
  ) throws -> EditReceipt {
    let entry = try perform(entry, transition)
    return EditReceipt(
      edit: Int(entry.id ?? 0), changedPoints: entry.changedPoints, feed: entry.feed,
      times: timeline.times(of: entry.slots),
      heads: try database.read { try EditTable.heads($0, feed: entry.feed) })
  }
}

extension WorkspaceError {
  static func anotherEdit(
    _ feed: Feed, _ entry: JournalEntry, _ expected: Int
  ) -> WorkspaceError {
    WorkspaceError(
      .changedMeanwhile, feed.title,
      "has edit \(entry.id ?? 0) (\(entry.what)) next in its history, and not edit \(expected)",
      remedy: "Nothing was written. See what was done meanwhile with `retouche history \(feed.id)`."
    )
  }

  static func unseen(_ feed: Feed) -> WorkspaceError {
    WorkspaceError(
      .damagedDatabase, feed.title,
      "has no checksums in the catalogue, so that a change by another "
        + "program could not be told",
      remedy: "Accept its points as they are with `retouche adopt \(feed.id)`.")
  }
}
