/// What was decided over a stretch of blocks that all have a supply.
struct DecidedRun: Sendable {
  /// The blocks; not empty.
  var stretch: Range<Int>
  /// The state before the first edge.
  var startsOn: Bool
  /// The edges in blocks, in order, at the knee or foot unless pinned.
  var edges: [Edge]
  /// Log-odds of on, block by block.
  var logOdds: [Float]

  /// Calls back with each run of blocks of one state, in order.
  func forEachRun(_ body: (_ blocks: Range<Int>, _ isOn: Bool) -> Void) {
    var first = stretch.lowerBound
    var isOn = startsOn
    for edge in edges where edge.index < stretch.upperBound {
      if edge.index > first { body(first..<edge.index, isOn) }
      first = max(first, edge.index)
      isOn = edge.rising
    }
    body(first..<stretch.upperBound, isOn)
  }
}

/// Where the states of a decoded stretch change.
///
/// - Parameters:
///   - on: Whether each block of the stretch is on.
///   - first: The stretch's first block.
///   - hand: What a person set, block by block of the whole series.
/// - Returns: The edges; one that begins where a block set by a person ends is pinned, for a way back
///   would lead into it.
func edges(of on: [Bool], from first: Int, hand: [HeatState?]?) -> [Edge] {
  var edges: [Edge] = []
  for k in 1..<max(1, on.count) where on[k] != on[k - 1] {
    let pinned = isSet(hand?[first + k - 1])
    edges.append(Edge(index: first + k, rising: on[k], pinned: pinned))
  }
  return edges
}

extension Inferred {
  /// The states of the samples, from what was decided of the blocks.
  ///
  /// - Parameters:
  ///   - runs: One for each stretch of the circuit.
  ///   - circuit: The circuit.
  ///   - placement: Places the edges among the samples.
  init(_ runs: [DecidedRun], of circuit: PreparedCircuit, placement: EdgePlacement) {
    let supply = circuit.samples
    self.init(
      states: [HeatState](repeating: .unknown, count: supply.count),
      confidence: [Float](repeating: 0, count: supply.count), notes: circuit.notes)
    for run in runs { fill(run, of: circuit, placement) }
  }

  private mutating func fill(
    _ run: DecidedRun, of circuit: PreparedCircuit, _ placement: EdgePlacement
  ) {
    let supply = circuit.samples
    let edges = placement.place(run.edges, along: supply, in: run.stretch)
    let end = circuit.grid.samples(of: run.stretch.upperBound - 1).upperBound
    var first = circuit.grid.samples(of: run.stretch.lowerBound).lowerBound
    var isOn = run.startsOn
    for edge in edges where edge.index < end {
      fill(first..<max(first, edge.index), isOn, run, circuit)
      first = max(first, edge.index)
      isOn = edge.rising
    }
    fill(first..<end, isOn, run, circuit)
  }

  /// Gives samples a state, each with the confidence of its block.
  private mutating func fill(
    _ samples: Range<Int>, _ isOn: Bool, _ run: DecidedRun, _ circuit: PreparedCircuit
  ) {
    let start = circuit.grid.samples(of: run.stretch.lowerBound).lowerBound
    let perBlock = circuit.grid.samplesPerBlock
    var first = samples.lowerBound
    while first < samples.upperBound {
      // A sample's state is read off the one before, as the edges are.
      let block = max(first - 1, start) / perBlock
      let end = min(samples.upperBound, (block + 1) * perBlock + 1)
      let oddsOn = run.logOdds[block - run.stretch.lowerBound]
      // What may be in another unit is not told with any sureness.
      let sure = circuit.isUnitDoubtful ? 0.5 : probability(isOn ? oddsOn : -oddsOn)
      for k in first..<end where !circuit.samples[k].isNaN {
        states[k] = isOn ? .on : .off
        confidence[k] = sure
      }
      first = end
    }
  }

  /// Brings the states of the delivery of heat to what they are to mean, puts back what a person has
  /// set, whatever its length, and remarks on the whole.
  ///
  /// - Parameters:
  ///   - series: The temperatures and the hand-set states.
  ///   - meaning: What "on" is to mean.
  ///   - longestPause: A pause this long means that the circulator stopped, s.
  mutating func complete(_ series: CircuitSeries, meaning: Meaning, longestPause: Int) {
    if meaning == .pump {
      PumpMeaning(longestPause: longestPause).apply(
        to: &states, &confidence, interval: series.interval)
    }
    keep(series.hand)
    addRemarks(on: series)
  }

  private mutating func keep(_ hand: [HeatState?]?) {
    guard let hand else { return }
    for k in hand.indices {
      guard let state = hand[k] else { continue }
      states[k] = state
      confidence[k] = state == .unknown ? 0 : 1
    }
  }

  private mutating func addRemarks(on series: CircuitSeries) {
    let on = states.count { $0 == .on }
    let off = states.count { $0 == .off }
    if on == 0, off > 0 { notes.append("No heat was found: off wherever the state is known.") }
    if off == 0, on > 0 { notes.append("No pause was found: on wherever the state is known.") }
    guard let back = series.return else { return }
    var sum = 0.0
    var count = 0
    for k in states.indices where states[k] == .on {
      let difference = Double(back[k]) - Double(series.supply[k])
      guard difference.isFinite, abs(difference) < 100 else { continue }
      sum += difference
      count += 1
    }
    if count > 0, sum / Double(count) > 1 {
      notes.append(
        "The return is warmer than the supply while heat is on; the two may be swapped.")
    }
  }
}

/// The logistic function, never below one half: a state that is kept is not called less likely than
/// its opposite.
private func probability(_ logOdds: Float) -> Float {
  1 / (1 + exponential(-max(0, logOdds)))
}
