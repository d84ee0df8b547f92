/// Tells heat from the excess of the supply over the room: on where it is above a threshold for long
/// enough, the edges moved back to where the supply's curve broke.
///
/// Steps, each in a file of its own: short gaps are bridged; the excess is turned into evidence; the
/// best sequence of on and off that keeps minimum durations is found
/// (``MinimumDurationDecoder``); each edge is walked back along the supply to its knee or foot
/// (``EdgeWalk``); what a person has set is kept. Durations are in seconds, so that any interval
/// works: below ``decisionInterval`` samples are averaged for the decision and only the edges placed
/// among them.
public struct ExcessMethod: InferenceMethod {
  public let name = "excess"

  /// Excess of the supply over the room above which the water is held to be heated, K.
  public var threshold: Float = 7
  /// Distance from the threshold at which the evidence is complete, K.
  public var softness: Float = 1
  /// Evidence of one ``decisionInterval`` far from the threshold, a log-likelihood ratio.
  public var evidence: Float = 3
  /// Cost of a switch, in the unit of the evidence.
  public var switchCost = 6.0
  /// Shortest time off, s.
  public var minimumOff = 1800
  /// Shortest time on, s.
  public var minimumOn = 900
  /// How far the edge may be moved back where heat goes off, s.
  public var longestFall = 7200
  /// How far the edge may be moved back where heat comes on, s.
  public var longestRise = 3600
  /// Change of the supply in one ``decisionInterval`` that counts as moving, K: between one and two
  /// steps of the usual sensor, so that rounding cannot decide.
  public var movement: Float = 0.15
  /// Samples finer than this are averaged for the decision, s.
  public var decisionInterval = 300
  /// Longest gap in a temperature that is bridged by a straight line, s; a longer one in the supply
  /// leaves the state unknown.
  public var longestBridge = 3600

  /// A method with the constants documented at each property.
  public init() {}

  public func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred {
    let grid = DecisionGrid(
      samples: series.supply.count, interval: series.interval, target: decisionInterval)
    let bridge = longestBridge / series.interval
    var supply = series.supply
    bridgeGaps(in: &supply, upTo: bridge)
    var room = series.indoor[0]
    for k in room.indices { room[k] = (series.indoor[0][k] + series.indoor[1][k]) / 2 }
    bridgeGaps(in: &room, upTo: room.count)
    let hand = series.hand.map(grid.majority(of:))
    let decided = decide(
      supply: grid.means(of: supply), room: grid.means(of: room), hand: hand, grid: grid)
    return Inferred(states: decided.0, confidence: decided.1)
  }

  func decide(supply: [Float], room: [Float], hand: [HeatState?]?, grid: DecisionGrid)
    -> ([HeatState], [Float])
  {
    var states = [HeatState](repeating: .unknown, count: grid.blockCount)
    let confidence = [Float](repeating: 0, count: grid.blockCount)
    let decoder = MinimumDurationDecoder(
      minimumOff: grid.blocks(lasting: minimumOff), minimumOn: grid.blocks(lasting: minimumOn),
      switchCost: switchCost)
    let scale = Float(grid.interval) / Float(decisionInterval)
    let walk = EdgeWalk(
      fallLimit: grid.blocks(lasting: longestFall), riseLimit: grid.blocks(lasting: longestRise),
      slope: movement * max(1, scale), minimumOff: decoder.minimumOff,
      minimumOn: decoder.minimumOn)
    for stretch in stretches(of: supply) {
      var llr = [Float](repeating: 0, count: stretch.count)
      for k in stretch {
        let x = (supply[k] - room[k] - threshold) / softness
        llr[k - stretch.lowerBound] = min(max(x, -1), 1) * evidence * scale
      }
      let on = decoder.decode(llr, hand: hand.map { Array($0[stretch]) })
      var edges: [Edge] = []
      for k in 1..<max(1, on.count) where on[k] != on[k - 1] {
        edges.append(Edge(index: stretch.lowerBound + k, rising: on[k]))
      }
      edges = walk.walk(edges, along: supply, from: stretch.lowerBound)
      var state = on[0] ? HeatState.on : .off
      var next = 0
      for k in stretch {
        while next < edges.count, edges[next].index + 1 <= k {
          state = edges[next].rising ? .on : .off
          next += 1
        }
        states[k] = state
      }
    }
    return (states, confidence)
  }
}
