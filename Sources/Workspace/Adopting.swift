import Feeds
import Foundation
import GRDB

extension Workspace {
  /// Takes a feed of states that Retouche did not make for one that it may edit, or accepts the
  /// points of a state feed as they stand after another program changed them.
  ///
  /// Where the journal can tell what the points were, the change becomes an edit that can be undone.
  /// Where it cannot, edits whose points are no longer there can no longer be undone. Edits under way
  /// are given up.
  ///
  /// - Parameter feed: A state feed, or one whose points are all 1, 0 or NaN.
  /// - Throws: ``WorkspaceError`` with code `readOnly` when it holds anything else; ``FeedError``.
  public func adopt(_ feed: Feed) throws {
    let lock = try FeedLock(folder: folder, feed: feed.id)
    try withExtendedLifetime(lock) {
      let reader = try reader(feed)
      if feed.kind == .measured { try requireStates(feed, reader) }
      let all = 0..<reader.timeline.count
      let points = try reader.points()
      let now = BlockChecksums(of: points, on: reader.timeline)
      try database.write { database in
        let former = try FeedRow.fetch(database, id: feed.id)?.seen
        if let former, let entry = try foreignEdit(of: feed, database, points, former, now) {
          _ = try EditTable.insert(database, entry, phase: .applied)
          try EditTable.supersedeUndone(database, feed: feed.id)
          try StretchTable.replace(
            database, feed: feed.id, slots: entry.slots, with: entry.stretchesAfter)
          try now.save(database, feed: feed.id)
          return
        }
        let changed = try former?.changes(to: now, in: reader) ?? [all]
        try FeedRow(
          id: feed.id, name: feed.name, tag: feed.tag, unit: feed.unit, kind: .state, seen: now
        ).save(database)
        for slots in changed where !slots.isEmpty {
          try StretchTable.replace(
            database, feed: feed.id, slots: slots,
            with: [Stretch(slots: slots, provenance: .imported)])
        }
        try StretchTable.cut(database, feed: feed.id, to: all.upperBound)
        try StretchTable.mend(database, feed: feed.id, all)
        let sameTimes = former?.hasSameTimes(as: now) ?? true
        try EditTable.abandon(database, feed: feed.id, beyond: sameTimes ? all.upperBound : 0)
        try EditTable.abandonOverwritten(database, feed: feed.id, points)
      }
    }
  }

  /// The change that another program made, as an edit, where the journal tells what was there before.
  ///
  /// The journal's word is taken only where it agrees with the checksums of what was last seen.
  private func foreignEdit(
    of feed: Feed, _ database: Database, _ points: [Float], _ former: BlockChecksums,
    _ now: BlockChecksums
  ) throws -> JournalEntry? {
    guard former.timeline == now.timeline,
      try EditTable.underWay(database, feed: feed.id).isEmpty,
      let before = try EditTable.lastWritten(database, feed: feed.id, over: points)
    else { return nil }
    let all = 0..<points.count
    guard before.withUnsafeBufferPointer({ former.firstDifference($0, at: all) }) == nil,
      let first = all.first(where: { before[$0].bitPattern != points[$0].bitPattern }),
      let last = all.last(where: { before[$0].bitPattern != points[$0].bitPattern })
    else { return nil }
    let slots = first..<(last + 1)
    let stretches = try StretchTable.fetch(database, feed: feed.id, overlapping: slots)
      .clamped(to: slots).covering(slots)
    var after = stretches
    var slot = first
    while slot <= last {
      var end = slot
      while end <= last, before[end].bitPattern != points[end].bitPattern { end += 1 }
      if end > slot {
        after = after.replacing(
          slot..<end, with: [Stretch(slots: slot..<end, provenance: .imported)])
      }
      slot = max(end, slot + 1)
    }
    return JournalEntry(
      feed: feed.id, time: Int(Date().timeIntervalSince1970), what: "adopt a foreign change",
      slots: slots, before: Array(before[slots]), after: Array(points[slots]),
      stretchesBefore: stretches, stretchesAfter: after)
  }

  private func requireStates(_ feed: Feed, _ reader: FeedReader) throws {
    guard let odd = try reader.firstNonState() else { return }
    let time = try localTime().text(reader.timeline.time(of: odd.slot))
    throw WorkspaceError(
      .readOnly, feed.title, "holds \(odd.value) at \(time), which is no state: it was measured",
      remedy: "Only a feed of 1, 0 and NaN can be adopted; make one beside it with `retouche new`.")
  }
}
