import Inference

/// A way to tell the state of a system, to be judged.
struct Contender: Sendable {
  /// A short name for the table.
  let name: String
  /// Whether it is a method of the project.
  var isProject = false
  /// Tells the states; a confidence of each where the way has one; nil where it does not apply.
  let judge: @Sendable (System) throws -> Verdict?

  /// What it says of a system.
  struct Verdict {
    var states: [HeatState]
    /// 0 to 1; nil for a way that does not say.
    var confidence: [Float]?
    var notes: [String] = []
    /// Processor time, where it is spent in another process.
    var seconds: Double?
  }

  init(_ name: String, _ judge: @escaping @Sendable (System) throws -> Verdict?) {
    self.name = name
    self.judge = judge
  }

  /// A method of the project.
  init(_ method: some InferenceMethod) {
    self.init(method.name) { system in
      let inferred = try method.infer(system.series, meaning: .heat)
      return Verdict(
        states: inferred.states, confidence: inferred.confidence, notes: inferred.notes)
    }
    isProject = true
  }

  /// Always on.
  static let ones = Contender("ones") { system in
    Verdict(states: [HeatState](repeating: .on, count: system.series.supply.count))
  }

  /// On above the supply temperature that suits the truth best.
  static let supplyOracle = Contender("supply oracle") { system in
    threshold(system.series.supply, against: system.states)
  }

  /// On above the difference of supply and return that suits the truth best.
  static let differenceOracle = Contender("difference oracle") { system in
    guard let back = system.series.return else { return nil }
    return threshold(zip(system.series.supply, back).map(-), against: system.states)
  }

  private static func threshold(_ values: [Float], against truth: [HeatState]) -> Verdict? {
    guard let limit = bestThreshold(of: values, against: truth) else { return nil }
    return Verdict(states: values.map { $0.isNaN ? .unknown : $0 > limit ? .on : .off })
  }
}

/// The threshold with the best balanced accuracy, on being above it: no rule of this kind can do
/// better, for it has seen the truth.
///
/// - Parameters:
///   - values: A value a sample, NaN where there is none.
///   - truth: As many states.
/// - Returns: The threshold, or nil where the truth does not have both states.
func bestThreshold(of values: [Float], against truth: [HeatState]) -> Float? {
  let known = zip(values, truth).filter { !$0.isNaN && $1 != .unknown }.sorted { $0.0 < $1.0 }
  let on = Double(known.count { $0.1 == .on })
  let off = Double(known.count) - on
  guard on > 0, off > 0 else { return nil }
  var best = (share: 1.0, threshold: -Float.infinity)
  var below = (on: 0.0, off: 0.0)
  for (index, (value, state)) in known.enumerated() {
    if state == .on { below.on += 1 } else { below.off += 1 }
    // A threshold lies between two values that differ.
    if index + 1 < known.count, known[index + 1].0 == value { continue }
    let share = (on - below.on) / on + below.off / off
    if share > best.share { best = (share, value) }
  }
  return best.threshold
}
