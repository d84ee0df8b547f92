internal import Feeds

/// One chart set out as a picture. All lengths are in pixels.
struct SVGDrawing {
  let chart: Chart
  let width: Int
  let frame: SVGFrame
  let rows: SVGRows
  let panels: [Panel]
  let scales: [[ValueScale]]
  let step: TimeStep
  let ticks: [TimeTick]
  let traces: [Trace]
  let lanes: [LaneColumns]
  let key: [(x: Double, line: Int, item: KeyItem)]

  init(_ chart: Chart, width: Int, height: Int) {
    self.chart = chart
    self.width = width
    let panels = Panel.panels(of: chart.curves)
    self.panels = panels
    let rows = SVGRows(chart, panelCount: panels.count, width: width, height: height)
    self.rows = rows
    let scales = zip(panels, rows.panels).map { panel, box in
      panel.axes.map {
        ValueScale(covering: chart.values(of: $0), maximumTicks: max(2, box.height / 38))
      }
    }
    self.scales = scales
    let frame = SVGFrame(
      chart, width: width,
      labels: (
        Self.labelWidth(scales.compactMap(\.first)),
        Self.labelWidth(scales.compactMap { $0.dropFirst().first })
      ))
    self.frame = frame
    let span = chart.window.count
    step = TimeStep.fitting(
      span: max(1, span), characters: Double(frame.plot) / (SVGText.fontSize * 0.56), gap: 5)
    ticks = step.ticks(in: chart.window, clock: chart.clock)
    traces = chart.curves.map { Trace($0, columns: frame.plot, span: span) }
    let lanes = chart.lanes.map { LaneColumns($0, columns: frame.plot, window: chart.window) }
    self.lanes = lanes
    let hasBand = traces.contains { $0.points.contains { $0.min < $0.max } }
    key = Self.placedKey(
      Self.keyItems((lanes, hasBand, Self.hasPaler(chart))), width: width)
  }

  /// The SVG document.
  var document: String {
    let title = SVGText.escaped(chart.title ?? "Chart")
    let height = rows.height
    let size = "width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) role="img" \
      aria-labelledby="retouche-title retouche-desc">
      <title id="retouche-title">\(title)</title>
      <desc id="retouche-desc">\(SVGText.escaped(summary))</desc>
      <defs>
      <style>\(SVGStyle.sheet)</style>
      <pattern id="retouche-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
      <path class="hatch" d="M-1 5L1 7M-1 1L1 -1M0 6L6 0M5 7L7 5"/>
      </pattern>
      </defs>
      <rect class="paper" width="\(width)" height="\(height)"/>
      \((header + weekends + grid + curves + laneMarks + timeAxis + keyMarks).joined(separator: "\n"))
      </svg>

      """
  }

  // MARK: Parts

  var header: [String] {
    let period = SVGText.truncated(chart.period, Double(width - 40))
    let y = chart.title == nil ? 26 : 48
    let title = chart.title.map {
      text($0, x: 20, y: 28, class: "title", limit: Double(width - 40) * SVGText.fontSize / 17)
    }
    return [title, text(period, x: 20, y: Double(y), class: "muted")].compactMap { $0 }
  }

  /// What the picture shows, in words.
  var summary: String {
    let curves = chart.curves.map { curve in
      guard let values = curve.values else { return "\(curve.name): nothing recorded" }
      let range = [values.lowerBound, values.upperBound].map { DecimalText.text($0) }
      let unit = curve.unit.isEmpty ? "" : " \(curve.unit)"
      return "\(curve.name): \(range[0]) to \(range[1])\(unit)"
    }
    let lanes = chart.lanes.map { lane in
      var seconds: [State: Int] = [:]
      for segment in lane.segments {
        let start = max(segment.start, chart.window.lowerBound)
        let end = min(segment.end, chart.window.upperBound)
        if start < end { seconds[segment.state, default: 0] += end - start }
      }
      let hours = [State.on, .off, .unknown].compactMap { state in
        seconds[state].map { "\(state.name) \(DecimalText.text(Double($0) / 3_600)) h" }
      }
      return "\(lane.name): \(hours.isEmpty ? "nothing" : hours.joined(separator: ", "))"
    }
    return ([chart.period] + curves + lanes).joined(separator: ". ") + "."
  }

  // MARK: Places

  static func labelWidth(_ scales: [ValueScale]) -> Double {
    scales.flatMap(\.ticks).map { SVGText.width($0.label) }.max() ?? 0
  }

  func point(_ column: Int, _ y: Double) -> String {
    "\(n(Double(frame.left + column) + 0.5)) \(n(y))"
  }

  func x(at instant: Int) -> Double {
    let elapsed = Double(instant - chart.window.lowerBound)
    return Double(frame.left) + elapsed * Double(frame.plot) / Double(chart.window.count)
  }

  /// The middle of the pixel that holds an instant, where a thin line is sharp.
  func crisp(_ instant: Int) -> Double { x(at: instant).rounded(.down) + 0.5 }

  func y(of value: Double, _ scale: ValueScale, _ panel: Int) -> Double {
    let (top, height) = rows.panels[panel]
    return Double(top) + (1 - scale.fraction(of: value)) * Double(height)
  }
}
