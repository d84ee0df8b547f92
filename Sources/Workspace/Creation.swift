public import Feeds
import GRDB

extension Workspace {
  /// Makes a state feed on the timeline of a reference feed.
  ///
  /// - Parameters:
  ///   - reference: The feed whose start, interval and number of points are copied.
  ///   - name: Its name: letters, digits, `_`, `-`, `:` and spaces, as Emoncms takes them.
  ///   - tag: Its tag, of the same characters.
  ///   - state: The state of every point.
  ///   - keepGaps: Whether the state is unknown where the reference has nothing recorded.
  /// - Returns: The new feed.
  /// - Throws: ``WorkspaceError`` with code `badName`; ``FeedError`` when the files cannot be made.
  public func createStateFeed(
    like reference: Feed, name: String, tag: String, state: State, keepGaps: Bool = false
  ) throws -> Feed {
    let reader = try wholeReader(reference)
    guard reader.timeline.count > 0 else {
      throw WorkspaceError(
        .incompatible, reference.title, "has no point whose timeline could be copied",
        remedy: "Choose a feed that has recorded something.")
    }
    guard reader.timeline.isAligned else {
      throw WorkspaceError(
        .incompatible, reference.title,
        "starts at \(reader.timeline.start), no multiple of its interval of "
          + "\(reader.timeline.interval) s, and Emoncms would write such a feed one point off",
        remedy: "Copy the timeline of a feed that is aligned.")
    }
    return try create(
      name: name, tag: tag, unit: "", kind: .state, timeline: reader.timeline
    ) { files in
      try files.create(
        like: reader, filledWith: state, keepGaps: keepGaps, fileSystem: self.fileSystem)
    }
  }

  /// Brings a series in from elsewhere, as a measured feed.
  ///
  /// - Parameters:
  ///   - points: The points, NaN where nothing was recorded.
  ///   - timeline: Their instants, as many as points.
  ///   - name: Its name, as for ``createStateFeed(like:name:tag:state:keepGaps:)``.
  ///   - tag: Its tag.
  ///   - unit: Its unit.
  /// - Returns: The new feed.
  /// - Throws: as ``createStateFeed(like:name:tag:state:keepGaps:)``.
  public func importFeed(
    _ points: [Float], on timeline: Timeline, name: String, tag: String, unit: String = ""
  ) throws -> Feed {
    try create(
      name: name, tag: tag, unit: unit, kind: .measured, timeline: timeline
    ) { files in
      try files.create(
        points: points, start: timeline.start, interval: timeline.interval,
        fileSystem: self.fileSystem)
    }
  }

  /// Brings several series in from elsewhere, all of them or none.
  ///
  /// - Parameters:
  ///   - columns: The series, with the names that their feeds are to have.
  ///   - tag: Their tag.
  ///   - unit: Their unit.
  ///   - progress: Told after each series how many are in.
  /// - Returns: The new feeds, in the order of the columns.
  /// - Throws: as ``createStateFeed(like:name:tag:state:keepGaps:)``; no feed is then left behind.
  public func importFeeds(
    _ columns: [ImportedColumn], tag: String, unit: String = "", progress: (Int) -> Void = { _ in }
  ) throws -> [Feed] {
    for column in columns {
      try requireFree(column.name, tag)
      guard column.points.isEmpty || column.start > 0 else {
        throw WorkspaceError(
          .incompatible, "\"\(column.name)\"",
          "begins at \(column.start), and Emoncms knows no time up to the start of 1970",
          remedy: "Check its times.")
      }
    }
    var made: [Feed] = []
    do {
      for column in columns {
        made.append(
          try importFeed(
            column.points, on: column.timeline, name: column.name, tag: tag, unit: unit))
        progress(made.count)
      }
    } catch {
      // What the user reads is the first failure, whatever becomes of the clearing up.
      for feed in made { try? discard(feed) }
      throw error
    }
    return made
  }

  /// Takes a feed away that was made a moment ago, and that nothing refers to yet.
  private func discard(_ feed: Feed) throws {
    let files = files(feed.id)
    try fileSystem.remove(files.meta)
    try fileSystem.remove(files.data)
    try database.write { try FeedRow.delete($0, id: feed.id) }
  }

