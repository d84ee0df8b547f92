internal import Feeds

/// The lanes of states.
extension SVGDrawing {
  var laneMarks: [String] {
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
  struct LaneKey: Equatable {
    let segment: Int
    let content: LaneColumns.Content
  }

  func laneRect(_ columns: Range<Int>, _ state: State, _ segment: LaneSegment, top: Int)
    -> String
  {
    let attributes =
      state == .unknown ? "fill=\"url(#retouche-unknown)\"" : "class=\"\(state.name)\""
    let opacity = Self.opacity(segment).map { " fill-opacity=\"\($0)\"" } ?? ""
    return "<rect \(attributes)\(opacity) x=\"\(frame.left + columns.lowerBound)\" y=\"\(top)\" "
      + "width=\"\(columns.count)\" height=\"\(Self.laneHeight)\">"
      + "<title>\(SVGText.escaped(tooltip(segment)))</title></rect>"
  }

  func tooltip(_ segment: LaneSegment) -> String {
    let times = [segment.start, segment.end].map {
      chart.clock.text(at: min(max($0, Chart.drawable.lowerBound), Chart.drawable.upperBound))
    }
    var text = "\(segment.state.name), \(times[0]) – \(times[1])"
    if let provenance = segment.provenance { text += ", \(provenance)" }
    if let percent = Self.percent(segment) { text += ", \(percent) % sure" }
    return text
  }

  static func percent(_ segment: LaneSegment) -> Int? {
    guard let confidence = segment.confidence, confidence.isFinite else { return nil }
    return Int((min(max(confidence, 0), 1) * 100).rounded())
  }

  /// The less sure, the paler; nil for an opaque one.
  static func opacity(_ segment: LaneSegment) -> String? {
    guard segment.state != .unknown, let percent = percent(segment), percent < 90 else {
      return nil
    }
    return percent < 70 ? "0.45" : "0.7"
  }

  static func hasPaler(_ chart: Chart) -> Bool {
    chart.lanes.contains { $0.segments.contains { opacity($0) != nil } }
  }
}
