/// Tells heat from the excess of the supply over the room: on where it stays above a threshold for
/// long enough, the edges moved back to where the supply's curve broke.
///
/// 1. Impossible values and bad sensors are taken out; short gaps are bridged; a longer gap of the
///    supply leaves the state unknown.
/// 2. The room's temperature is the mean of its sensors. Where none has a value for more than
///    ``longestRoomBridge``, the supply's own lower envelope stands in for it.
/// 3. Below ``decisionInterval``, samples are averaged for the decision.
/// 4. The excess is turned into evidence, and the best sequence of on and off that keeps minimum
///    durations is found (``MinimumDurationDecoder``).
/// 5. Each edge is walked back along the supply to its knee or foot, and placed among the samples.
/// 6. What a person has set is kept, whatever its length.
///
/// The confidence of a state is how much worse the best sequence with the other state would be, as a
/// probability, and no more than what the sample's own distance from the threshold is worth: it is
/// least beside the edges and where the excess is near the threshold, never below one half, 1 where
/// a person set on or off and 0 where the state is unknown.
///
/// All durations are in seconds and all thresholds in kelvin, so that any interval works.
public struct ExcessMethod: InferenceMethod {
  public let name = "excess"

  /// Excess of the supply over the room above which the water is held to be heated, K.
  public var threshold: Float = 7
  /// Distance from the threshold at which the evidence is complete, K.
  public var softness: Float = 1
  /// Complete evidence of one ``decisionInterval``, a log-likelihood ratio.
  public var evidence: Float = 3
  /// Evidence of one ``decisionInterval`` that an edge was walked over: how sure the knee is.
  public var walkedEvidence: Float = 0.5
  /// Log-odds that such a block is given at most: its state is told by the curve's shape alone.
  public var walkedClarity: Float = 2
  /// Cost of a switch, in the unit of the evidence.
  public var switchCost = 6.0
  /// Shortest time off, s.
  public var minimumOff = 1800
  /// Shortest time on, s.
  public var minimumOn = 900
  /// How far the edge may go back where heat comes on, s.
  public var longestRise = 3600
  /// How far the edge may go back where heat goes off, s.
  public var longestFall = 7200
  /// How far it may go back along a free decay, s.
  public var longestDecay = 43_200
  /// Time constant of the slowest free decay that the way back follows, s.
  public var slowestDecay = 86_400
  /// Time over which the pace of a free decay is seen, s.
  public var decaySpan = 1800
  /// Change of the supply in one ``decisionInterval`` that counts as steep, K. It lies between one
  /// and two steps of the usual sensor, so that rounding cannot decide.
  public var steep: Float = 0.15
  /// What a stretch of heat must show to be one; nil for nothing.
  public var rise: HeatRise? = HeatRise()
  /// Samples finer than this are averaged for the decision, s.
  public var decisionInterval = 300
  /// Longest gap of the supply that is bridged by a straight line, s.
  public var longestBridge = 3600
  /// Longest gap of a room sensor that is bridged by a straight line, s.
  public var longestRoomBridge = 86_400
  /// A pause in the delivery of heat this long means that the circulator stopped, s; for
  /// ``Meaning/pump``.
  public var longestPause = 172_800
  /// Excess beyond the threshold that raises the log-odds of a state by one, K: thresholds that suit
  /// one circuit or another differ by about this much.
  public var doubt: Float = 1
  /// The same where the supply's envelope stands in for the room, which is off by a few kelvin.
  public var doubtWithoutRoom: Float = 3

  /// A method with the constants documented at each property.
  public init() {}

  public func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred {
    let circuit = try prepare(series)
    let decision = ExcessDecision(method: self, circuit: circuit, hand: circuit.hand)
    var inferred = Inferred(
      circuit.stretches.map { decision.run(over: $0) }, of: circuit,
      placement: EdgePlacement(
        circuit.grid, minimumOff: minimumOff, minimumOn: minimumOn))
    inferred.complete(series, meaning: meaning, longestPause: longestPause)
    return inferred
  }

  /// Checks a series, bridges its gaps and brings it to the grid of decisions.
  func prepare(
    _ series: CircuitSeries, believesRoom: Bool = true
  ) throws(InferenceError) -> PreparedCircuit {
    try PreparedCircuit(
      series, decisionInterval: decisionInterval, longestBridge: longestBridge,
      longestRoomBridge: longestRoomBridge, believesRoom: believesRoom)
  }
}
