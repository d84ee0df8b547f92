import Feeds
import Workspace

/// Feeds that a command handles side by side, open for reading.
struct Selection {
  struct Item {
    let feed: Feed
    let reader: FeedReader
  }

  let items: [Item]
  private let workspace: Workspace

  /// - Parameters:
  ///   - references: What the person wrote for each feed.
  ///   - workspace: The workspace.
  /// - Throws: `WorkspaceError` for what names no feed, `FeedError` for one that cannot be read.
  init(_ references: [String], in workspace: Workspace) throws {
    let feeds = try workspace.feeds()
    self.workspace = workspace
    items = try references.map { reference in
      let feed = try feeds.named(reference)
      return Item(feed: feed, reader: try workspace.wholeReader(feed))
    }
  }

  /// A name for each feed by which it can be told from the others: its own, else `tag:name`, else its
  /// name with its id.
  var names: [String] {
    func unique(_ name: (Feed) -> String, _ feed: Feed) -> String? {
      items.count { name($0.feed) == name(feed) } == 1 ? name(feed) : nil
    }
    return items.map(\.feed).map { feed in
      unique(\.name, feed) ?? unique({ "\($0.tag):\($0.name)" }, feed) ?? "\(feed.name)_\(feed.id)"
    }
  }

  /// The time asked for: where an end is left out, that of the feed that reaches farthest.
  ///
  /// - Parameters:
  ///   - from: First instant, Unix seconds.
  ///   - to: The instant after the last.
  /// - Returns: The time, `[from, to)` in Unix seconds.
  /// - Throws: `WorkspaceError` with code `badRange` where none of the feeds has a point in it.
  func window(from: Int?, to: Int?) throws -> Range<Int> {
    let failures = items.compactMap { item -> (any Error)? in
      do {
        _ = try workspace.slots(of: item.feed, item.reader.timeline, from: from, to: to)
        return nil
      } catch {
        return error
      }
    }
    if let failure = failures.first, failures.count == items.count { throw failure }
    let timelines = items.map(\.reader.timeline).filter { $0.count > 0 }
    let start = from ?? timelines.map(\.start).min() ?? 0
    let end = to ?? timelines.map(\.end).max() ?? 0
    return start..<max(start, end)
  }
}
