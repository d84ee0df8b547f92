/// What the boosts have in common.
public struct BoostHabit: Sendable, Hashable {
  public let count: Int
  /// Working days that have one, and working days told of that have normal heat.
  public let daysWith: Int
  public let daysHeated: Int
  /// When they begin, seconds since local midnight.
  public let start: ClockSpread
  /// Seconds that they last.
  public let duration: Spread
  /// Median supply, °C, and how much hotter that is than what follows, K.
  public let level: Spread
  public let excess: Spread
}

/// What setbacks of a kind have in common.
public struct SetbackHabit: Sendable, Hashable {
  public let count: Int
  /// Seconds of heat in them.
  public let heat: Int
  /// When they begin and end, seconds since local midnight.
  public let start: ClockSpread
  public let end: ClockSpread
  /// Seconds that they last.
  public let duration: Spread
  /// Mean supply, °C.
  public let level: Spread

  /// - Parameters:
  ///   - setbacks: Setbacks. Nil without any.
  ///   - heat: Seconds of heat in them.
  ///   - time: Tells the seconds since local midnight of an instant.
  init?(_ setbacks: [Setback], heat: Int, time: (Int) -> Int) {
    guard let start = ClockSpread(setbacks.map { time($0.start) }),
      let end = ClockSpread(setbacks.map { time($0.end) }),
      let duration = Spread(setbacks.map { Double($0.duration) }),
      let level = Spread(setbacks.map(\.level))
    else { return nil }
    count = setbacks.count
    self.heat = heat
    (self.start, self.end, self.duration, self.level) = (start, end, duration, level)
  }
}

/// The supply's level in one regime.
public struct RegimeLevel: Sendable, Hashable {
  /// Seconds of heat in it.
  public let duration: Int
  /// Tenth and ninetieth percentile and median of the supply temperature, °C.
  public let low: Double
  public let median: Double
  public let high: Double

  /// - Parameters:
  ///   - duration: Seconds of heat.
  ///   - supplies: Supply temperatures, °C. Nil where none was recorded.
  init?(duration: Int, _ supplies: [Double]) {
    let sorted = supplies.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    self.duration = duration
    (low, median, high) = (sorted.quantile(0.1), sorted.quantile(0.5), sorted.quantile(0.9))
  }
}
