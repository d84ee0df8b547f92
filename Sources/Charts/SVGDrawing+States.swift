internal import Feeds

/// The lanes of states.
extension SVGDrawing {
  var laneMarks: [String] {
    zip(chart.lanes, lanes).enumerated().flatMap { index, pair -> [String] in
      let (lane, columns) = pair
      let top = rows.laneTop + index * SVGRows.lanePitch
      let name = text(
        lane.name, x: Double(frame.names), y: Double(top) + 13.5, limit: Double(frame.nameWidth))
      return ["<g><title>\(SVGText.escaped(lane.name))</title>"]
        + segmentMarks(lane, columns, top: top) + columnMarks(columns, top: top)
        + handMarks(columns, top: top) + [name, "</g>"]
    }
  }

  /// What a rectangle of a lane stands for.
  private struct LaneKey: Equatable {
    let segment: Int
    let content: LaneColumns.Content
  }

  /// A rectangle for each segment, over the pixels that hold its state alone.
  private func segmentMarks(_ lane: Lane, _ columns: LaneColumns, top: Int) -> [String] {
    let keys = zip(columns.segments, columns.contents).map { LaneKey(segment: $0, content: $1) }
    return LaneColumns.runs(of: keys).compactMap { run in
      guard case .state(let state) = run.value.content else { return nil }
      let segment = lane.segments[run.value.segment]
      let fill = state == .unknown ? "fill=\"url(#retouche-unknown)\"" : "class=\"\(state.name)\""
      let opacity = Self.opacity(segment).map { " fill-opacity=\"\($0)\"" } ?? ""
      let x = frame.left + run.columns.lowerBound
      return "<rect \(fill)\(opacity) x=\"\(x)\" y=\"\(top)\" width=\"\(run.columns.count)\" "
        + "height=\"\(SVGRows.laneHeight)\"><title>\(SVGText.escaped(tooltip(segment)))</title>"
        + "</rect>"
    }
  }

  /// The foot of what is off, and the mark of pixels that hold several states.
  private func columnMarks(_ columns: LaneColumns, top: Int) -> [String] {
    LaneColumns.runs(of: columns.contents).compactMap { run in
      let x = frame.left + run.columns.lowerBound
      let bottom = top + SVGRows.laneHeight
      switch run.value {
      case .state(.off):
        return path("foot", "M\(x) \(n(Double(bottom) - 0.5))h\(run.columns.count)")
      case .mixed:
        return rect(
          "mixed", x: Double(x), y: Double(top - 2), width: Double(run.columns.count),
          height: Double(bottom - top + 2))
      case .nothing, .state: return nil
      }
    }
  }

  /// The rule over what was set by hand.
  private func handMarks(_ columns: LaneColumns, top: Int) -> [String] {
    LaneColumns.runs(of: columns.byHand).filter(\.value).map { run in
      rect(
        "hand", x: Double(frame.left + run.columns.lowerBound), y: Double(top - 6),
        width: Double(run.columns.count), height: 2.5)
    }
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

  static func hasPaler(_ chart: Chart) -> Bool {
    chart.lanes.contains { $0.segments.contains { opacity($0) != nil } }
  }
}
