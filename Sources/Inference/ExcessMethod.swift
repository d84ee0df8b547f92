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
    let check = try SeriesCheck(series)
    var notes = check.notes
    var supply = check.supply
    bridgeGaps(in: &supply, upTo: longestBridge / series.interval)
    let (room, standsIn) = self.room(of: check, supply: supply, series: series, notes: &notes)
    let grid = DecisionGrid(
      samples: supply.count, interval: series.interval, target: decisionInterval)
    var inferred = decide(
      grid: grid, supply: supply, room: room, hand: series.hand,
      doubt: standsIn ? doubtWithoutRoom : doubt)
    if meaning == .pump {
      PumpMeaning(longestPause: longestPause).apply(
        to: &inferred.states, &inferred.confidence, interval: series.interval)
    }
    keep(series.hand, in: &inferred)
    inferred.notes = notes + remarks(on: inferred.states, series)
    return inferred
  }

  /// The room's temperature at each sample, none missing, and whether most of it is a stand-in.
  private func room(
    of check: SeriesCheck, supply: [Float], series: CircuitSeries, notes: inout [String]
  ) -> (temperatures: [Float], standsIn: Bool) {
    let sensors = RoomTemperature(longestBridge: longestRoomBridge / series.interval)
    var room = sensors.mean(of: check.indoor, count: supply.count)
    let missing = room.count(where: \.isNaN)
    guard missing > 0 else { return (room, false) }
    let envelope = SupplyEnvelope().temperatures(
      supply: supply, outdoor: series.outdoor, interval: series.interval)
    for k in room.indices where room[k].isNaN { room[k] = envelope[k] }
    let extent =
      missing == room.count
      ? "No room temperature" : "For \(missing * series.interval / 3600) h no room temperature"
    notes.append(
      "\(extent) was measured; the supply's own lower envelope stood in, which is less sure.")
    return (room, 2 * missing > room.count)
  }

  private func decide(
    grid: DecisionGrid, supply: [Float], room: [Float], hand: [HeatState?]?, doubt: Float
  ) -> Inferred {
    let perSample = grid.samplesPerBlock
    let decision = ExcessDecision(
      method: self, grid: grid, supply: grid.means(of: supply), room: grid.means(of: room),
      hand: hand.map(grid.majority(of:)), doubt: doubt)
    let placement = EdgePlacement(
      grid: grid, minimumOff: grid.blocks(lasting: minimumOff) * perSample,
      minimumOn: grid.blocks(lasting: minimumOn) * perSample)
    var inferred = Inferred(
      states: [HeatState](repeating: .unknown, count: supply.count),
      confidence: [Float](repeating: 0, count: supply.count))
    for stretch in stretches(of: decision.supply) {
      let run = decision.run(over: stretch)
      let edges = placement.place(run.edges, along: supply, in: stretch)
      let first = grid.samples(of: stretch.lowerBound).lowerBound
      let end = grid.samples(of: stretch.upperBound - 1).upperBound
      var isOn = run.startsOn
      var next = 0
      for k in first..<end where !supply[k].isNaN {
        while next < edges.count, edges[next].index <= k {
          isOn = edges[next].rising
          next += 1
        }
        inferred.states[k] = isOn ? .on : .off
        // A sample's state is read off the one before, as the edges are.
        let block = max(k - 1, first) / perSample - stretch.lowerBound
        let oddsOn = run.logOdds[block]
        inferred.confidence[k] = probability(isOn ? oddsOn : -oddsOn)
      }
    }
    return inferred
  }

  /// Puts back what a person has set.
  private func keep(_ hand: [HeatState?]?, in inferred: inout Inferred) {
    guard let hand else { return }
    for k in hand.indices {
      guard let state = hand[k] else { continue }
      inferred.states[k] = state
      inferred.confidence[k] = state == .unknown ? 0 : 1
    }
  }

  private func remarks(on states: [HeatState], _ series: CircuitSeries) -> [String] {
    var notes: [String] = []
    let on = states.count { $0 == .on }
    let off = states.count { $0 == .off }
    if on == 0, off > 0 { notes.append("No heat was found: off wherever the state is known.") }
    if off == 0, on > 0 { notes.append("No pause was found: on wherever the state is known.") }
    if let back = series.return {
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
    return notes
  }
}

/// The logistic function, never below one half: a state that is kept is not called less likely than
/// its opposite.
private func probability(_ logOdds: Float) -> Float {
  1 / (1 + exponential(-max(0, logOdds)))
}
