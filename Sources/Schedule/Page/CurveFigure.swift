internal import Charts

/// The supply against the outdoor temperature while heat is on.
struct CurveFigure {
  private let curve: HeatingCurve

  init(_ curve: HeatingCurve) { self.curve = curve }

  /// Nil where no day has an hour of heat.
  var figure: Figure? {
    let points = curve.normal + curve.reduced
    guard let coldest = points.map(\.outdoor).min(), let warmest = points.map(\.outdoor).max(),
      let low = points.map(\.supply).min(), let high = points.map(\.supply).max()
    else { return nil }
    let frame = ScatterFrame(
      x: .init(ValueScale(covering: coldest...warmest, maximumTicks: 8)),
      y: .init(ValueScale(covering: low...high, maximumTicks: 6)))
    var key = [ScatterFrame.dot("a day, normal heat")]
    if !curve.reduced.isEmpty { key.append(ScatterFrame.ring("a day, reduced heat")) }
    func places(_ points: [HeatingCurve.Point]) -> [(x: Double, y: Double)] {
      points.map { ($0.outdoor, $0.supply) }
    }
    let line = curve.line.value.map { line -> [String] in
      let xs = curve.normal.map(\.outdoor)
      let ends = [xs.min() ?? 0, xs.max() ?? 0]
      return [frame.line(ends.map { ($0, line.supply(at: $0)) })]
    }
    return Figure(
      name: "curve", title: title,
      summary: summary, width: ScatterFrame.width, height: ScatterFrame.height,
      marks: ScatterFrame.head(title, key)
        + frame.axes("outdoor temperature while on, °C", "supply, °C")
        + [frame.rings(places(curve.reduced)), frame.dots(places(curve.normal))] + (line ?? []))
  }

  private var title: String { "Heating curve" }

  private var summary: String {
    let count = "\(curve.normal.count) days of normal and \(curve.reduced.count) of reduced heat."
    guard let line = curve.line.value else { return count }
    return
      "\(count) Line through the normal ones: slope \(Quantity.number(line.slope, decimals: 2)), "
      + "foot \(Quantity.celsius(line.foot)) at 20 °C outdoors."
  }
}
