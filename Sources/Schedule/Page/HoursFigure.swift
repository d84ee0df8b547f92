internal import Charts

/// Hours of heat a day against the outdoor temperature.
struct HoursFigure {
  private let hours: HoursByOutdoor

  init(_ hours: HoursByOutdoor) { self.hours = hours }

  /// Nil where no day is told of.
  var figure: Figure? {
    let outdoors = hours.points.map(\.outdoor)
    guard let low = outdoors.min(), let high = outdoors.max() else { return nil }
    let frame = ScatterFrame(
      x: .init(ValueScale(covering: low...high, maximumTicks: 8)), y: .init([0, 6, 12, 18, 24]))
    let working = hours.points.filter(\.works)
    let others = hours.points.filter { !$0.works }
    var key = [ScatterFrame.dot(others.isEmpty ? "a day" : "working day")]
    if !others.isEmpty { key.append(ScatterFrame.ring("other day")) }
    func places(_ points: [HoursByOutdoor.Point]) -> [(x: Double, y: Double)] {
      points.map { ($0.outdoor, $0.hours) }
    }
    return Figure(
      name: "hours", title: title,
      summary: summary, width: ScatterFrame.width, height: ScatterFrame.height,
      marks: ScatterFrame.head(title, key)
        + frame.axes("outdoor temperature, mean of the day, °C", "h a day")
        + [frame.rings(places(others)), frame.dots(places(working))] + line(frame) + limit(frame))
  }

  private var title: String { "Hours of heat a day" }

  private var summary: String {
    var text = "\(hours.points.count) days."
    if let line = hours.line.value {
      text +=
        " Line: \(Quantity.number(line.slope, decimals: 2)) h a day more for each kelvin colder, "
        + "\(Quantity.number(line.hours(at: 0))) h at 0 °C."
    }
    if let limit = hours.limit.value {
      text += " Heating limit: \(Quantity.celsius(limit.outdoor))."
    }
    return text
  }

  /// The line up to the limit, where heat ends.
  private func line(_ frame: ScatterFrame) -> [String] {
    guard let line = hours.line.value else { return [] }
    let end = min(line.outdoor.upperBound, hours.limit.value?.outdoor ?? .infinity)
    let start = line.outdoor.lowerBound
    guard start < end else { return [] }
    // Cut at 0 and 24 h, so with its knees.
    let knees = line.slope > 0 ? [24.0, 0].map { (line.hoursAtZero - $0) / line.slope } : []
    let xs = [start] + knees.filter { start < $0 && $0 < end } + [end]
    return [frame.line(xs.map { ($0, line.hours(at: $0)) })]
  }

  private func limit(_ frame: ScatterFrame) -> [String] {
    guard let limit = hours.limit.value else { return [] }
    let place = frame.place(limit.outdoor, 24)
    let text = "heating limit \(Quantity.celsius(limit.outdoor))"
    let isRight = place.x + 12 + SVGText.width(text) > ScatterFrame.width
    return [
      frame.line([(limit.outdoor, 0), (limit.outdoor, 24)], class: "limit"),
      SVGMark.text(
        text, x: place.x + (isRight ? -6 : 6),
        y: place.y + 14, class: isRight ? "end small strong" : "small strong"),
    ]
  }
}
