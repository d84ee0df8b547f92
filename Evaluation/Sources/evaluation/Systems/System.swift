import Inference

/// A circuit whose truth is known.
struct System: Sendable {
  /// What it is called, such as `school/north` or `sim/school/300s/7/south`.
  let name: String
  /// The family that it is one of many of, such as `sim/school/300s`; nil where it stands alone.
  var family: String?
  let series: CircuitSeries
  let truth: Truth

  /// The truth at the series' samples.
  var states: [HeatState] {
    truth.sampled(start: series.start, interval: series.interval, count: series.supply.count)
  }
}

/// Systems that are made together, when their turn comes.
struct Source: Sendable {
  /// What the names of its systems begin with.
  let name: String
  let make: @Sendable () throws -> [System]

  /// Its systems whose names begin with one of some texts; all of them where there are none.
  func systems(only prefixes: [String]) throws -> [System] {
    try make().filter { system in
      prefixes.isEmpty || prefixes.contains { system.name.hasPrefix($0) }
    }
  }

  /// Whether it may have a system whose name begins with one of some texts.
  func mayMatch(_ prefixes: [String]) -> Bool {
    prefixes.isEmpty || prefixes.contains { name.hasPrefix($0) || $0.hasPrefix(name) }
  }
}
