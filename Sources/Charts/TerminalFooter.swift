internal import Feeds

/// What stands below the curves of a terminal chart: states, time axis and key.
struct TerminalFooter {
  /// The lines, from the top.
  let lines: [TerminalLine]

  /// - Parameters:
  ///   - chart: The chart.
  ///   - frame: How a line is divided.
  ///   - width: Cells of a line.
  ///   - showsMeans: Whether the curves are drawn as means, which the key then says.
  init(_ chart: Chart, frame: TerminalFrame, width: Int, showsMeans: Bool) {
    let lanes = chart.lanes.map { lane in
      (lane.name, LaneColumns(lane, columns: frame.plot, window: chart.window))
    }
    lines =
      lanes.flatMap { Self.lines(of: $0.1, name: $0.0, frame: frame) }
      + Self.timeAxis(chart, frame: frame, width: width)
      + Self.key(lanes.map(\.1), showsMeans: showsMeans, width: width)
  }

  private static func lines(of lane: LaneColumns, name: String, frame: TerminalFrame)
    -> [TerminalLine]
  {
    var line = TerminalLine()
    line.append(CellText.right(CellText.printable(name), frame.gutter - 1) + " │")
    for run in LaneColumns.runs(of: lane.contents) {
      line.append(
        String(repeating: block(run.value), count: run.columns.count), style(run.value))
    }
    guard lane.byHand.contains(true) else { return [line] }
    var marks = TerminalLine()
    marks.append(CellText.spaces(frame.gutter) + "│")
    marks.append(String(lane.byHand.map { $0 ? byHand : " " }))
    return [line, marks]
  }

  private static func key(_ lanes: [LaneColumns], showsMeans: Bool, width: Int) -> [TerminalLine] {
    let contents: [(LaneColumns.Content, String)] = [
      (.state(.on), "on"), (.state(.off), "off"), (.state(.unknown), "unknown"),
      (.mixed, "several in one column"),
    ]
    var items: [(symbol: String, style: TerminalLine.Style, text: String)] = []
    for (content, text) in contents where lanes.contains(where: { $0.contents.contains(content) }) {
      items.append((String(block(content)), style(content), text))
    }
    if lanes.contains(where: { $0.byHand.contains(true) }) {
      items.append((String(byHand), .plain, "set by hand"))
    }
    if showsMeans { items.append(("⠒", .plain, "mean of each column")) }
    return TerminalLine.flow(items, width: width)
  }

  private static let byHand: Character = "▔"

  private static func block(_ content: LaneColumns.Content) -> Character {
    switch content {
    case .nothing: " "
    case .state(.on): "█"
    case .state(.off): "▁"
    case .state(.unknown): "░"
    case .mixed: "▒"
    }
  }

  private static func style(_ content: LaneColumns.Content) -> TerminalLine.Style {
    switch content {
    case .state(.on), .mixed: .color(172)
    case .state(.unknown): .color(244)
    case .nothing, .state(.off): .plain
    }
  }

  private static func timeAxis(_ chart: Chart, frame: TerminalFrame, width: Int)
    -> [TerminalLine]
  {
    let step = TimeStep.fitting(
      span: max(1, chart.window.count), characters: Double(frame.plot), gap: 3)
    func cell(_ instant: Int) -> Int {
      (instant - chart.window.lowerBound) * frame.plot / chart.window.count
    }
    var rule = Array(repeating: Character("─"), count: frame.plot)
    if let minor = step.minor, minor.duration * frame.plot >= 4 * chart.window.count {
      for instant in minor.instants(in: chart.window, clock: chart.clock) {
        rule[cell(instant)] = "┴"
      }
    }
    let ticks = step.ticks(in: chart.window, clock: chart.clock)
    for tick in ticks { rule[cell(tick.instant)] = "┬" }
    var axis = TerminalLine()
    axis.append(CellText.spaces(frame.gutter) + "└" + String(rule))

    func label(_ text: String, at instant: Int) -> LabelRow.Label {
      let count = text.count
      // The middle of the tick's cell, so that a centred text begins with a whole cell.
      let middle = Double(count % 2) / 2
      return LabelRow.Label(
        text: text, width: Double(count),
        position: Double(frame.gutter + 1 + cell(instant)) + (step.namesInstants ? middle : 0),
        isCentred: step.namesInstants)
    }
    let row = LabelRow(limits: 0...Double(width), gap: 1)
    let labels = row.placing(ticks.map { label($0.label, at: $0.instant) })
    let contexts = row.placingLastFirst(
      ticks.compactMap { tick in tick.context.map { label($0, at: tick.instant) } })
    return [axis, line(labels)] + (contexts.isEmpty ? [] : [line(contexts)])
  }

  private static func line(_ labels: [LabelRow.Placed]) -> TerminalLine {
    var line = TerminalLine()
    for label in labels {
      line.append(CellText.spaces(Int(label.start) - line.width))
      line.append(label.text)
    }
    return line
  }
}
