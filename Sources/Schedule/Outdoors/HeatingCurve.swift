internal import Charts

/// The supply against the outdoor temperature while heat is on: the regulator's heating curve as it is
/// followed.
public struct HeatingCurve: Sendable {
  /// The means of a day over its time in one regime.
  public struct Point: Sendable, Hashable {
    /// Days since 1 January 1970.
    public let dayNumber: Int
    /// °C.
    public let outdoor: Double
    public let supply: Double
  }

  /// The line through the days of normal heat.
  public struct Line: Sendable, Hashable {
    /// By how much the supply rises for each kelvin colder outdoors, K/K.
    public let slope: Double
    /// The supply at 20 °C outdoors: the foot of the curve, °C.
    public let foot: Double

    /// The supply at an outdoor temperature, °C.
    public func supply(at outdoor: Double) -> Double { foot + slope * (20 - outdoor) }
  }

  /// Days with at least an hour of normal heat, in order; boosts left out.
  public let normal: [Point]
  /// Days with at least an hour of reduced heat, in order.
  public let reduced: [Point]
  public let line: Finding<Line>

  /// Seconds that a day needs in a regime, days that a line needs, and how far apart they lie, K.
  static let leastTime = 3_600
  static let leastDays = 8
  static let leastRange = 4.0

  init(_ history: CircuitHistory, outdoor: [Float], regimes: Regimes) {
    let local = LocalDays(history.window, clock: history.clock)
    func points(_ regime: HeatRegime) -> [Point] {
      Self.points(
        history, outdoor, regimes.spans.filter { $0.regime == regime }.map(\.times), local)
    }
    normal = points(.normal)
    reduced = points(.reduced)
    let sorted = normal.map(\.outdoor).sorted()
    guard normal.count >= Self.leastDays else {
      line = .missing(
        "A heating curve needs \(Self.leastDays) days with an hour of normal heat; there are "
          + "\(normal.count).")
      return
    }
    let range = sorted.quantile(0.9) - sorted.quantile(0.1)
    guard range >= Self.leastRange,
      let line = MedianLine(normal.map { ($0.outdoor, $0.supply) }, apart: 1)
    else {
      line = .missing(
        "The days with heat were too alike outdoors, within \(Quantity.kelvin(range)), for a "
          + "heating curve.")
      return
    }
    self.line = .found(Line(slope: -line.slope, foot: line.value(at: 20)))
  }

  private static func points(
    _ history: CircuitHistory, _ outdoor: [Float], _ times: [Range<Int>], _ local: LocalDays
  ) -> [Point] {
    var supplies = [RunningMean](repeating: RunningMean(), count: local.count)
    var outdoors = supplies
    let grid = SampleGrid(history)
    for range in times {
      local.split(range) { day, part in
        for index in grid.samples(part)
        where history.supply[index].isFinite && outdoor[index].isFinite {
          supplies[day].add(history.supply[index])
          outdoors[day].add(outdoor[index])
        }
      }
    }
    let least = leastTime / history.interval
    return supplies.indices.compactMap { day in
      guard let supply = supplies[day].value(ofAtLeast: least), let outdoor = outdoors[day].value()
      else { return nil }
      return Point(dayNumber: local.dayNumber(day), outdoor: outdoor, supply: supply)
    }
  }
}
