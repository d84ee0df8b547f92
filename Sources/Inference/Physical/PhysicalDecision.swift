/// How ``PhysicalMethod`` comes from a first guess to its decision, and what it decided.
struct PhysicalDecision: Sendable {
  /// What was decided of a stretch, and why.
  struct Round: Sendable {
    var stretch: Range<Int>
    var startsOn: Bool
    /// The edges where the evidence changes sides, and where they were walked to.
    var found: [Edge]
    var walked: [Edge]
    /// What looked like heat but never warmed, in blocks from the stretch's first.
    var dropped: [Range<Int>]

    var run: DecidedRun {
      DecidedRun(stretch: stretch, startsOn: startsOn, edges: walked, logOdds: [])
    }
  }

  /// A way to look at the circuit, and what was learnt by it.
  struct View: Sendable {
    let subject: PhysicalSubject
    let regime: LearntRegime
  }

  /// The ways to look at the circuit that were believed, each as much as the others; at least one.
  let views: [View]
  /// The mean over them of how each block would change to the next, were the circuit left alone, K, and of
  /// their evidence, a log-likelihood ratio.
  private let relaxation: [Float]
  private let evidence: [Float]
  /// The decision, a round a stretch.
  let rounds: [Round]
  /// What a stretch of heat must show to be one; nil where a person has shown that it need not.
  private let rise: HeatRise?

  /// Learns from a first guess, decides by what was learnt, and repeats both until the states no longer
  /// change; nil where there is too little to learn from, or learning would make of the guess something
  /// quite different.
  ///
  /// - Parameters:
  ///   - subject: The circuit.
  ///   - guess: The first guess.
  ///   - hand: What a person set; it is kept, and learnt from.
  ///   - isTaught: Whether the guess comes of what a person set, and may be left far behind.
  init?(_ subject: PhysicalSubject, from guess: [Bool], hand: [HeatState?]?, isTaught: Bool) {
    rise = isTaught ? nil : subject.method.seed.rise
    let lesson = Lesson(
      known: subject.known, guessed: guess.trueCount, isTaught: isTaught, of: subject.method)
    var isOn = guess
    var latest: (regime: LearntRegime, rounds: [Round])?
    let count =
      subject.circuit.roomStandsIn ? subject.method.roundsWithoutRoom : subject.method.rounds
    for _ in 0..<count {
      guard lesson.isSound(on: isOn.trueCount) else { return nil }
      // Two regimes at once would take much of the memory.
      latest = nil
      let regime = LearntRegime(of: subject, from: isOn)
      let rounds = Self.decode(
        subject, by: regime.evidence, along: regime.relaxation, rise, hand: hand)
      latest = (regime, rounds)
      let improved = subject.states(of: rounds.map(\.run))
      let changed = improved.differences(from: isOn)
      isOn = improved
      if changed <= lesson.known / 5000 { break }
    }
    guard let latest, lesson.isSound(on: isOn.trueCount) else { return nil }
    views = [View(subject: subject, regime: latest.regime)]
    relaxation = latest.regime.relaxation
    evidence = latest.regime.evidence
    rounds = latest.rounds
  }

  /// The decision by the mean evidence of several decisions on one grid of blocks.
  ///
  /// - Parameters:
  ///   - first: A decision.
  ///   - second: Another, with another view of the room.
  init(meanOf first: PhysicalDecision, _ second: PhysicalDecision) {
    views = first.views + second.views
    let (own, all) = (Float(first.views.count), Float(first.views.count + second.views.count))
    func mean(_ one: [Float], _ other: [Float]) -> [Float] {
      zip(one, other).map { ($0 * own + $1 * (all - own)) / all }
    }
    relaxation = mean(first.relaxation, second.relaxation)
    evidence = mean(first.evidence, second.evidence)
    rise = first.rise
    rounds = Self.decode(
      first.views[0].subject, by: evidence, along: relaxation, rise, hand: nil)
  }

  private init(_ decision: PhysicalDecision, keeping hand: [HeatState?]?) {
    views = decision.views
    relaxation = decision.relaxation
    evidence = decision.evidence
    rise = decision.rise
    rounds = Self.decode(decision.subject, by: evidence, along: relaxation, rise, hand: hand)
  }

  /// The circuit by its first view.
  private var subject: PhysicalSubject { views[0].subject }

