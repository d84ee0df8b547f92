/// The decision of ``PhysicalMethod`` on a grid of blocks.
struct PhysicalDecision: Sendable {
  /// What a round decided of a stretch, and why.
  private struct Round {
    var stretch: Range<Int>
    var startsOn: Bool
    /// The edges where the evidence changes sides, and where they were walked to.
    var found: [Edge]
    var walked: [Edge]
    /// A log-likelihood ratio a block.
    var evidence: [Float]
  }

  private let method: PhysicalMethod
  private let circuit: PreparedCircuit
  private let features: CoolingFeatures
  private let back: ReturnTemperature?
  private let decoder: MinimumDurationDecoder
  /// What the evidence of a block is multiplied by: blocks close in time tell the same thing twice.
  private let weight: Float
  private let seed: ExcessDecision
  /// The first guess.
  private let guess: [DecidedRun]

  init(method: PhysicalMethod, circuit: PreparedCircuit, sensors: SurroundingSensors) {
    self.method = method
    self.circuit = circuit
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
    let seed = ExcessDecision(method: method.seed, circuit: circuit, unheated: back?.unheated)
    self.seed = seed
    guess = circuit.stretches.map { seed.run(over: $0, tellsOdds: false) }
  }

  /// Whether the first guess is one state all the time or nearly so, what a person set apart.
  func guessIsOneState(_ state: HeatState) -> Bool {
    var own = 0
    var all = 0
    for run in guess {
      run.forEachState { block, isOn in
        guard !isSet(circuit.hand?[block]) else { return }
        all += 1
        if isOn == (state == .on) { own += 1 }
      }
    }
    return 100 * (all - own) <= all
  }

  /// Decides all stretches.
  ///
  /// Where there is too little to learn from, or learning would make of the first guess something quite
  /// different, the first guess stands.
  func runs() -> [DecidedRun] {
    let rounds = learnt()
    guard !rounds.isEmpty else { return circuit.stretches.map { seed.run(over: $0) } }
    return rounds.map { round in
      var run = run(of: round)
      run.logOdds = logOdds(of: round)
      return run
    }
  }

  /// Whether a return temperature was given but told nothing of the states decided.
  func returnIsSilent(on runs: [DecidedRun]) -> Bool {
    guard let back, back.unheated == nil else { return false }
    let isOn = states { for run in runs { run.forEachState($0) } }
    return isOn.contains(true) && !back.setsApart(isOn)
  }

  /// The last round of learning; empty where the first guess is to stand.
  private func learnt() -> [Round] {
    var isOn = states { for run in guess { run.forEachState($0) } }
    let known = circuit.stretches.reduce(0) { $0 + $1.count }
    let guessed = isOn.count { $0 }
    var rounds: [Round] = []
    for _ in 0..<method.rounds where isLesson(on: isOn.count { $0 }, guessed: guessed, of: known) {
      rounds = improved(from: isOn)
      let improved = states { for round in rounds { self.run(of: round).forEachState($0) } }
      let changed = zip(improved, isOn).count { $0 != $1 }
      isOn = improved
      if changed <= known / 5000 { break }
    }
    return isLesson(on: isOn.count { $0 }, guessed: guessed, of: known) ? rounds : []
  }

  /// Whether so many blocks on, of those with a supply, can be learnt from and believed.
  private func isLesson(on: Int, guessed: Int, of known: Int) -> Bool {
    let rarer = min(on, known - on)
    guard !isTaught else { return rarer > 0 }
    return Double(rarer) > method.leastShare * Double(known)
      && Double(on) <= method.mostGrowth * Double(guessed)
      && Double(known - on) <= method.mostGrowth * Double(known - guessed)
  }

  /// Whether a person has shown both states.
  private var isTaught: Bool {
    guard let hand = circuit.hand else { return false }
    return hand.contains(.on) && hand.contains(.off)
  }

  private func states(_ paint: ((Int, Bool) -> Void) -> Void) -> [Bool] {
    var isOn = [Bool](repeating: false, count: circuit.supply.count)
    paint { isOn[$0] = $1 }
    return isOn
  }