  /// Refuses a name that Emoncms would not take, or that another feed bears.
  private func requireFree(_ name: String, _ tag: String) throws {
    try Self.requireName(name, what: "name")
    try Self.requireName(tag, what: "tag")
    if let taken = try feeds().first(where: { $0.name == name && $0.tag == tag }) {
      throw WorkspaceError(
        .badName, "\"\(tag):\(name)\"", "is the name of feed \(taken.id) already",
        remedy: "Choose another name or another tag.")
    }
  }

  /// Catalogues feeds whose files are there already, as an opened backup brings them.
  ///
  /// A feed that the catalogue has already keeps its kind: a state feed stays one.
  ///
  /// - Parameter feeds: Ids with names, tags and units.
  /// - Throws: ``WorkspaceError`` when the database cannot be written.
  public func catalogue(_ feeds: [(id: Int, name: String, tag: String, unit: String)]) throws {
    try database.write { database in
      for feed in feeds {
        let kind = try FeedRow.fetch(database, id: feed.id)?.kind ?? .measured
        try FeedRow(id: feed.id, name: feed.name, tag: feed.tag, unit: feed.unit, kind: kind)
          .save(database)
      }
    }
  }

  /// Makes a feed of the next free id: first its row, not yet ready, then its files, then all at once
  /// what makes it ready. Whatever fails leaves neither.
  private func create(
    name: String, tag: String, unit: String, kind: FeedKind, timeline: Timeline,
    files make: (FeedFiles) throws -> Void
  ) throws -> Feed {
    try Self.requireName(name, what: "name")
    try Self.requireName(tag, what: "tag")
    let (planned, lock) = try reserve(name, tag, unit, kind, timeline)
    return try withExtendedLifetime(lock) {
      let files = files(planned.id)
      do {
        try make(files)
      } catch {
        try database.write { try FeedRow.delete($0, id: planned.id) }
        throw error
      }
      try planned.finish(database, FeedReader(files, fileSystem: fileSystem))
      return Feed(id: planned.id, row: planned)
    }
  }

  /// Takes the next id that neither a file nor the catalogue bears, and its lock.
  ///
  /// The lock comes first: a row that is not ready and whose lock is free was abandoned.
  private func reserve(
    _ name: String, _ tag: String, _ unit: String, _ kind: FeedKind, _ timeline: Timeline
  ) throws -> (FeedRow, FeedLock) {
    try database.write { database in
      let present = try FeedFolder(folder)
      let rows = try FeedRow.fetchAll(database)
      let ids = Set(present.feeds.map(\.id))
      if let taken = rows.first(where: {
        $0.name == name && $0.tag == tag && (ids.contains($0.id) || !$0.ready)
      }) {
        throw WorkspaceError(
          .badName, "\"\(tag):\(name)\"", "is the name of feed \(taken.id) already",
          remedy: "Choose another name or another tag.")
      }
      let highest = (rows.map(\.id) + ids + present.halves.map(\.files.id)).max() ?? 0
      let row = FeedRow(
        id: highest + 1, name: name, tag: tag, unit: unit, kind: kind, ready: false,
        seen: BlockChecksums(planned: timeline))
      let lock = try FeedLock(folder: folder, feed: row.id, patience: 0.5)
      try row.save(database)
      return (row, lock)
    }
  }

  /// Refuses what Emoncms would not take for a name, so that every feed can be registered there.
  private static func requireName(_ name: String, what: String) throws(WorkspaceError) {
    let odd = name.first { character in
      !(character.isLetter || character.isNumber || "_-: ".contains(character))
    }
    guard name.allSatisfy(\.isWhitespace) || odd != nil else { return }
    throw WorkspaceError(
      .badName, "\"\(name)\"",
      odd.map { "holds \"\($0)\", which Emoncms allows in no \(what)" } ?? "is no \(what)",
      remedy: "Use letters, digits, _, -, : and spaces.")
  }
}
