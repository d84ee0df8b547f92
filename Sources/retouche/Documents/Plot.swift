import Charts
import Feeds
import Foundation
import Workspace

/// A drawing of feeds over one window of time.
struct Plot {
  private var chart: Chart
  private let readers: [FeedReader]

  /// - Parameters:
  ///   - selection: The feeds: those of states become lanes, the others curves.
  ///   - window: The time shown.
  ///   - workspace: Their workspace.
  /// - Throws: `FeedError` or `WorkspaceError` when a feed cannot be read.
  init(_ selection: Selection, _ window: Range<Int>, in workspace: Workspace) throws {
    let clock = try workspace.localTime()
    chart = Chart(window: window, clock: LocalClock(clock))
    var readers: [FeedReader] = []
    for (item, name) in zip(selection.items, selection.names) {
      if try item.isOfStates {
        chart.lanes.append(
          Lane(name: name, segments: try Self.segments(item, chart.window, in: workspace)))
      } else {
        chart.curves.append(
          Curve(name: name, unit: item.feed.unit, interval: item.reader.timeline.interval))
        readers.append(item.reader)
      }
    }
    self.readers = readers
  }

  /// The drawing for a terminal.
  ///
  /// - Parameters:
  ///   - width: Cells across; nil for those of the terminal.
  ///   - height: Lines; nil for what suits the terminal.
  /// - Returns: Lines of exactly so many cells.
  /// - Throws: `FeedError` when a feed cannot be read.
  func text(width: Int?, height: Int?) throws -> String {
    let renderer = TerminalRenderer(
      width: width ?? Terminal.width, height: height ?? min(24, (Terminal.height ?? 25) - 1),
      color: Terminal.allowsColor)
    return try renderer.render(filled(columns: renderer.columns(for: chart)))
  }

  /// The drawing as an SVG document.
  ///
  /// - Parameters:
  ///   - width: Pixels; nil for what suits.
  ///   - height: Pixels; nil for what suits.
  /// - Returns: The document.
  /// - Throws: `FeedError` when a feed cannot be read.
  func picture(width: Int?, height: Int?) throws -> String {
    let renderer = SVGRenderer(width: width ?? 900, height: height ?? 420)
    return try renderer.render(filled(columns: renderer.columns(for: chart)))
  }

  private func filled(columns count: Int) throws -> Chart {
    var chart = chart
    for (index, reader) in readers.enumerated() {
      chart.curves[index].columns = try reader.columns(
        from: chart.window.lowerBound, to: chart.window.upperBound, count: count)
    }
    return chart
  }

  private static func segments(
    _ item: Selection.Item, _ window: Range<Int>, in workspace: Workspace
  ) throws -> [LaneSegment] {
    guard !item.reader.timeline.slots(in: window).isEmpty else { return [] }
    let isEdited = item.feed.kind == .state
    return try workspace.segments(item.feed, from: window.lowerBound, to: window.upperBound).map {
      LaneSegment(
        start: $0.times.lowerBound, end: $0.times.upperBound, state: $0.state,
        provenance: isEdited ? $0.provenance.rawValue : nil,
        confidence: isEdited ? $0.confidence : nil)
    }
  }
}

extension Selection.Item {
  /// Whether it is drawn as states: a state feed, or one of ones and zeros.
  fileprivate var isOfStates: Bool {
    get throws {
      if feed.kind == .state { return true }
      guard try reader.firstNonState() == nil else { return false }
      return try reader.missing() < reader.timeline.count
    }
  }
}
