import Inference

/// A circuit whose truth is known.
struct System: Sendable {
  /// What it is called, such as `school/north` or `sim/radiators/300s/7/south`.
  let name: String
  /// What it is one of many of, and which; nil where it stands alone.
  var family: Family?
  var seed: Int?
  let series: CircuitSeries
  let truth: Truth

  /// The truth at the series' samples.
  var states: [HeatState] {
    truth.sampled(start: series.start, interval: series.interval, count: series.supply.count)
  }
}

/// Systems of one kind, to be judged by their worst and their median.
struct Family: Sendable, Hashable {
  /// What is to be learnt from it.
  enum Nature: Sendable {
    /// A plant of which the method is to tell the state unaided.
    case ordinary
    /// A plant that shows its state badly, for a person to help with.
    case hard
    /// A season that has one state only.
    case oneState
    /// Short stretches of a measured system, each told alone.
    case excerpt
  }

  /// What the names of its systems begin with, such as `sim/radiators/300s-supply`.
  let name: String
  /// What it shares with families of other plants: season, interval and sensors, such as
  /// `300s-supply`.
  let variant: String
  let nature: Nature
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
