extension PhysicalMethod {
  /// Tells why a sample was given its state.
  ///
  /// - Parameters:
  ///   - index: The sample, within the series.
  ///   - series: The temperatures.
  ///   - meaning: What "on" is to mean.
  /// - Returns: What was seen at the sample and what was made of it.
  /// - Throws: ``InferenceError`` when the series cannot tell, or has no such sample.
  public func explain(
    _ index: Int, of series: CircuitSeries, meaning: Meaning = .heat
  ) throws(InferenceError) -> Explanation {
    guard series.supply.indices.contains(index) else {
      throw InferenceError(
        .lengths, problem: "sample \(index) is not one of the series' \(series.supply.count)",
        remedy: "Choose an instant within the supply's time.")
    }
    let choice = try PhysicalChoice(self, series)
    let outcome = outcome(of: choice)
    let heat = inferred(outcome, series, meaning: .heat)
    let whole = meaning == .heat ? heat : inferred(outcome, series, meaning: meaning)
    let grid = choice.candidate.subject.circuit.grid
    let block = max(index - 1, 0) / grid.samplesPerBlock
    let reading = BlockReading(of: block, in: choice.candidate)
    let run = run(of: whole.states, around: index)
    var ground = ground(of: heat.states[index], at: block, reading, choice)
    if whole.states[index] != heat.states[index] { ground = .pump }
    if let hand = series.hand, hand[index] != nil { ground = .hand }
    return Explanation(
      state: whole.states[index], confidence: whole.confidence[index], ground: ground,
      run: series.start + run.lowerBound * series.interval..<series.start + run.upperBound
        * series.interval,
      interval: grid.interval, supply: reading.supply, room: reading.room,
      roomStandsIn: choice.candidate.subject.circuit.roomStandsIn, change: reading.change,
      relaxation: reading.relaxation, usual: reading.usual, votes: reading.votes,
      notes: whole.notes)
  }

  private func ground(
    of state: HeatState, at block: Int, _ reading: BlockReading, _ choice: PhysicalChoice
  ) -> Explanation.Ground {
    guard state != .unknown else { return .gap }
    guard let decision = choice.candidate.decision?.keeping(choice.hand) else { return .excess }
    let isWalked = decision.rounds.contains { round in
      zip(round.found, round.walked).contains { found, walked in
        (walked.index..<max(walked.index, found.index)).contains(block)
      }
    }
    // Among finer samples an edge is placed by the curve as well.
    let isOn = decision.states[block]
    if isWalked || isOn != (state == .on) { return .edge }
    return (state == .on) == (reading.evidence > 0) && reading.evidence != 0
      ? .evidence : .neighbours
  }

  /// The run of one state around a sample.
  private func run(of states: [HeatState], around index: Int) -> Range<Int> {
    var first = index
    while first > 0, states[first - 1] == states[index] { first -= 1 }
    var end = index + 1
    while end < states.count, states[end] == states[index] { end += 1 }
    return first..<end
  }
}
