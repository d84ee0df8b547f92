internal import Charts

/// A row for each weekday: how often heat is on by the half-hour, when it starts and stops, and when it
/// is boosted.
struct WeekFigure {
  private let schedule: Schedule
  private let width = 1_060.0
  private static let left = 52.0
  private static let hour = 20.0
  private static let top = 56.0
  private static let pitch = 40.0
  private static let strip = 18.0
  /// Where the columns of figures begin.
  private static let columns = [560.0, 694, 828]

  init(_ schedule: Schedule) { self.schedule = schedule }

  private var foot: Double { Self.top + 7 * Self.pitch }

  var figure: Figure {
    Figure(
      name: "week", title: "Starts and stops by weekday", summary: summary, width: width,
      height: foot + 26, marks: key + axis + schedule.weekdays.flatMap(row) + heads)
  }

  private var summary: String {
    schedule.weekdays.map { day in
      let times = [
        day.firstOn.map { "first start \(Quantity.clock($0.median))" },
        day.lastOff.map { "last stop \(Quantity.clock($0.median))" },
      ].compactMap(\.self)
      return "\(Quantity.weekday(day.weekday)): "
        + (times.isEmpty ? "no start or stop of normal heat" : times.joined(separator: ", "))
    }.joined(separator: ". ") + "."
  }

  private var key: [String] {
    var items = [Key.patch("normal", "on, the paler the more seldom")]
    items.append((12, "first start, median", { Self.start(at: $0 + 10, $1) }))
    items.append((12, "last stop, median", { Self.stop(at: $0 + 2, $1) }))
    items.append(
      (
        18, "middle half",
        { SVGMark.path("whisker", "M\(SVGText.number($0)) \(SVGText.number($1))h18") }
      ))
    if schedule.boost.value != nil {
      items.append(
        (18, "boost, medians", { SVGMark.rect("boost", x: $0, y: $1 - 2.5, width: 18, height: 5) }))
    }
    return Key.row(items, x: Self.left, y: 10)
  }

  private var heads: [String] {
    zip(Self.columns, ["First start", "Last stop", "Days"]).map {
      SVGMark.text($1, x: $0, y: Self.top - 10, class: "muted small")
    }
  }

  private var axis: [String] {
    stride(from: 0, through: 24, by: 3).flatMap { hour -> [String] in
      let x = Self.x(hour * 3_600)
      return [
        SVGMark.path(
          "grid",
          "M\(SVGText.number(x.rounded() + 0.5)) \(SVGText.number(Self.top))V\(SVGText.number(foot))"
        ),
        SVGMark.text(Quantity.clock(hour * 3_600), x: x, y: foot + 18, class: "middle muted small"),
      ]
    }
  }

  private static func x(_ second: Int) -> Double { left + Double(second) / 3_600 * hour }

  private func row(_ day: WeekdayPattern) -> [String] {
    let top = Self.top + Double(day.weekday) * Self.pitch + 8
    let middle = top + Self.strip / 2
    let below = top + Self.strip + 5
    var marks = [
      SVGMark.text(
        Quantity.weekday(day.weekday), x: Self.left - 10, y: middle + 4.5,
        class: day.works ? "end strong" : "end muted")
    ]
    marks += cells(schedule.week.shares[day.weekday], top: top)
    if let start = day.boostStart, let duration = day.boostDuration {
      marks += Self.stretches(start.median..<start.median + Int(duration.median)).map {
        SVGMark.rect("boost", x: $0.x, y: top - 5, width: $0.width, height: 4)
      }
    }
    if let firstOn = day.firstOn, day.isUsual(firstOn) {
      marks += Self.whisker(firstOn, y: below) + [Self.start(at: Self.x(firstOn.median), below)]
    }
    if let lastOff = day.lastOff, day.isUsual(lastOff) {
      marks += Self.whisker(lastOff, y: below) + [Self.stop(at: Self.x(lastOff.median), below)]
    }
    return marks + figures(day, y: middle + 4.5)
  }

