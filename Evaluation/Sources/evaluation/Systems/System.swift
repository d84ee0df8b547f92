import Inference

/// A circuit whose truth is known.
struct System: Sendable {
  /// What it is called, such as `school/north` or `sim/radiators/300s/7/south`.
  let name: String
  /// What it is one of many of, and the seed that it was made from; nil where it stands alone.
  var family: Family?
  var seed: Int?
  let series: CircuitSeries
  let truth: Truth

  /// The truth at the series' samples.
  var states: [HeatState] {
    truth.sampled(start: series.start, interval: series.interval, count: series.supply.count)
  }
}

/// Simulated systems that differ by chance alone.
struct Family: Sendable, Hashable {
  /// What is to be learnt from it.
  enum Nature: Sendable {
    /// A plant of which the method is to tell the state unaided.
    case ordinary
    /// A plant that shows its state badly, for a person to help with.
    case hard
    /// A season that has one state only.
    case oneState
  }

  /// The plant, such as `radiators`.
  let plant: String
  /// The season, the interval and the sensors, such as `300s-supply`.
  let variant: String
  let nature: Nature

  var name: String { "sim/\(plant)/\(variant)" }
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
