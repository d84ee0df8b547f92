import Feeds
import GRDB

extension Workspace {
  /// Takes a feed of states that Retouche did not make for one that it may edit, or accepts the
  /// points of a state feed as they stand after another program changed them.
  ///
  /// Edits under way are given up; those whose points are no longer there can no longer be undone.
  ///
  /// - Parameter feed: A feed whose points are all 1, 0 or NaN.
  /// - Throws: ``WorkspaceError`` with code `readOnly` when it holds anything else; ``FeedError``.
  public func adopt(_ feed: Feed) throws {
    let lock = try FeedLock(folder: folder, feed: feed.id)
    try withExtendedLifetime(lock) {
      let reader = try reader(feed)
      try requireStates(feed, reader)
      let now = try BlockChecksums(of: reader)
      let all = 0..<reader.timeline.count
      let points = try reader.points()
      try database.write { database in
        let former = try FeedRow.fetch(database, id: feed.id)?.seen
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

  private func requireStates(_ feed: Feed, _ reader: FeedReader) throws {
    guard let odd = try reader.firstNonState() else { return }
    let time = try localTime().text(reader.timeline.time(of: odd.slot))
    throw WorkspaceError(
      .readOnly, feed.title, "holds \(odd.value) at \(time), which is no state: it was measured",
      remedy: "Only a feed of 1, 0 and NaN can be adopted; make one beside it with `retouche new`.")
  }
}