  /// The decision by the same evidence, keeping what a person set, or not.
  func keeping(_ hand: [HeatState?]?) -> PhysicalDecision {
    PhysicalDecision(self, keeping: hand)
  }

  /// What was decided, with the posterior of each block.
  ///
  /// - Parameter hand: What a person set.
  /// - Returns: A run a stretch.
  func runs(hand: [HeatState?]?) -> [DecidedRun] {
    rounds.map { round in
      var run = round.run
      run.logOdds = logOdds(of: round, hand: hand)
      return run
    }
  }

  /// Whether each block was decided to be on.
  var states: [Bool] { subject.states(of: rounds.map(\.run)) }

  /// The states of most evidence, their edges walked back along the supply.
  private static func decode(
    _ subject: PhysicalSubject, by evidence: [Float], along relaxation: [Float], _ rise: HeatRise?,
    hand: [HeatState?]?
  ) -> [Round] {
    let circuit = subject.circuit
    let walk = walk(subject, along: relaxation)
    return circuit.stretches.map { stretch in
      var on = subject.decoder.decode(evidence[stretch], hand: hand?[stretch])
      let dropped =
        rise?.drop(
          from: &on, supply: circuit.supply, in: stretch, hand: hand,
          interval: circuit.grid.interval) ?? []
      let found = edges(of: on, from: stretch.lowerBound, hand: hand)
      let walked = walk.walk(
        found, supply: circuit.supply, room: circuit.room, hand: hand, in: stretch)
      return Round(
        stretch: stretch, startsOn: on[0], found: found, walked: walked, dropped: dropped)
    }
  }

  private static func walk(_ subject: PhysicalSubject, along relaxation: [Float]) -> EdgeWalk {
    let grid = subject.circuit.grid
    let seed = subject.method.seed
    let coarseness = Float(grid.interval) / Float(seed.decisionInterval)
    return EdgeWalk(
      riseLimit: grid.blocks(lasting: seed.longestRise),
      fallLimit: grid.blocks(lasting: seed.longestFall),
      decayLimit: grid.blocks(lasting: seed.longestDecay),
      steep: seed.steep * max(1, coarseness), noise: seed.steep, span: 1, decay: 0,
      relaxation: relaxation, minimumOff: subject.decoder.minimumOff,
      minimumOn: subject.decoder.minimumOn)
  }

  /// The posterior of a stretch. Its evidence counts less here than in the decision: the best
  /// sequence is the same for any factor, but how sure it is is not, and neighbours are not
  /// independent. Where an edge was walked, the knee speaks instead.
  private func logOdds(of round: Round, hand: [HeatState?]?) -> [Float] {
    let method = subject.method
    var evidence = self.evidence[round.stretch].map { $0 * method.sureness }
    let first = round.stretch.lowerBound
    for (edge, moved) in zip(round.found, round.walked) {
      for k in moved.index - first..<edge.index - first {
        evidence[k] = (edge.rising ? 1 : -1) * method.walkedEvidence * subject.weight
      }
    }
    for run in round.dropped {
      for k in run { evidence[k] = -method.walkedEvidence * subject.weight }
    }
    var slower = subject.decoder
    slower.switchCost *= Double(method.sureness)
    return DurationPosterior(slower).logOdds(
      consume evidence, hand: hand.map { Array($0[round.stretch]) })
  }
}

/// Whether a circuit can be learnt from the states supposed of it.
private struct Lesson {
  /// Blocks with a supply.
  let known: Int
  /// Blocks on in the first guess.
  let guessed: Int
  let isTaught: Bool
  let leastShare: Double
  let mostGrowth: Double

  init(known: Int, guessed: Int, isTaught: Bool, of method: PhysicalMethod) {
    self.known = known
    self.guessed = guessed
    self.isTaught = isTaught
    leastShare = method.leastShare
    mostGrowth = method.mostGrowth
  }

  /// Whether so many blocks on can be learnt from and believed.
  func isSound(on: Int) -> Bool {
    let rarer = min(on, known - on)
    guard !isTaught else { return rarer > 0 }
    return Double(rarer) > leastShare * Double(known)
      && Double(on) <= mostGrowth * Double(guessed)
      && Double(known - on) <= mostGrowth * Double(known - guessed)
  }
}
