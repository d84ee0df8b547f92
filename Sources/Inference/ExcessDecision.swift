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
  /// How many decision intervals a block lasts.
  private let weight: Float
  private let decoder: MinimumDurationDecoder
  private let walk: EdgeWalk

  init(
    method: ExcessMethod, grid: DecisionGrid, supply: [Float], room: [Float], hand: [HeatState?]?
  ) {
    self.method = method
    self.supply = supply
    self.room = room
    self.hand = hand
    weight = Float(grid.interval) / Float(method.decisionInterval)
    decoder = MinimumDurationDecoder(
      minimumOff: grid.blocks(lasting: method.minimumOff),
      minimumOn: grid.blocks(lasting: method.minimumOn), switchCost: method.switchCost)
    walk = EdgeWalk(
      riseLimit: grid.blocks(lasting: method.longestRise),
      fallLimit: grid.blocks(lasting: method.longestFall),
      decayLimit: grid.blocks(lasting: method.longestDecay),
      steep: method.steep * max(1, weight), noise: method.steep,
      decay: Float(grid.interval) / Float(method.slowestDecay),
      bendSpan: grid.blocks(lasting: 3600), bend: 0.8,
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
    for (edge, moved) in zip(edges, walked) {
      for k in moved.index..<edge.index {
        evidence[k - first] = edge.rising ? method.evidence * weight : -method.evidence * weight
      }
    }
    var logOdds = decoder.margins(evidence, hand: clamps)
    for k in stretch {
      let local = (supply[k] - room[k] - method.threshold) / method.doubt
      let limit = abs(local)
      logOdds[k - first] = min(max(logOdds[k - first], -limit), limit)
    }
    return Run(startsOn: on[0], edges: walked, logOdds: logOdds)
  }

  private func support(of block: Int) -> Float {
    let beyond = (supply[block] - room[block] - method.threshold) / method.softness
    return min(max(beyond, -1), 1) * method.evidence * weight
  }
}
