/// One way to look at a circuit: what makes its first guess, and what comes of learning from that.
struct PhysicalCandidate: Sendable {
  let subject: PhysicalSubject
  /// What was learnt; nil where the first guess stands.
  private(set) var decision: PhysicalDecision?
  /// The states told without keeping what a person set.
  private(set) var states: [Bool]
  /// What the first guess looks at, K, block by block, and above what it speaks for heat, K; nil for the
  /// excess of the supply over the room and the method's threshold.
  private var signal: [Float]?
  private var threshold: Float?

  /// The first guess that needs no help, and what is learnt from it.
  ///
  /// - Parameters:
  ///   - subject: The circuit.
  ///   - guess: Its first guess.
  init(unaided subject: PhysicalSubject, guess: [Bool]) {
    self.subject = subject
    decision = PhysicalDecision(subject, from: guess, hand: nil, isTaught: false)
    states = decision?.states ?? guess
  }

  /// The mean of what is learnt with the supply's envelope in the room's place and with what that shows
  /// of where the supply comes to rest: the one errs where the other does not. Nil where there was nothing
  /// to learn, or the supply was not seen at rest.
  ///
  /// - Parameter told: The candidate that looked at the envelope.
  init?(alsoByRest told: PhysicalCandidate) {
    let subject = told.subject
    let circuit = subject.circuit
    guard let decision = told.decision,
      let rest = RestTemperature().temperatures(
        supply: circuit.supply, isOn: told.states, stretches: circuit.stretches,
        interval: circuit.grid.interval)
    else { return nil }
    let other = subject.looking(at: circuit.standingIn(rest))
    let guess = other.states(of: other.guess(above: subject.method.aboveRest, hand: nil))
    guard let second = PhysicalDecision(other, from: guess, hand: nil, isTaught: false) else {
      return nil
    }
    self.subject = subject
    let mean = PhysicalDecision(meanOf: decision, second)
    self.decision = mean
    states = mean.states
  }

  /// What is learnt when a person's states are put in the place of those told so far.
  ///
  /// - Parameters:
  ///   - told: A candidate that did not look at them.
  ///   - hand: What the person set.
  init(correcting told: PhysicalCandidate, by hand: [HeatState?]) {
    self = told
    var supposed = told.states
    for k in hand.indices where isSet(hand[k]) { supposed[k] = hand[k] == .on }
    learn(from: supposed, hand)
  }

  /// A first guess by the signal and the threshold that set a person's states apart; nil where no
  /// threshold does.
  ///
  /// - Parameters:
  ///   - subject: The circuit.
  ///   - signal: A reading, K, block by block.
  ///   - lessons: What the person set.
  ///   - hand: The same, block by block.
  init?(
    _ subject: PhysicalSubject, by signal: [Float], lessons: HandLessons, hand: [HeatState?]
  ) {
    guard let threshold = lessons.split(signal) else { return nil }
    self.subject = subject
    self.signal = signal
    self.threshold = threshold
    states = subject.states(of: subject.guess(by: signal, above: threshold, hand: nil))
    learn(
      from: subject.states(of: subject.guess(by: signal, above: threshold, hand: hand)), hand)
  }

  private mutating func learn(from supposed: [Bool], _ hand: [HeatState?]) {
    decision = PhysicalDecision(subject, from: supposed, hand: hand, isTaught: true)
    if let decision { states = decision.keeping(nil).states }
  }

  /// Whether the water is not markedly colder with heat than without: else labels have turned the two
  /// around.
  var isPlausible: Bool {
    var on = (sum: 0.0, count: 0)
    var off = on
    for (excess, isOn) in zip(subject.features.excess, states) where !excess.isNaN {
      if isOn {
        on = (on.sum + Double(excess), on.count + 1)
      } else {
        off = (off.sum + Double(excess), off.count + 1)
      }
    }
    guard on.count > 0, off.count > 0 else { return true }
    return on.sum / Double(on.count) > off.sum / Double(off.count) - Self.leastColder
  }

  /// How much colder the water may be with heat than without, for errors of sensors, K.
  private static let leastColder = 2.0

  /// What it decides of each stretch when what a person set is kept, with log-odds.
  func runs(keeping hand: [HeatState?]?) -> [DecidedRun] {
    if let decision {
      return (hand == nil ? decision : decision.keeping(hand)).runs(hand: hand)
    }
    let guess = guess(keeping: hand)
    return subject.circuit.stretches.map { guess.run(over: $0) }
  }

  /// Its first guess.
  func guess(keeping hand: [HeatState?]?) -> ExcessDecision {
    subject.guess(by: signal, above: threshold, hand: hand)
  }
}
