internal import Charts

/// One row of columns of a carpet, with its axes.
struct CarpetStrip {
  /// Day numbers of the first and the last column.
  let days: ClosedRange<Int>
  /// The season that it shows; nil where there is no other.
  let name: String?
  let left: Double
  let top: Double
  /// Pixels of a day, and of an hour.
  let column: Double
  let hour: Double

  /// The strip with its axis.
  var height: Double { 24 * hour + 30 }

  private var right: Double { x(days.upperBound + 1) }
  private var foot: Double { top + 24 * hour }

  private func x(_ dayNumber: Int) -> Double {
    left + Double(dayNumber - days.lowerBound) * column
  }

  private func y(_ second: Int) -> Double { top + Double(second) / 3_600 * hour }

  func marks(_ schedule: Schedule, _ classes: [(name: String, pieces: [WallPiece])]) -> [String] {
    let cells = classes.compactMap { name, pieces -> String? in
      // A gap sets columns apart that are wide enough to have one.
      let width = column >= 6 ? column - 1 : column
      let data = pieces.filter { days.contains($0.dayNumber) }
        .map { cell($0, width: width) }.joined()
      return data.isEmpty ? nil : SVGMark.path("cells \(name)", data)
    }
    let title = name.map { [SVGMark.text($0, x: left, y: top - 7, class: "strong")] } ?? []
    return title + cells + hours + byHand(schedule) + weekends + dates + hovers(schedule)
  }

  /// A rectangle of one day, by its corners, so that neighbours share an edge.
  private func cell(_ piece: WallPiece, width: Double) -> String {
    let n = SVGText.number
    let (left, right) = (n(x(piece.dayNumber)), n(x(piece.dayNumber) + width))
    return "M\(left) \(n(y(piece.start)))H\(right)V\(n(y(piece.end)))H\(left)z"
  }

  /// The hours at the left, and faint lines across at a quarter, half and three quarters of the day.
  private var hours: [String] {
    let n = SVGText.number
    return stride(from: 0, through: 24, by: hour < 6 ? 12 : 6).flatMap { time -> [String] in
      let y = y(time * 3_600)
      let label = SVGMark.text(
        time == 24 ? "24:00" : Quantity.clock(time * 3_600), x: left - 8,
        y: y + (time == 0 ? 9 : time == 24 ? 0 : 4.5),
        class: "end muted small")
      guard (1...23).contains(time) else { return [label] }
      return [label, SVGMark.path("over", "M\(n(left)) \(n(y.rounded() + 0.5))H\(n(right))")]
    }
  }

  /// A rule at the left of what a person set.
  private func byHand(_ schedule: Schedule) -> [String] {
    let data = schedule.byHand.flatMap {
      WallPiece.pieces(of: ($0.start..<$0.end).clamped(to: schedule.window), clock: schedule.clock)
    }
    .filter { days.contains($0.dayNumber) }
    .map { cell($0, width: min(2, column / 2)) }.joined()
    return data.isEmpty ? [] : [SVGMark.path("hand", data)]
  }

  /// A mark under each Saturday and Sunday.
  private var weekends: [String] {
    let n = SVGText.number
    let data = days.filter { CivilDate.weekday(ofDayNumber: $0) >= 5 }
      .map { "M\(n(x($0))) \(n(foot + 3))h\(n(column))v3h\(n(-column))z" }.joined()
    return data.isEmpty ? [] : [SVGMark.path("weekend", data)]
  }

  /// Months, or Mondays where weeks are wide enough.
  private var dates: [String] {
    let showsWeeks = 7 * column >= 52
    let marked = days.filter {
      showsWeeks ? CivilDate.weekday(ofDayNumber: $0) == 0 : CivilDate(dayNumber: $0).day == 1
    }
    var year: Int?
    var free = left
    return (marked.isEmpty ? [days.lowerBound] : marked).flatMap { dayNumber -> [String] in
      let date = CivilDate(dayNumber: dayNumber)
      var text = showsWeeks || marked.isEmpty ? "\(date.day) \(date.monthName)" : date.monthName
      if date.year != year { text += " \(date.year)" }
      let x = x(dayNumber)
      guard x >= free, x + SVGText.width(text, size: 12) <= max(right, left + 90) else { return [] }
      year = date.year
      free = x + SVGText.width(text, size: 12) + 8
      return [
        SVGMark.path("tick", "M\(SVGText.number(x + 0.5)) \(SVGText.number(foot + 3))v9"),
        SVGMark.text(text, x: x + 4, y: foot + 20, class: "muted small"),
      ]
    }
  }

  /// What each day was like, where the pointer rests on it.
  private func hovers(_ schedule: Schedule) -> [String] {
    schedule.days.filter { days.contains($0.dayNumber) }.map { day in
      let n = SVGText.number
      return "<rect class=\"hover\" x=\"\(n(x(day.dayNumber)))\" y=\"\(n(top))\" "
        + "width=\"\(n(column))\" height=\"\(n(24 * hour))\"><title>"
        + "\(SVGText.escaped(day.summary))</title></rect>"
    }
  }
}

extension ScheduleDay {
  /// Such as `Mon 8 Mar 2021: 12.0 h on, first start 06:10, last stop 18:10, 5.2 °C outdoors`.
  var summary: String {
    var parts = ["\(Quantity.hours(on)) on"]
    if unknown > 0 { parts.append("\(Quantity.hours(unknown)) unknown") }
    if let firstOn { parts.append("first start \(Quantity.clock(firstOn))") }
    if let lastOff { parts.append("last stop \(Quantity.clock(lastOff))") }
    if let outdoor { parts.append("\(Quantity.celsius(outdoor)) outdoors") }
    return "\(date.dayText) \(date.year): \(parts.joined(separator: ", "))"
  }
}
