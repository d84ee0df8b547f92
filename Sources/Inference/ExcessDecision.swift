/// The decision of ``ExcessMethod`` on a grid of blocks.
struct ExcessDecision: Sendable {
  private let supply: [Float]
  private let room: [Float]
  private let hand: [HeatState?]?
  /// What is compared with the threshold, K.
  private let signal: [Float]
  private let unheated: [Bool]?
  private let method: ExcessMethod
  /// Excess beyond the threshold that is worth one unit of log-odds, K.
  private let doubt: Float
  /// How many decision intervals a block lasts.
  private let weight: Float
  /// Seconds of a block.
  private let interval: Int
  private let decoder: MinimumDurationDecoder
  private let walk: EdgeWalk

  /// - Parameters:
  ///   - method: The constants.
  ///   - circuit: The circuit.
  ///   - hand: What a person set, block by block; it is kept.
  ///   - signal: What is compared with the method's threshold, K, block by block; nil for the excess of
  ///     the supply over the room.
  ///   - unheated: Blocks that are known not to be heated, whatever the supply.
  init(
    method: ExcessMethod, circuit: PreparedCircuit, hand: [HeatState?]?, signal: [Float]? = nil,
    unheated: [Bool]? = nil
  ) {
    let grid = circuit.grid
    interval = grid.interval
    doubt = circuit.roomStandsIn ? method.doubtWithoutRoom : method.doubt
    self.method = method
    supply = circuit.supply
    room = circuit.room
    self.hand = hand
    self.signal = signal ?? zip(circuit.supply, circuit.room).map { $0 - $1 }
    self.unheated = unheated
    weight = Float(grid.interval) / Float(method.decisionInterval)
    decoder = MinimumDurationDecoder(
      minimumOff: grid.blocks(lasting: method.minimumOff),
      minimumOn: grid.blocks(lasting: method.minimumOn), switchCost: method.switchCost)
    let span = grid.blocks(lasting: method.decaySpan)
    walk = EdgeWalk(
      riseLimit: grid.blocks(lasting: method.longestRise),
      fallLimit: grid.blocks(lasting: method.longestFall),
      decayLimit: grid.blocks(lasting: method.longestDecay),
      steep: method.steep * max(1, weight), noise: method.steep,
      span: span, decay: Float(grid.interval * span) / Float(method.slowestDecay),
      minimumOff: decoder.minimumOff, minimumOn: decoder.minimumOn)
  }

  /// Decides one stretch.
  ///
  /// - Parameters:
  ///   - stretch: Blocks that all have a supply; not empty.
  ///   - tellsOdds: Whether the log-odds are wanted.
  /// - Returns: What was decided.
  func run(over stretch: Range<Int>, tellsOdds: Bool = true) -> DecidedRun {
    let first = stretch.lowerBound
    var evidence = stretch.map { support(of: $0) }
    let clamps = hand?[stretch]
    var on = decoder.decode(evidence[...], hand: clamps)
    let dropped =
      method.rise?.drop(
        from: &on, supply: supply, in: stretch, hand: hand, interval: interval) ?? []
    let edges = edges(of: on, from: first, hand: hand)
    let walked = walk.walk(edges, supply: supply, room: room, hand: hand, in: stretch)
    var run = DecidedRun(stretch: stretch, startsOn: on[0], edges: walked, logOdds: [])
    guard tellsOdds else { return run }
    // No state is surer than its excess is clear: neighbouring samples tell the same thing twice.
    var clarity = stretch.map { abs(signal[$0] - method.threshold) / doubt }
    for (edge, moved) in zip(edges, walked) {
      for k in moved.index - first..<edge.index - first {
        evidence[k] = (edge.rising ? method.walkedEvidence : -method.walkedEvidence) * weight
        clarity[k] = method.walkedClarity
      }
    }
    for block in dropped.joined() {
      evidence[block] = -method.walkedEvidence * weight
      clarity[block] = 1
    }
    var logOdds = decoder.margins(evidence, hand: clamps.map(Array.init))
    for k in logOdds.indices {
      logOdds[k] = min(max(logOdds[k] / max(1, weight), -clarity[k]), clarity[k])
    }
    run.logOdds = logOdds
    return run
  }

  /// What a block says for on or off, a log-likelihood ratio.
  func support(of block: Int) -> Float {
    if unheated?[block] == true { return -method.evidence * weight }
    let beyond = (signal[block] - method.threshold) / method.softness
    guard !beyond.isNaN else { return 0 }
    return min(max(beyond, -1), 1) * method.evidence * weight
  }
}