  private func run(of round: Round) -> DecidedRun {
    DecidedRun(
      stretch: round.stretch, startsOn: round.startsOn, edges: round.walked, logOdds: [])
  }

  /// Learns from the states supposed, and decides anew.
  private func improved(from isOn: [Bool]) -> [Round] {
    let law = RelaxationLaw(
      from: features, where: isOn.map { !$0 },
      largestChange: max(0.5, Float(circuit.grid.interval) / 1800))
    let relaxation = law.changes(of: features)
    let evidence = evidence(law, relaxation, isOn)
    let walk = walk(along: relaxation)
    return circuit.stretches.map { stretch in
      let own = Array(evidence[stretch])
      let on = decoder.decode(own, hand: circuit.hand.map { Array($0[stretch]) })
      let found = edges(of: on, from: stretch.lowerBound, hand: circuit.hand)
      let walked = walk.walk(
        found, supply: circuit.supply, room: circuit.room, hand: circuit.hand, in: stretch)
      return Round(
        stretch: stretch, startsOn: on[0], found: found, walked: walked, evidence: own)
    }
  }

  private func walk(along relaxation: [Float]) -> EdgeWalk {
    let grid = circuit.grid
    let coarseness = Float(grid.interval) / Float(method.seed.decisionInterval)
    return EdgeWalk(
      riseLimit: grid.blocks(lasting: method.seed.longestRise),
      fallLimit: grid.blocks(lasting: method.seed.longestFall),
      decayLimit: grid.blocks(lasting: method.seed.longestDecay),
      steep: method.seed.steep * max(1, coarseness), noise: method.seed.steep, span: 1, decay: 0,
      relaxation: relaxation, minimumOff: decoder.minimumOff, minimumOn: decoder.minimumOn)
  }

  /// What each block says for on or off, learnt from the states supposed.
  ///
  /// A block supposed off that clearly did not cool, though the law says that it should have, teaches
  /// nothing: the first guess goes back too far along a supply that is slowly turned down.
  private func evidence(
    _ law: RelaxationLaw, _ relaxation: [Float], _ isOn: [Bool]
  ) -> [Float] {
    var cells = [UInt16](repeating: EvidenceTable.none, count: isOn.count)
    var lessons = cells
    for k in isOn.indices where !features.change[k].isNaN {
      let excess = features.excess[k]
      let spread = law.spread(at: excess)
      let surplus = (features.change[k] - relaxation[k]) / spread
      cells[k] = EvidenceCells.cell(surplus: surplus, excess: excess)
      let isClear =
        surplus > method.clearSurplus && -relaxation[k] > method.clearSurplus * spread
        && excess > method.clearExcess
      if isOn[k] || !isClear { lessons[k] = cells[k] }
    }
    let table = EvidenceTable(
      rows: EvidenceCells.surpluses, columns: EvidenceCells.excesses, cells: lessons, isOn: isOn,
      weight: weight)
    var evidence = cells.map { table[$0] }
    // Water no warmer than the room heats nothing.
    for k in evidence.indices where features.excess[k] <= 0 { evidence[k] = min(evidence[k], 0) }
    back?.add(to: &evidence, isOn: isOn, weight: weight, returnWeight: method.returnWeight)
    return evidence
  }

  /// The posterior of a stretch. Its evidence counts less here than in the decision: the best
  /// sequence is the same for any factor, but how sure it is is not, and neighbours are not
  /// independent. Where an edge was walked, the knee speaks instead.
  private func logOdds(of round: Round) -> [Float] {
    var evidence = round.evidence.map { $0 * method.sureness }
    let first = round.stretch.lowerBound
    for (edge, moved) in zip(round.found, round.walked) {
      for k in moved.index - first..<edge.index - first {
        evidence[k] = (edge.rising ? 1 : -1) * method.walkedEvidence * weight
      }
    }
    var slower = decoder
    slower.switchCost *= Double(method.sureness)
    return DurationPosterior(slower).logOdds(
      evidence, hand: circuit.hand.map { Array($0[round.stretch]) })
  }
}
