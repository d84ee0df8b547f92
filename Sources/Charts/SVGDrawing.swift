internal import Feeds

/// One chart set out as a picture. All lengths are in pixels.
struct SVGDrawing {
  private static let laneHeight = 18
  /// From the top of a lane to the top of the next: room for the rule of what was set by hand.
  private static let lanePitch = 30
  private static let keyPitch = 20

  private let chart: Chart
  private let width: Int
  private let height: Int
  private let frame: SVGFrame
  private let panels: [Panel]
  private let scales: [[ValueScale]]
  /// Top and height of each panel.
  private let boxes: [(top: Int, height: Int)]
  private let step: TimeStep
  private let ticks: [TimeTick]
  private let traces: [Trace]
  private let lanes: [LaneColumns]
  private let key: [(x: Double, line: Int, item: KeyItem)]
  /// The top of the first lane; the foot of the plot, where the time axis runs.
  private let laneTop: Int
  private let foot: Int

  init(_ chart: Chart, width: Int, height: Int) {
    self.chart = chart
    self.width = width
    let panels = Panel.panels(of: chart.curves)
    self.panels = panels
    let top = Self.headerHeight(chart)
    let laneRoom = chart.lanes.isEmpty ? 0 : chart.lanes.count * Self.lanePitch + 4
    // The key needs the lanes, the lanes need the frame, the frame needs the labels, and these the
    // height of the panels: so the key is given the lines that it would need at worst.
    let keyLines = Self.placedKey(Self.keyItems(nil), width: width).last.map { $0.line + 1 } ?? 0
    let hasKey = !chart.lanes.isEmpty || !chart.curves.isEmpty
    let axisRoom = 46 + (hasKey ? (chart.lanes.isEmpty ? 1 : keyLines) * Self.keyPitch : 0)
    let gap = 34
    let heights = Panel.heights(
      sharing: height - top - laneRoom - axisRoom - gap * max(0, panels.count - 1),
      among: panels.count, least: 54)
    var boxes: [(top: Int, height: Int)] = []
    var y = top
    for height in heights {
      boxes.append((y, height))
      y += height + gap
    }
    self.boxes = boxes
    laneTop = (boxes.last.map { $0.top + $0.height } ?? top) + 14
    foot = chart.lanes.isEmpty ? laneTop - 14 : laneTop + laneRoom - 16
    self.height = foot + axisRoom
    let scales = zip(panels, heights).map { panel, height in
      panel.axes.map {
        ValueScale(covering: chart.values(of: $0), maximumTicks: max(2, height / 38))
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

  private static func headerHeight(_ chart: Chart) -> Int { chart.title == nil ? 60 : 84 }

  private var header: [String] {
    let period = SVGText.truncated(chart.period, Double(width - 40))
    let y = chart.title == nil ? 26 : 48
    let title = chart.title.map {
      text($0, x: 20, y: 28, class: "title", limit: Double(width - 40) * SVGText.fontSize / 17)
    }
    return [title, text(period, x: 20, y: Double(y), class: "muted")].compactMap { $0 }
  }

  /// What the picture shows, in words.
  private var summary: String {
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

  /// Saturdays and Sundays, where days can be told apart and are not the whole picture.
  private var weekends: [String] {
    let days = chart.window.count / 86_400
    guard (3...120).contains(days), let top = boxes.first?.top ?? Optional(laneTop) else {
      return []
    }
    return TimeStep.days.instants(
      in: chart.window.lowerBound - 86_400..<chart.window.upperBound, clock: chart.clock
    ).compactMap { midnight in
      let dayNumber = chart.clock.wallTime(at: midnight).dayNumber
      guard CivilDate.weekday(ofDayNumber: dayNumber) >= 5 else { return nil }
      let start = x(at: max(midnight, chart.window.lowerBound))
      let next = chart.clock.start(ofDayNumber: dayNumber + 1)
      let end = x(at: min(next, chart.window.upperBound))
      guard start < end else { return nil }
      return rect(
        "weekend", x: start, y: Double(top), width: end - start, height: Double(foot - top))
    }
  }

  private var grid: [String] {
    let top = boxes.first?.top ?? laneTop
    var marks = ticks.map { path("grid", "M\(n(crisp($0.instant))) \(top)V\(foot)") }
    for index in panels.indices {
      let (top, height) = boxes[index]
      for (side, scale) in scales[index].enumerated() {
        let axis = panels[index].axes[side]
        // Labels take the colour of a curve that has the axis for itself.
        let isAlone = scales[index].count > 1 && axis.curves.count == 1
        let color = isAlone ? "name c\(axis.curves[0] % SVGStyle.colors)" : "muted"
        let edge = Double(side == 0 ? frame.left - 8 : frame.left + frame.plot + 10)
        for tick in scale.ticks {
          let y = y(of: tick.value, scale, index)
          let line = y.rounded(.down) + 0.5
          if side == 0 {
            let isZero = tick.value == 0 && scale.low < 0
            marks.append(path(isZero ? "zero" : "grid", "M\(frame.left) \(n(line))h\(frame.plot)"))
          } else {
            marks.append(path("tick", "M\(frame.left + frame.plot) \(n(line))h5"))
          }
          marks.append(
            text(tick.label, x: edge, y: y + 4.5, class: side == 0 ? "end \(color)" : color))
        }
        if !axis.unit.isEmpty {
          marks.append(
            text(
              axis.unit, x: edge, y: Double(top) - 13, class: side == 0 ? "end \(color)" : color,
              limit: 60))
        }
      }
      if scales[index].allSatisfy(\.ticks.isEmpty) {
        marks.append(
          text(
            "nothing recorded", x: Double(frame.left + frame.plot / 2), y: Double(top + height / 2),
            class: "middle muted"))
      }
    }
    return marks
  }

  private var curves: [String] {
    panels.indices.flatMap { index -> [String] in
      let (top, height) = boxes[index]
      var marks: [String] = []
      var names: [(y: Double, curve: Int)] = []
      for (axis, scale) in zip(panels[index].axes, scales[index]) {
        for curve in axis.curves {
          let last = traces[curve].points.last.map { y(of: $0.mean, scale, index) }
          names.append((last ?? Double(top + height), curve))
          marks += curveMarks(curve, scale: scale, panel: index)
        }
      }
      return marks + nameMarks(names, top: Double(top), bottom: Double(top + height))
    }
  }

  private func curveMarks(_ curve: Int, scale: ValueScale, panel: Int) -> [String] {
    let trace = traces[curve]
    var band = ""
    var line = ""
    for run in trace.runs {
      let points = trace.points[run]
      if points.contains(where: { $0.min < $0.max }) {
        let upper = points.map { point($0.column, y(of: $0.max, scale, panel)) }
        let lower = points.reversed().map { point($0.column, y(of: $0.min, scale, panel)) }
        band += "M" + (upper + lower).joined(separator: "L") + "Z"
      }
      line +=
        "M"
        + points.map { point($0.column, y(of: $0.mean, scale, panel)) }
        .joined(separator: "L")
      // A line of no length is drawn as a dot by its round caps.
      if run.count == 1 { line += "h0" }
    }
    guard !line.isEmpty else { return [] }
    let dashed = curve >= SVGStyle.colors ? " dashed" : ""
    let color = "c\(curve % SVGStyle.colors)"
    return ["<g class=\"\(color)\"><title>\(SVGText.escaped(chart.curves[curve].name))</title>"]
      + (band.isEmpty ? [] : [path("band", band)]) + [path("line\(dashed)", line), "</g>"]
  }

  /// Names beside the ends of their curves, moved apart where they would touch.
  private func nameMarks(_ names: [(y: Double, curve: Int)], top: Double, bottom: Double)
    -> [String]
  {
    let pitch = min(17, (bottom - top + 12) / Double(max(1, names.count)))
    let sorted = names.sorted { ($0.y, $0.curve) < ($1.y, $1.curve) }
    var ys = sorted.map { max($0.y, top) }
    for index in ys.indices.dropFirst() { ys[index] = max(ys[index], ys[index - 1] + pitch) }
    var limit = bottom
    for index in ys.indices.reversed() {
      ys[index] = min(ys[index], limit)
      limit = ys[index] - pitch
    }
    return zip(sorted, ys).flatMap { name, y -> [String] in
      let dashed = name.curve >= SVGStyle.colors ? " dashed" : ""
      let full = chart.curves[name.curve].name
      return [
        "<g class=\"c\(name.curve % SVGStyle.colors)\"><title>\(SVGText.escaped(full))</title>",
        path("line\(dashed)", "M\(frame.names) \(n(y))h12"),
        text(
          full, x: Double(frame.names) + SVGText.sampleWidth - 2, y: y + 4.5, class: "name",
          limit: Double(frame.nameWidth) - SVGText.sampleWidth + 4),
        "</g>",
      ]
    }
  }

  // MARK: States

  private var laneMarks: [String] {
    zip(chart.lanes, lanes).enumerated().flatMap { index, pair -> [String] in
      let (lane, columns) = pair
      let top = laneTop + index * Self.lanePitch
      let keys = zip(columns.segments, columns.contents).map { LaneKey(segment: $0, content: $1) }
      var marks: [String] = []
      for run in LaneColumns.runs(of: keys) where run.value.content != .mixed {
        guard case .state(let state) = run.value.content else { continue }
        marks.append(laneRect(run.columns, state, lane.segments[run.value.segment], top: top))
      }
      for run in LaneColumns.runs(of: columns.contents) {
        let start = Double(frame.left + run.columns.lowerBound)
        let length = Double(run.columns.count)
        if run.value == .state(.off) {
          marks.append(
            path("foot", "M\(n(start)) \(n(Double(top + Self.laneHeight) - 0.5))h\(n(length))"))
        } else if run.value == .mixed {
          marks.append(
            rect(
              "mixed", x: start, y: Double(top - 2), width: length,
              height: Double(Self.laneHeight + 2)))
        }
      }
      for run in LaneColumns.runs(of: columns.byHand) where run.value {
        marks.append(
          rect(
            "hand", x: Double(frame.left + run.columns.lowerBound), y: Double(top - 6),
            width: Double(run.columns.count), height: 2.5))
      }
      let name = text(
        lane.name, x: Double(frame.names), y: Double(top) + 13.5, limit: Double(frame.nameWidth))
      return ["<g><title>\(SVGText.escaped(lane.name))</title>"] + marks + [name, "</g>"]
    }
  }

  /// What a rectangle of a lane stands for.
  private struct LaneKey: Equatable {
    let segment: Int
    let content: LaneColumns.Content
  }

  private func laneRect(_ columns: Range<Int>, _ state: State, _ segment: LaneSegment, top: Int)
    -> String
  {
    let attributes =
      state == .unknown ? "fill=\"url(#retouche-unknown)\"" : "class=\"\(state.name)\""
    let opacity = Self.opacity(segment).map { " fill-opacity=\"\($0)\"" } ?? ""
    return "<rect \(attributes)\(opacity) x=\"\(frame.left + columns.lowerBound)\" y=\"\(top)\" "
      + "width=\"\(columns.count)\" height=\"\(Self.laneHeight)\">"
      + "<title>\(SVGText.escaped(tooltip(segment)))</title></rect>"
  }

  private func tooltip(_ segment: LaneSegment) -> String {
    let times = [segment.start, segment.end].map {
      chart.clock.text(at: min(max($0, Chart.drawable.lowerBound), Chart.drawable.upperBound))
    }
    var text = "\(segment.state.name), \(times[0]) – \(times[1])"
    if let provenance = segment.provenance { text += ", \(provenance)" }
    if let percent = Self.percent(segment) { text += ", \(percent) % sure" }
    return text
  }

  private static func percent(_ segment: LaneSegment) -> Int? {
    guard let confidence = segment.confidence, confidence.isFinite else { return nil }
    return Int((min(max(confidence, 0), 1) * 100).rounded())
  }

  /// The less sure, the paler; nil for an opaque one.
  private static func opacity(_ segment: LaneSegment) -> String? {
    guard segment.state != .unknown, let percent = percent(segment), percent < 90 else {
      return nil
    }
    return percent < 70 ? "0.45" : "0.7"
  }

  private static func hasPaler(_ chart: Chart) -> Bool {
    chart.lanes.contains { $0.segments.contains { opacity($0) != nil } }
  }

  // MARK: Time axis

  private var timeAxis: [String] {
    var marks = [path("axis", "M\(frame.left) \(foot).5h\(frame.plot)")]
    for instant in step.minor?.instants(in: chart.window, clock: chart.clock) ?? [] {
      marks.append(path("tick", "M\(n(crisp(instant))) \(foot)v4"))
    }
    var labels: [LabelRow.Label] = []
    var contexts: [LabelRow.Label] = []
    for tick in ticks {
      let x = crisp(tick.instant)
      marks.append(path("tick", "M\(n(x)) \(foot)v\(step.namesInstants ? 7 : 16)"))
      labels.append(label(tick.label, at: x))
      if let context = tick.context { contexts.append(label(context, at: x)) }
    }
    let row = LabelRow(limits: 8...Double(width - 8), gap: 8)
    marks += row.placing(labels).map { text($0.text, x: $0.start, y: Double(foot + 19)) }
    marks += row.placingLastFirst(contexts).map {
      text($0.text, x: $0.start, y: Double(foot + 36), class: "muted")
    }
    return marks
  }

  private func label(_ text: String, at x: Double) -> LabelRow.Label {
    LabelRow.Label(
      text: text, width: SVGText.width(text), position: step.namesInstants ? x : x + 4,
      isCentred: step.namesInstants)
  }

  // MARK: Key

  /// An entry of the key below the drawing.
  enum KeyItem: Equatable {
    case on, off, unknown, hand, mixed, paler, band

    var text: String {
      switch self {
      case .on: "on"
      case .off: "off"
      case .unknown: "unknown"
      case .hand: "set by hand"
      case .mixed: "several in one pixel"
      case .paler: "paler: less sure"
      case .band: "line: mean, band: least to greatest"
      }
    }

    /// Room for the symbol before the text.
    var symbolWidth: Double { self == .paler || self == .band ? 0 : self == .mixed ? 8 : 22 }
  }

  /// The entries that a drawing needs; all of them where it is not yet known.
  private static func keyItems(_ drawn: (lanes: [LaneColumns], band: Bool, paler: Bool)?)
    -> [KeyItem]
  {
    guard let drawn else { return [.on, .off, .unknown, .hand, .mixed, .paler, .band] }
    func holds(_ content: LaneColumns.Content) -> Bool {
      drawn.lanes.contains { $0.contents.contains(content) }
    }
    var items: [KeyItem] = []
    if holds(.state(.on)) { items.append(.on) }
    if holds(.state(.off)) { items.append(.off) }
    if holds(.state(.unknown)) { items.append(.unknown) }
    if drawn.lanes.contains(where: { $0.byHand.contains(true) }) { items.append(.hand) }
    if holds(.mixed) { items.append(.mixed) }
    if drawn.paler { items.append(.paler) }
    if drawn.band { items.append(.band) }
    return items
  }

  private static func placedKey(_ items: [KeyItem], width: Int)
    -> [(x: Double, line: Int, item: KeyItem)]
  {
    var x = 20.0
    var line = 0
    return items.map { item in
      let needed = item.symbolWidth + SVGText.width(item.text)
      if x > 20 && x + needed > Double(width - 12) {
        x = 20
        line += 1
      }
      defer { x += needed + 16 }
      return (x, line, item)
    }
  }

  private var keyMarks: [String] {
    // Axes of months and years have no second row of labels.
    let axisRoom = ticks.contains { $0.context != nil } ? 60 : 44
    return key.flatMap { x, line, item -> [String] in
      let baseline = Double(foot + axisRoom + line * Self.keyPitch)
      let top = baseline - 10
      let symbol: String? =
        switch item {
        case .on: rect("on", x: x, y: top, width: 16, height: 11)
        case .off:
          rect("off", x: x, y: top, width: 16, height: 11)
            + path("foot", "M\(n(x)) \(n(top + 10.5))h16")
        case .unknown:
          "<rect fill=\"url(#retouche-unknown)\" x=\"\(n(x))\" y=\"\(n(top))\" width=\"16\" "
            + "height=\"11\"/>"
        case .hand: rect("hand", x: x, y: top + 3, width: 16, height: 2.5)
        case .mixed: rect("mixed", x: x + 1, y: top - 1, width: 1, height: 13)
        case .paler, .band: nil
        }
      let label = text(item.text, x: x + item.symbolWidth, y: baseline, class: "muted")
      return [symbol, label].compactMap { $0 }
    }
  }

  // MARK: Elements

  private static func labelWidth(_ scales: [ValueScale]) -> Double {
    scales.flatMap(\.ticks).map { SVGText.width($0.label) }.max() ?? 0
  }

  private func n(_ value: Double) -> String { SVGText.number(value) }

  private func point(_ column: Int, _ y: Double) -> String {
    "\(n(Double(frame.left + column) + 0.5)) \(n(y))"
  }

  private func x(at instant: Int) -> Double {
    let elapsed = Double(instant - chart.window.lowerBound)
    return Double(frame.left) + elapsed * Double(frame.plot) / Double(chart.window.count)
  }

  /// The middle of the pixel that holds an instant, where a thin line is sharp.
  private func crisp(_ instant: Int) -> Double { x(at: instant).rounded(.down) + 0.5 }

  private func y(of value: Double, _ scale: ValueScale, _ panel: Int) -> Double {
    let (top, height) = boxes[panel]
    return Double(top) + (1 - scale.fraction(of: value)) * Double(height)
  }

  private func path(_ name: String, _ data: String) -> String {
    "<path class=\"\(name)\" d=\"\(data)\"/>"
  }

  private func rect(_ name: String, x: Double, y: Double, width: Double, height: Double) -> String {
    "<rect class=\"\(name)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" "
      + "height=\"\(n(height))\"/>"
  }

  private func text(
    _ text: String, x: Double, y: Double, class name: String = "", limit: Double = .infinity
  ) -> String {
    let cut = limit.isFinite ? SVGText.truncated(text, limit) : text
    let attribute = name.isEmpty ? "" : " class=\"\(name)\""
    return "<text\(attribute) x=\"\(n(x))\" y=\"\(n(y))\">\(SVGText.escaped(cut))</text>"
  }
}
