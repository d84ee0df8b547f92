internal import Feeds

/// One chart set out for a terminal.
struct TerminalDrawing {
  private let chart: Chart
  private let width: Int
  private let panels: [Panel]
  private let rows: [Int]
  private let scales: [[ValueScale]]
  private let frame: TerminalFrame
  private let header: [TerminalLine]
  private let legend: [TerminalLine]
  private let laneRows: [TerminalLine]
  private let laneKey: [TerminalLine]

  init(_ chart: Chart, width: Int, height: Int) {
    self.chart = chart
    self.width = width
    panels = Panel.panels(of: chart.curves)
    header = Self.header(chart, width: width)
    legend = Self.legend(chart, panels: panels, width: width)
    let lanes = chart.lanes.map { lane in lane.segments.contains(where: \.isByHand) ? 2 : 1 }
    let key = chart.lanes.isEmpty ? 0 : 1
    let others = header.count + legend.count + lanes.reduce(0, +) + key + 3
    let rows = Panel.heights(
      sharing: height - others - max(0, panels.count - 1), among: panels.count, least: 3)
    self.rows = rows
    let scales = zip(panels, rows).map { panel, rows in
      panel.axes.map {
        ValueScale(covering: chart.values(of: $0), maximumTicks: max(2, (rows + 1) / 3))
      }
    }
    self.scales = scales
    frame = TerminalFrame(
      chart, width: width,
      labels: (
        Self.labelWidth(scales.compactMap(\.first)),
        Self.labelWidth(scales.compactMap { $0.dropFirst().first })
      ))
    (laneRows, laneKey) = Self.lanes(chart, frame: frame, width: width)
  }

  /// The lines, from the top.
  var lines: [TerminalLine] {
    var lines = header + legend
    for index in panels.indices {
      if index > 0 { lines.append(TerminalLine()) }
      lines += panelLines(index)
    }
    return lines + laneRows + timeAxis + laneKey
  }

  // MARK: Header and legend

  private static func header(_ chart: Chart, width: Int) -> [TerminalLine] {
    let period = CellText.printable(chart.period)
    let title = chart.title.map(CellText.printable) ?? ""
    var line = TerminalLine()
    guard CellText.width(title) + 2 + CellText.width(period) > width else {
      line.append(title, .bold)
      line.append(CellText.right(period, width - line.width))
      return [line]
    }
    var second = TerminalLine()
    second.append(CellText.truncated(period, width))
    guard !title.isEmpty else { return [second] }
    line.append(CellText.truncated(title, width), .bold)
    return [line, second]
  }

  private static func legend(_ chart: Chart, panels: [Panel], width: Int) -> [TerminalLine] {
    let right = Set(panels.compactMap(\.right).flatMap(\.curves))
    let items = chart.curves.enumerated().map { index, curve in
      let name = CellText.truncated(CellText.printable(curve.name), 28)
      let unit = curve.unit.isEmpty ? "" : " \(CellText.printable(curve.unit))"
      let side = right.contains(index) ? " (right)" : ""
      return (letter(index), style(index), "\(name)\(unit)\(side)")
    }
    return TerminalLine.flow(items, width: width)
  }

  /// The letter that tells a curve where colour does not.
  private static func letter(_ curve: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return String(letters[curve % letters.count])
  }

  /// Colours of middling lightness, readable on dark and on light terminals.
  private static func style(_ curve: Int) -> TerminalLine.Style {
    let codes: [UInt8] = [166, 32, 35, 133, 136, 244]
    return .color(codes[curve % codes.count])
  }

  // MARK: Curves

  private static func labelWidth(_ scales: [ValueScale]) -> Int {
    scales.flatMap(\.ticks).map { CellText.width($0.label) }.max() ?? 0
  }

  private func panelLines(_ index: Int) -> [TerminalLine] {
    let panel = panels[index]
    var canvas = BrailleCanvas(width: frame.plot, height: rows[index])
    var letters: [Int: Int] = [:]
    for (axis, scale) in zip(panel.axes, scales[index]) {
      for curve in axis.curves {
        let trace = Trace(
          chart.curves[curve], columns: 2 * frame.plot, span: chart.window.count)
        canvas.draw(trace, scale: scale, pen: curve)
        guard let end = trace.points.last else { continue }
        let row = canvas.cellRow(of: end.last, scale)
        if let free = nearestFree(to: row, in: 0..<rows[index], taken: letters) {
          letters[free] = curve
        }
      }
    }
    let labels = zip(panel.axes, scales[index]).map { _, scale in
      Dictionary(
        scale.ticks.map { (canvas.cellRow(of: $0.value, scale), $0.label) },
        uniquingKeysWith: { first, _ in first })
    }
    let isEmpty = scales[index].allSatisfy(\.ticks.isEmpty)
    return (0..<rows[index]).map { row in
      var line = leftBorder(labels[0][row])
      if isEmpty && row == rows[index] / 2 {
        line.append(CellText.left("  nothing recorded", frame.plot))
      } else {
        for span in canvas.row(row) { line.append(span.text, Self.style(span.pen)) }
      }
      line.append(" ")
      if let curve = letters[row] {
        line.append(Self.letter(curve), Self.style(curve))
      } else {
        line.append(" ")
      }
      if panel.right != nil { appendRightBorder(labels[1][row], to: &line) }
      return line
    }
  }

