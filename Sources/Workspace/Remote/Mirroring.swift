public import Feeds
import GRDB

extension Workspace {
  /// Makes a measured feed that holds what a feed of an Emoncms holds, under the same id.
  ///
  /// - Parameters:
  ///   - id: The id, which no feed of the workspace bears.
  ///   - points: The first points; more can follow by ``extend(_:from:with:)``.
  ///   - timeline: Start and interval; its count does not matter.
  ///   - name: Its name there.
  ///   - tag: Its tag there.
  ///   - unit: Its unit there.
  /// - Returns: The feed.
  /// - Throws: ``FeedError`` with code `exists`, or what the system says; ``WorkspaceError``.
  public func mirror(
    id: Int, _ points: [Float], on timeline: Timeline, name: String, tag: String, unit: String
  ) throws -> Feed {
    let lock = try FeedLock(folder: folder, feed: id)
    return try withExtendedLifetime(lock) {
      try files(id).create(
        points: points, start: timeline.start, interval: timeline.interval, fileSystem: fileSystem)
      try catalogue([(id, name, tag, unit)])
      return try feed(id: id)
    }
  }

  /// Adds points to the end of a measured feed, as Emoncms would.
  ///
  /// A process that is killed meanwhile leaves a shorter feed whose points are right.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - count: How many points it holds.
  ///   - points: What follows them.
  /// - Throws: ``WorkspaceError`` with code `readOnly` for a state feed, whose points are edited;
  ///   ``FeedError`` with code `grew` or `shrank` when it holds another number, or what the system
  ///   says.
  public func extend(_ feed: Feed, from count: Int, with points: [Float]) throws {
    guard feed.kind == .measured else {
      throw WorkspaceError(
        .readOnly, feed.title, "is a state feed: its points are the workspace's own",
        remedy: "Pull measured feeds, and push this one.")
    }
    let lock = try FeedLock(folder: folder, feed: feed.id)
    try withExtendedLifetime(lock) {
      let writer = try FeedWriter(files(feed.id), fileSystem: fileSystem)
      try writer.write(points, at: count, growingFrom: count)
      try writer.synchronize()
    }
  }
}
