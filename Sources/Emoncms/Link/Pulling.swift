import Feeds
import Workspace

/// What a pull brought of one feed.
public struct PullReport: Sendable, Hashable {
  public let feed: EmoncmsFeed
  /// Points that are new here.
  public let newPoints: Int
  /// Points that the workspace holds now.
  public let points: Int
  /// Whether the checksum of the Emoncms was compared with that of the file here.
  public let isChecked: Bool
  /// Why nothing was pulled, as a clause; nil where all is well.
  public let skipped: String?
}

extension EmoncmsLink {
  /// Points that are held before they are written: 32 MiB.
  private static let piece = 1 << 23
  /// How long points are held before they are written: a pull that is cut off goes on from there.
  private static let patience = Duration.seconds(1)
  /// Points of the end that are compared before others are put behind them.
  private static let overlap = 1024

  /// Brings feeds of the Emoncms into the workspace, under the same ids: only what is new.
  ///
  /// - Parameters:
  ///   - feeds: The feeds.
  ///   - progress: Told of the points that have come, and of all that will.
  /// - Returns: What was done, a report for each feed.
  /// - Throws: ``EmoncmsError`` with code `conflict` where the workspace holds other points; what has
  ///   come until then stays.
  public func pull(
    _ feeds: [EmoncmsFeed], progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> [PullReport] {
    try alone {
      let local = Dictionary(
        try workspace.feeds().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      let registered = Set(try workspace.registrations(on: connection).compactMap(\.remote))
      var works: [(EmoncmsFeed, Feed?, Timeline)] = []
      var reports: [PullReport] = []
      for feed in feeds {
        if let reason = skipped(feed, local[feed.id], registered) {
          reports.append(
            PullReport(feed: feed, newPoints: 0, points: 0, isChecked: false, skipped: reason))
        } else if let timeline = try installation.timeline(of: feed.id) {
          works.append((feed, local[feed.id], timeline))
        } else {
          reports.append(
            PullReport(
              feed: feed, newPoints: 0, points: 0, isChecked: false, skipped: "has no points yet"))
        }
      }
      let all = works.reduce(0) { $0 + $1.2.count }
      var done = 0
      for (feed, here, timeline) in works {
        reports.append(
          try pull(feed, here, timeline) { count in
            progress(done + count, all)
          })
        done += timeline.count
      }
      return reports.sorted { $0.feed.id < $1.feed.id }
    }
  }

  private func skipped(
    _ feed: EmoncmsFeed, _ here: Feed?, _ registered: Set<Int>
  ) -> String? {
    if feed.engine != EmoncmsFeed.fixedInterval {
      return "is of engine \(feed.engine), not PHPFina"
    }
    if registered.contains(feed.id) {
      return "is registered from this workspace: it is pushed"
    }
    if let here, here.kind == .state { return "is a state feed of this workspace" }
    return nil
  }

  private func pull(
    _ feed: EmoncmsFeed, _ here: Feed?, _ timeline: Timeline, progress: (Int) -> Void
  ) throws -> PullReport {
    var present = here
    var count = 0
    var expected: [Float] = []
    if let here {
      let reader = try workspace.reader(here)
      if reader.timeline.count > 0 {
        guard reader.timeline.start == timeline.start,
          reader.timeline.interval == timeline.interval, reader.timeline.count <= timeline.count
        else { throw differs(feed, "another start, another interval or more points") }
        count = reader.timeline.count
        expected = try reader.points(max(0, count - Self.overlap)..<count)
      }
    }
    let former = count
    let first = count - expected.count
    var pending: [Float] = []
    var compared = 0
    var written = ContinuousClock.now
    do {
      try installation.readPoints(of: feed.id, from: first, on: timeline) { bytes in
        pending.append(littleEndian: bytes)
        if compared < expected.count {
          let ready = min(pending.count, expected.count - compared)
          for index in 0..<ready
          where pending[index].bitPattern != expected[compared + index].bitPattern {
            throw differs(
              feed, "another value at \(try local(timeline, first + compared + index))")
          }
          pending.removeFirst(ready)
          compared += ready
        }
        progress(count + pending.count)
        guard pending.count >= Self.piece || written.duration(to: .now) >= Self.patience else {
          return
        }
        (present, count) = try keep(pending, of: feed, present, timeline, from: count)
        pending.removeAll(keepingCapacity: true)
        written = .now
      }
    } catch {
      // What came before the cut need not come again.
      if compared == expected.count, !pending.isEmpty {
        _ = try? keep(pending, of: feed, present, timeline, from: count)
      }
      throw error
    }
    if !pending.isEmpty {
      (present, count) = try keep(pending, of: feed, present, timeline, from: count)
      progress(count)
    }
    guard compared == expected.count, count >= timeline.count else {
      throw EmoncmsError(
        .malformed, "feed \(feed.id) of \(installation.title)",
        "says that it has \(timeline.count) points and gave \(max(count, first + compared))",
        remedy: "Run the command again: it goes on from there.")
    }
    try workspace.catalogue([(feed.id, feed.name, feed.tag, feed.unit)])
    return PullReport(
      feed: feed, newPoints: count - former, points: count,
      isChecked: try check(feed, present, count), skipped: nil)
  }

  private func keep(
    _ points: [Float], of feed: EmoncmsFeed, _ here: Feed?, _ timeline: Timeline, from count: Int
  ) throws -> (Feed?, Int) {
    guard let here, count > 0 else {
      let made = try workspace.mirror(
        id: feed.id, points, on: timeline, name: feed.name, tag: feed.tag, unit: feed.unit)
      return (made, points.count)
    }
    try workspace.extend(here, from: count, with: points)
    return (here, count + points.count)
  }

  /// Compares checksums where the Emoncms gives one and has not moved on meanwhile.
  private func check(_ feed: EmoncmsFeed, _ here: Feed?, _ count: Int) throws -> Bool {
    guard let here, let theirs = try installation.checksum(of: feed.id) else { return false }
    if try SHA256.hex(ofFile: workspace.reader(here).files.data) == theirs { return true }
    guard try installation.timeline(of: feed.id)?.count == count else { return false }
    throw differs(feed, "other points than \(installation.title), by their SHA-256")
  }

  private func differs(_ feed: EmoncmsFeed, _ what: String) -> EmoncmsError {
    EmoncmsError(
      .conflict, "feed \(feed.id) (\(feed.name)) of this workspace", "holds \(what)",
      remedy:
        "It is no earlier state of that feed: keep it elsewhere, or pull into another workspace."
    )
  }
}