  /// The half-hours, those of the same share together.
  private func cells(_ shares: [Double?], top: Double) -> [String] {
    // Sixteen shades are more than an eye tells apart.
    let shades = shares.map { $0.map { Int(($0 * 16).rounded()) } }
    var marks = [
      SVGMark.rect("off", x: Self.x(0), y: top, width: 24 * Self.hour, height: Self.strip)
    ]
    var start = 0
    for index in shades.indices
    where index + 1 == shades.count || shades[index + 1] != shades[index] {
      let (x, width) = (Self.x(start * 1_800), Double(index + 1 - start) * Self.hour / 2)
      if let shade = shades[index], shade > 0 {
        marks.append(
          "<rect class=\"cells normal\" fill-opacity=\"\(SVGText.number(Double(shade) / 16))\" "
            + "x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(top))\" "
            + "width=\"\(SVGText.number(width))\" height=\"\(SVGText.number(Self.strip))\"/>")
      } else if shades[index] == nil {
        marks.append(SVGMark.rect("unknown", x: x, y: top, width: width, height: Self.strip))
      }
      start = index + 1
    }
    return marks
  }

  private func figures(_ day: WeekdayPattern, y: Double) -> [String] {
    let times = zip(Self.columns, [day.firstOn, day.lastOff]).flatMap { x, spread -> [String] in
      guard let spread else { return [SVGMark.text("–", x: x, y: y, class: "muted")] }
      guard day.isUsual(spread) else {
        let days = "on \(spread.count) day\(spread.count == 1 ? "" : "s")"
        return [SVGMark.text(days, x: x, y: y, class: "muted small")]
      }
      return [
        SVGMark.text(
          Quantity.clock(spread.median), x: x, y: y, class: day.works ? "strong" : "muted"),
        SVGMark.text(Quantity.range(spread), x: x + 44, y: y, class: "muted small"),
      ]
    }
    return times + [SVGMark.text(day.kinds, x: Self.columns[2], y: y, class: "muted small")]
  }

  /// The middle half of some times, in two parts where midnight lies in it.
  private static func whisker(_ spread: ClockSpread, y: Double) -> [String] {
    let length = spread.high - spread.low + (spread.high < spread.low ? 86_400 : 0)
    return stretches(spread.low..<spread.low + length).map {
      SVGMark.path(
        "whisker", "M\(SVGText.number($0.x)) \(SVGText.number(y))h\(SVGText.number($0.width))")
    }
  }

  /// Where times of a day lie that may go beyond midnight.
  private static func stretches(_ times: Range<Int>) -> [(x: Double, width: Double)] {
    let day = times.clamped(to: 0..<86_400)
    let next = times.clamped(to: 86_400..<2 * 86_400)
    let parts = next.isEmpty ? [day] : [day, 0..<next.upperBound - 86_400]
    return parts.map { (x($0.lowerBound), Double($0.count) / 3_600 * hour) }
  }

  /// A triangle that points to where heat starts, at the left of it.
  private static func start(at x: Double, _ y: Double) -> String {
    let n = SVGText.number
    return SVGMark.path("mark", "M\(n(x)) \(n(y))l-9 -5v10z")
  }

  /// A square at the right of where heat stops.
  private static func stop(at x: Double, _ y: Double) -> String {
    SVGMark.rect("mark", x: x, y: y - 4, width: 8, height: 8)
  }
}

extension WeekdayPattern {
  /// Whether it happens often enough to be called a habit of the weekday.
  fileprivate func isUsual(_ spread: ClockSpread) -> Bool { 3 * spread.count >= daysTold }

  /// Such as `15: 2 without heat, 3 reduced`.
  var kinds: String {
    let parts = [
      (daysWithoutHeat, "no heat"), (daysReduced, "reduced"), (daysEntirelyOn, "all on"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(daysTold)" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }
}
