import Feeds
import GRDB

/// The end of a feed's journal, all of one instant: for who watches what others do.
public struct JournalGlance: Sendable, Hashable {
  /// Where the history stands.
  public let heads: EditHeads
  /// The latest edits and those of the heads, each once, the newest first.
  public let items: [HistoryItem]
  /// Whether no edit is under way: where one is, its points may be written or not.
  public let isSettled: Bool
}

extension Workspace {
  /// Looks at the end of a feed's journal.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - limit: How many of the latest edits are told.
  /// - Returns: What is there.
  /// - Throws: ``WorkspaceError`` or ``FeedError``.
  public func glance(_ feed: Feed, limit: Int) throws -> JournalGlance {
    let timeline = try reader(feed).timeline
    return try database.read { database in
      let heads = try EditTable.heads(database, feed: feed.id)
      func summaries(before edit: Int?, _ limit: Int) throws -> [EditTable.Summary] {
        try EditTable.summaries(database, feed: feed.id, before: edit, limit: limit)
      }
      var items = try summaries(before: nil, limit)
      let earliest = items.last.map { Int($0.id) } ?? .max
      for edit in Set([heads.undo, heads.redo].compactMap(\.self)).sorted(by: >)
      where edit < earliest {
        items += try summaries(before: edit + 1, 1)
      }
      return JournalGlance(
        heads: heads, items: items.map { HistoryItem($0, on: timeline) },
        isSettled: try EditTable.underWay(database, feed: feed.id).isEmpty)
    }
  }
}
