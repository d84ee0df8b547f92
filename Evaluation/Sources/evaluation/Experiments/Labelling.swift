import Inference

/// What it changes elsewhere that a person labels three ordinary days.
struct Labelling: Sendable {
  let system: String
  let family: Family?
  /// Balanced accuracy outside the days labelled, without and with the labels.
  let before, after: Double

  var change: Double { after - before }

  /// A change that hardly matters.
  static let slight = 0.001
  private static let days = 3
  private static let draws = 3
  /// Least time of either state in an ordinary day, s.
  private static let leastTime = 7200
  private static let day = 86_400

  /// Labels three days chosen by chance, several times over.
  ///
  /// An ordinary day has two hours or more of either state, and a truth for nine tenths of it.
  ///
  /// - Returns: One labelling a draw; none where there are too few such days.
  static func draws(of method: some InferenceMethod, on system: System) -> [Labelling] {
    let ordinary = ordinaryDays(of: system)
    guard ordinary.count > days else { return [] }
    let states = try? method.infer(system.series, meaning: .heat).states
    var random = SplitMix64(seed: UInt64(system.seed ?? 0))
    return (0..<draws).compactMap { _ in
      let labelled = Array(ordinary.shuffled(using: &random).prefix(days))
      var hand = [HeatState?](repeating: nil, count: system.series.supply.count)
      var rest = system.states
      for samples in labelled {
        for k in samples where rest[k] != .unknown { hand[k] = rest[k] }
        for k in samples { rest[k] = .unknown }
      }
      var series = system.series
      series.hand = hand
      let taught = try? method.infer(series, meaning: .heat).states
      let truth = Truth(start: series.start, interval: series.interval, states: rest)
      func balanced(_ states: [HeatState]?) -> Double? {
        Score(
          judged: states ?? [HeatState](repeating: .unknown, count: rest.count),
          start: series.start, interval: series.interval, against: truth
        ).balancedAccuracy
      }
      guard let before = balanced(states), let after = balanced(taught) else { return nil }
      return Labelling(system: system.name, family: system.family, before: before, after: after)
    }
  }

  private static func ordinaryDays(of system: System) -> [Range<Int>] {
    let interval = system.series.interval
    let length = day / interval
    let states = system.states
    let first = (day - system.series.start % day) % day / interval
    return stride(from: first, to: states.count - length + 1, by: length).map { $0..<$0 + length }
      .filter { samples in
        let on = states[samples].count { $0 == .on }
        let off = states[samples].count { $0 == .off }
        return min(on, off) * interval >= leastTime && 10 * (on + off) >= 9 * length
      }
  }
}