  private func leftBorder(_ label: String?) -> TerminalLine {
    var line = TerminalLine()
    line.append(CellText.right(label ?? "", frame.gutter - 1) + (label == nil ? " │" : " ┤"))
    return line
  }

  private func appendRightBorder(_ label: String?, to line: inout TerminalLine) {
    line.append((label == nil ? "│ " : "├ ") + CellText.left(label ?? "", frame.right - 2))
  }

  private func nearestFree(to row: Int, in rows: Range<Int>, taken: [Int: Int]) -> Int? {
    rows.filter { taken[$0] == nil }.min { abs($0 - row) < abs($1 - row) }
  }

  // MARK: States

  private static func lanes(_ chart: Chart, frame: TerminalFrame, width: Int)
    -> (rows: [TerminalLine], key: [TerminalLine])
  {
    var rows: [TerminalLine] = []
    var shown: Set<Character> = []
    for lane in chart.lanes {
      let columns = LaneColumns(lane, columns: frame.plot, window: chart.window)
      var line = TerminalLine()
      line.append(CellText.right(CellText.printable(lane.name), frame.gutter - 1) + " │")
      for run in LaneColumns.runs(of: columns.contents) {
        let block = block(run.value)
        shown.insert(block)
        line.append(String(repeating: block, count: run.columns.count), style(run.value))
      }
      rows.append(line)
      guard columns.byHand.contains(true) else { continue }
      shown.insert("▔")
      var marks = TerminalLine()
      marks.append(CellText.spaces(frame.gutter) + "│")
      marks.append(String(columns.byHand.map { $0 ? "▔" : " " }))
      rows.append(marks)
    }
    let key: [(symbol: String, style: TerminalLine.Style, text: String)] = [
      ("█", style(.state(.on)), "on"), ("▁", style(.state(.off)), "off"),
      ("░", style(.state(.unknown)), "unknown"), ("▒", style(.mixed), "several in one column"),
      ("▔", .plain, "set by hand"),
    ]
    return (
      rows, TerminalLine.flow(key.filter { shown.contains(Character($0.symbol)) }, width: width)
    )
  }

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

  // MARK: Time

  private var timeAxis: [TerminalLine] {
    let ticks: [TimeTick]
    let isCentred: Bool
    if chart.window.isEmpty {
      (ticks, isCentred) = ([], true)
    } else {
      let step = TimeStep.fitting(span: chart.window.count, characters: Double(frame.plot))
      (ticks, isCentred) = (step.ticks(in: chart.window, clock: chart.clock), step.namesInstants)
    }
    let cells = ticks.map {
      ($0.instant - chart.window.lowerBound) * frame.plot / chart.window.count
    }
    var rule = Array(repeating: Character("─"), count: frame.plot)
    for cell in cells { rule[cell] = "┬" }
    var axis = TerminalLine()
    axis.append(CellText.spaces(frame.gutter) + "└" + String(rule))
    let row = LabelRow(limits: 0...Double(width), gap: 1)
    func label(_ text: String, at cell: Int) -> LabelRow.Label {
      // A centred text of even length leans to the left, so that its start is a whole cell.
      let count = text.count
      return LabelRow.Label(
        text: text, width: Double(count),
        position: Double(frame.gutter + 1 + cell + (isCentred ? count % 2 : 0))
          - (isCentred && count % 2 == 1 ? 0.5 : 0),
        isCentred: isCentred)
    }
    let labels = zip(ticks, cells).map { label($0.label, at: $1) }
    let contexts = zip(ticks, cells).compactMap { tick, cell in
      tick.context.map { label($0, at: cell) }
    }
    return [axis, line(row.placing(labels)), line(row.placingLastFirst(contexts))]
  }

  private func line(_ labels: [LabelRow.Placed]) -> TerminalLine {
    var line = TerminalLine()
    for label in labels {
      line.append(CellText.spaces(Int(label.start) - line.width))
      line.append(label.text)
    }
    return line
  }
}
