import Inference

/// A part taken out of the method, or a sensor out of its input, to see what it earns.
struct Ablation: Sendable {
  let name: String
  let remove: @Sendable (inout PhysicalMethod, inout CircuitSeries) -> Void

  /// The method without it.
  var contender: Contender {
    Contender(name) { system in
      var method = PhysicalMethod()
      var series = system.series
      remove(&method, &series)
      let inferred = try method.infer(series, meaning: .heat)
      return Contender.Verdict(states: inferred.states, confidence: inferred.confidence)
    }
  }

  private init(
    _ name: String,
    _ remove: @escaping @Sendable (inout PhysicalMethod, inout CircuitSeries) -> Void
  ) {
    self.name = name
    self.remove = remove
  }

  private init(part name: String, _ remove: @escaping @Sendable (inout PhysicalMethod) -> Void) {
    self.init(name) { method, _ in remove(&method) }
  }

  private init(sensor name: String, _ remove: @escaping @Sendable (inout CircuitSeries) -> Void) {
    self.init(name) { _, series in remove(&series) }
  }

  /// What is taken out, one at a time; the first is the whole method.
  static let all = [
    Ablation(part: "nothing") { _ in },
    Ablation(part: "learning (the first guess)") {
      $0.rounds = 0
      $0.roundsWithoutRoom = 0
    },
    Ablation(part: "repeated learning (one round)") {
      $0.rounds = 1
      $0.roundsWithoutRoom = 1
    },
    Ablation(part: "walk back (one block at most)") {
      $0.seed.longestRise = 0
      $0.seed.longestFall = 0
      $0.seed.longestDecay = 0
    },
    Ablation(part: "minimum durations") {
      $0.minimumOff = 1
      $0.minimumOn = 1
    },
    Ablation(part: "cost of a switch") { $0.switchCost = 0 },
    Ablation(part: "relief on coarse grids") { $0.relief = 0 },
    Ablation(part: "weight of the evidence") { $0.evidence = 1 },
    Ablation(part: "doubtful lessons left out") { $0.clearSurplus = .infinity },
    Ablation(part: "held water left out") { $0.leastDecay = -.infinity },
    Ablation(part: "heat must warm") { $0.seed.rise = nil },
    Ablation(part: "second look, by rest") { $0.aboveRest = .infinity },
    Ablation(part: "guard against running away") {
      $0.leastShare = 0
      $0.mostGrowth = .infinity
    },
    Ablation(part: "return's evidence") { $0.returnWeight = 0 },
    Ablation(sensor: "sensor: return") { $0.return = nil },
    Ablation(sensor: "sensors: rooms") { $0.indoor = [] },
    Ablation(sensor: "sensor: outdoor") { $0.outdoor = nil },
    Ablation(sensor: "sensor: plant room") { $0.plantRoom = nil },
  ]
}
