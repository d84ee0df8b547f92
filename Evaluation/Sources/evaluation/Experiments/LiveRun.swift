import Inference

/// How well the newest states are told when nothing is known of what follows.
struct LiveRun: Sendable {
  /// How often the states of the truth were told.
  struct Tally: Sendable {
    var on = 0
    var rightOn = 0
    var off = 0
    var rightOff = 0

    var balancedAccuracy: Double? {
      on > 0 && off > 0
        ? (Double(rightOn) / Double(on) + Double(rightOff) / Double(off)) / 2 : nil
    }

    static func += (sum: inout Tally, other: Tally) {
      sum.on += other.on
      sum.rightOn += other.rightOn
      sum.off += other.off
      sum.rightOff += other.rightOff
    }
  }

  /// Ages of the states asked for, s.
  static let ages = [0, 900, 1800, 3600, 7200, 21_600, 43_200]
  /// Prefixes of a series.
  static let prefixes = 40
  /// Shortest prefix, s.
  private static let shortest = 14 * 86_400
  /// Age beyond which a state is expected to be that of the full run, s.
  static let settled = 43_200

  let system: String
  let family: Family?
  let contender: String
  /// One for each of ``ages``.
  var tallies = [Tally](repeating: Tally(), count: ages.count)
  /// States older than ``settled``, and those of them that the full run tells otherwise.
  var old = 0
  var changed = 0

  /// Runs a method on prefixes that end at instants chosen by chance.
  ///
  /// - Returns: nil where the series is too short for it.
  init?(_ method: some InferenceMethod, on system: System) {
    let series = system.series
    let truth = system.states
    let least = Self.shortest / series.interval
    guard truth.count > 2 * least else { return nil }
    // What a method refuses is unknown.
    func states(of series: CircuitSeries) -> [HeatState] {
      (try? method.infer(series, meaning: .heat).states)
        ?? [HeatState](repeating: .unknown, count: series.supply.count)
    }
    self.system = system.name
    family = system.family
    contender = method.name
    let full = states(of: series)
    var random = SplitMix64(seed: UInt64(system.seed ?? 0))
    let ends = (least..<truth.count).filter { truth[$0] != .unknown }
    for _ in 0..<Self.prefixes {
      guard let last = ends.randomElement(using: &random) else { return nil }
      let states = states(of: series.excerpt(0..<last + 1))
      for (index, age) in Self.ages.enumerated() where age % series.interval == 0 {
        let k = last - age / series.interval
        // What nobody can tell, for want of a supply, is left out.
        switch full[k] == .unknown ? .unknown : truth[k] {
        case .on:
          tallies[index].on += 1
          if states[k] == .on { tallies[index].rightOn += 1 }
        case .off:
          tallies[index].off += 1
          if states[k] == .off { tallies[index].rightOff += 1 }
        case .unknown: break
        }
      }
      for k in 0..<last - Self.settled / series.interval {
        old += 1
        if states[k] != full[k] { changed += 1 }
      }
    }
  }
}
