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
  private let traces: [Trace]
  /// Whether the panels show means: where the extents of columns would fill them, nothing else could
  /// be read.
  private let showsMeans: [Bool]

  init(_ chart: Chart, width: Int, height: Int) {
    self.chart = chart
    self.width = width
    panels = Panel.panels(of: chart.curves)
    header = Self.header(chart, width: width)
    legend = Self.legend(chart, panels: panels, width: width)
    // The labels of the axes may still narrow the plot, which hardly changes what stands below.
    let roughFrame = TerminalFrame(chart, width: width, labels: (0, 0))
    let footer = TerminalFooter(chart, frame: roughFrame, width: width, showsMeans: false)
    let others = header.count + legend.count + footer.lines.count
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
    let columns = 2 * frame.plot
    let traces = chart.curves.map { Trace($0, columns: columns, span: chart.window.count) }
    self.traces = traces
    showsMeans = zip(panels, scales).map { panel, scales in
      zip(panel.axes, scales).map { axis, scale in
        axis.curves.map { traces[$0].extent(on: scale) }.reduce(0, +)
      }.reduce(0, +) > Double(columns) / 4
    }
  }

  /// The lines, from the top.
  var lines: [TerminalLine] {
    var lines = header + legend
    for index in panels.indices {
      if index > 0 { lines.append(TerminalLine()) }
      lines += panelLines(index)
    }
    let footer = TerminalFooter(
      chart, frame: frame, width: width, showsMeans: showsMeans.contains(true))
    return lines + footer.lines
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
        let trace = showsMeans[index] ? traces[curve].means : traces[curve]
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
}
