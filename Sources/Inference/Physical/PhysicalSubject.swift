/// A circuit as ``PhysicalMethod`` looks at it: its features, what its return tells, and how its states
/// are decoded. What a person set is no part of it.
struct PhysicalSubject: Sendable {
  let method: PhysicalMethod
  let circuit: PreparedCircuit
  private let sensors: SurroundingSensors
  let features: CoolingFeatures
  let back: ReturnTemperature?
  let decoder: MinimumDurationDecoder
  /// What the evidence of a block is multiplied by: blocks close in time tell the same thing twice.
  let weight: Float

  init(method: PhysicalMethod, circuit: PreparedCircuit, sensors: SurroundingSensors) {
    self.method = method
    self.circuit = circuit
    self.sensors = sensors
    features = CoolingFeatures(
      supply: circuit.supply, room: circuit.room,
      surroundings: (sensors.outdoor, sensors.plantRoom), interval: circuit.grid.interval)
    back = sensors.back.map { ReturnTemperature(supply: circuit.supply, back: $0) }
    let grid = circuit.grid
    let coarseness = max(1, Float(grid.interval) / Float(method.seed.decisionInterval))
    weight = min(1, method.evidence * coarseness.squareRoot())
    decoder = MinimumDurationDecoder(
      minimumOff: grid.blocks(lasting: method.minimumOff),
      minimumOn: grid.blocks(lasting: method.minimumOn),
      switchCost: max(1, method.switchCost - method.relief * Double(logarithm(coarseness))))
  }

  /// The same with another view of the room.
  func looking(at circuit: PreparedCircuit) -> PhysicalSubject {
    PhysicalSubject(method: method, circuit: circuit, sensors: sensors)
  }

  /// How many blocks have a supply.
  var known: Int { circuit.stretches.reduce(0) { $0 + $1.count } }

  /// A first guess: on where a signal stays above a threshold.
  ///
  /// - Parameters:
  ///   - signal: What to look at, K, block by block; nil for the excess of the supply over the room.
  ///   - threshold: Above which it speaks for heat, K; nil for the method's.
  ///   - hand: What a person set.
  /// - Returns: The guess, a decision of its own.
  func guess(
    by signal: [Float]? = nil, above threshold: Float? = nil, hand: [HeatState?]?
  ) -> ExcessDecision {
    var seed = method.seed
    if let threshold { seed.threshold = threshold }
    // Another signal may tell of heat where the supply does not rise with it.
    if signal != nil { seed.rise = nil }
    return ExcessDecision(
      method: seed, circuit: circuit, hand: hand, signal: signal ?? features.excess,
      unheated: back?.unheated)
  }

  /// Whether each block is on, as decided runs have it; off where nothing is known.
  func states(of runs: [DecidedRun]) -> [Bool] {
    var isOn = [Bool](repeating: false, count: circuit.supply.count)
    isOn.withUnsafeMutableBufferPointer { isOn in
      for run in runs { run.forEachRun { isOn[$0].update(repeating: $1) } }
    }
    return isOn
  }

  /// The same of a first guess.
  func states(of guess: ExcessDecision) -> [Bool] {
    states(of: circuit.stretches.map { guess.run(over: $0, tellsOdds: false) })
  }

  /// Whether a circuit is told to be in one state all the time or nearly so.
  func isOne(_ state: HeatState, _ isOn: [Bool]) -> Bool {
    let on = isOn.trueCount
    return 100 * (state == .on ? known - on : on) <= known
  }

  /// Whether water supposed off falls as what is left alone does, and comes to rest at much the same
  /// distance above the room, no hotter than a leaking valve or a sensor's error makes it: a regulated
  /// reduction follows the outside instead.
  func rests(_ isOn: [Bool]) -> Bool {
    guard FreeDecay.fallsAtOnce(circuit.supply, isOn, in: circuit.stretches, circuit.grid.interval)
    else { return false }
    let above = RestTemperature().rests(
      supply: circuit.supply, isOn: isOn, stretches: circuit.stretches,
      interval: circuit.grid.interval
    ).map { $0.temperature - circuit.room[$0.block] }
    guard let low = quantile(0.1, of: above[...]), let high = quantile(0.9, of: above[...]) else {
      return false
    }
    return high <= method.warmestRest && high - low <= method.restSpread
  }

  /// Whether a return temperature was given but told nothing of the states decided.
  func returnIsSilent(on runs: [DecidedRun]) -> Bool {
    guard let back, back.unheated == nil else { return false }
    let isOn = states(of: runs)
    return isOn.contains(true) && !back.setsApart(isOn)
  }
}
