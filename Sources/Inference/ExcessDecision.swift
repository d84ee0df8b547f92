/// The decision of ``ExcessMethod`` on a grid of blocks.
struct ExcessDecision: Sendable {
  /// What was decided over a stretch.
  struct Run: Sendable {
    /// The state before the first edge.
    var startsOn: Bool
    /// The edges, at the knee or foot unless pinned.
    var edges: [Edge]
    /// Log-odds of on, block by block.
    var logOdds: [Float]
  }

  let supply: [Float]
  private let room: [Float]
  private let hand: [HeatState?]?
  private let method: ExcessMethod
  /// Excess beyond the threshold that is worth one unit of log-odds, K.
  private let doubt: Float
  /// How many decision intervals a block lasts.
  private let weight: Float
  private let decoder: MinimumDurationDecoder
  private let walk: EdgeWalk

  init(
    method: ExcessMethod, grid: DecisionGrid, supply: [Float], room: [Float],
    hand: [HeatState?]?, doubt: Float
  ) {
    self.doubt = doubt
    self.method = method
    self.supply = supply
    self.room = room
    self.hand = hand
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
  /// - Parameter stretch: Blocks that all have a supply; not empty.
  /// - Returns: What was decided.
  func run(over stretch: Range<Int>) -> Run {
    let first = stretch.lowerBound
    var evidence = stretch.map { support(of: $0) }
    let clamps = hand.map { Array($0[stretch]) }
    let on = decoder.decode(evidence, hand: clamps)
    var edges: [Edge] = []
    for k in 1..<max(1, on.count) where on[k] != on[k - 1] {
      let pinned = isSet(clamps?[k]) || isSet(clamps?[k - 1])
      edges.append(Edge(index: first + k, rising: on[k], pinned: pinned))
    }
    let walked = walk.walk(edges, supply: supply, room: room, hand: hand, in: stretch)
    // No state is surer than its excess is clear: neighbouring samples tell the same thing twice.
    var clarity = stretch.map { abs(supply[$0] - room[$0] - method.threshold) / doubt }
    for (edge, moved) in zip(edges, walked) {
      for k in moved.index - first..<edge.index - first {
        evidence[k] = (edge.rising ? method.walkedEvidence : -method.walkedEvidence) * weight
        clarity[k] = .infinity
      }
    }
    var logOdds = decoder.margins(evidence, hand: clamps)
    for k in logOdds.indices {
      logOdds[k] = min(max(logOdds[k] / max(1, weight), -clarity[k]), clarity[k])
    }
    return Run(startsOn: on[0], edges: walked, logOdds: logOdds)
  }

  private func support(of block: Int) -> Float {
    let beyond = (supply[block] - room[block] - method.threshold) / method.softness
    return min(max(beyond, -1), 1) * method.evidence * weight
  }
}
