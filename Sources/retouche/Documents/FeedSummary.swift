import Feeds
import Workspace

/// One line of the list of feeds.
struct FeedSummary {
  let feed: Feed
  let timeline: Timeline
  /// Points in which nothing was recorded.
  let missing: Int

  /// - Parameters:
  ///   - feed: The feed.
  ///   - reader: Its points, which are read once.
  /// - Throws: `FeedError` when they cannot be read.
  init(_ feed: Feed, _ reader: FeedReader) throws {
    self.init(feed, reader.timeline, missing: try reader.missing())
  }

  init(_ feed: Feed, _ timeline: Timeline, missing: Int) {
    self.feed = feed
    self.timeline = timeline
    self.missing = missing
  }

  /// The members of its JSON object.
  var members: [String: JSON] {
    [
      "id": JSON(feed.id), "name": JSON(feed.name), "tag": JSON(feed.tag), "unit": JSON(feed.unit),
      "interval": JSON(timeline.interval), "start": JSON(timeline.start),
      "end": JSON(timeline.lastTime), "npoints": JSON(timeline.count), "missing": JSON(missing),
      "kind": JSON(feed.kind.rawValue),
    ]
  }
}

/// The feeds of a workspace: those that can be read, and what there is to say of the others.
struct FeedList {
  private(set) var summaries: [FeedSummary] = []
  private(set) var problems: [String] = []

  /// Lists every feed of a workspace; a damaged one does not hide the others.
  ///
  /// - Parameter workspace: The workspace.
  /// - Throws: `FeedError` or `WorkspaceError` when nothing can be listed at all.
  init(_ workspace: Workspace) throws {
    for feed in try workspace.feeds() {
      do {
        let reader = try workspace.reader(feed)
        summaries.append(try FeedSummary(feed, reader))
        if reader.raggedBytes > 0 { problems.append(Failure.sentence(FeedError.ragged(reader))) }
      } catch {
        problems.append(Failure.sentence(error))
      }
    }
    for half in try FeedFolder(workspace.folder).halves {
      do { _ = try FeedReader(half.files) } catch { problems.append(Failure.sentence(error)) }
    }
  }

  init(_ workspace: Workspace, _ feeds: [Feed]) throws {
    summaries = try feeds.map { try FeedSummary($0, workspace.reader($0)) }
  }

  /// Prints the list, says what is wrong with the feeds that are not on it.
  ///
  /// - Parameters:
  ///   - json: Whether as JSON.
  ///   - clock: The zone of the dates.
  /// - Throws: `ExitCode` 1 when a feed is damaged.
  func show(json: Bool, _ clock: LocalTime) throws {
    if json {
      try Console.write(.array(summaries.map { .object($0.members) }))
    } else if summaries.isEmpty {
      Console.tell("No feed here that can be read.\n")
    } else {
      try Console.write(table(clock).text())
    }
    try Failure.report(problems)
  }

  private func table(_ clock: LocalTime) -> Table {
    var table = Table([
      .init("id", .right), .init("name"), .init("tag", rank: 2), .init("unit"), .init("kind"),
      .init("every"), .init("from"), .init("to"), .init("points", .right, rank: 3),
      .init("missing", .right, rank: 1),
    ])
    for summary in summaries {
      let (feed, timeline) = (summary.feed, summary.timeline)
      let isEmpty = timeline.count == 0
      func date(_ time: Int) -> String { isEmpty ? "–" : String(clock.text(time).prefix(10)) }
      table.add(
        Table.Cell("\(feed.id)", .bold), Table.Cell(feed.name), Table.Cell(feed.tag),
        Table.Cell(feed.unit), Table.Cell(feed.kind.rawValue, feed.kind == .state ? .plain : .dim),
        Table.Cell(Words.duration(timeline.interval)), Table.Cell(date(timeline.start)),
        Table.Cell(date(timeline.lastTime)), Table.Cell(Words.count(timeline.count)),
        Table.Cell(
          summary.missing == 0 ? "0" : Words.percent(summary.missing, of: timeline.count)))
    }
    return table
  }
}
