/// The time axis.
extension SVGDrawing {
  /// Saturdays and Sundays, where days can be told apart and are not the whole picture.
  var weekends: [String] {
    let days = chart.window.count / 86_400
    guard (3...120).contains(days) else { return [] }
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
        "weekend", x: start, y: Double(rows.top), width: end - start,
        height: Double(rows.foot - rows.top))
    }
  }

  /// The axis below the plot, its ticks and labels.
  var timeAxis: [String] {
    var marks = [path("axis", "M\(frame.left) \(rows.foot).5h\(frame.plot)")]
    for instant in step.minor?.instants(in: chart.window, clock: chart.clock) ?? [] {
      marks.append(path("tick", "M\(n(crisp(instant))) \(rows.foot)v4"))
    }
    var labels: [LabelRow.Label] = []
    var contexts: [LabelRow.Label] = []
    for tick in ticks {
      let x = crisp(tick.instant)
      marks.append(path("tick", "M\(n(x)) \(rows.foot)v\(step.namesInstants ? 7 : 16)"))
      labels.append(label(tick.label, at: x))
      if let context = tick.context { contexts.append(label(context, at: x)) }
    }
    let row = LabelRow(limits: 8...Double(width - 8), gap: 8)
    marks += row.placing(labels).map { text($0.text, x: $0.start, y: Double(rows.foot + 19)) }
    marks += row.placingLastFirst(contexts).map {
      text($0.text, x: $0.start, y: Double(rows.foot + 36), class: "muted")
    }
    return marks
  }

  private func label(_ text: String, at x: Double) -> LabelRow.Label {
    LabelRow.Label(
      text: text, width: SVGText.width(text), position: step.namesInstants ? x : x + 4,
      isCentred: step.namesInstants)
  }
}
