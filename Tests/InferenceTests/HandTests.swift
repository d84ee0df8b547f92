import Inference
import TestSupport
import Testing

/// What a person has set decides between regimes, and changes nothing else where it agrees.
@Suite struct HandTests {
  private func truth(_ circuit: SyntheticCircuit, _ series: CircuitSeries) -> [HeatState] {
    circuit.truth.sampled(
      start: series.start, interval: series.interval, count: series.supply.count)
  }

  /// The truth over three days.
  private func labels(_ truth: [HeatState], perDay: Int) -> [HeatState?] {
    truth.indices.map { (4 * perDay..<7 * perDay).contains($0) ? truth[$0] : nil }
  }

  @Test(arguments: [60, 300, 900, 3600])
  func `days set as they are told leave every other sample as it was`(interval: Int) throws {
    let circuit = SyntheticCircuit(days: 12, dither: 0.1)
    var series = circuit.series(every: interval)
    let plain = try PhysicalMethod().infer(series, meaning: .heat)
    series.hand = labels(plain.states, perDay: 86_400 / interval)
    let labelled = try PhysicalMethod().infer(series, meaning: .heat)
    #expect(labelled.states == plain.states)
    #expect(labelled.notes == plain.notes)
  }

  @Test func `a mistake set right stays a matter of its own days`() throws {
    let circuit = SyntheticCircuit(days: 12)
    var series = circuit.series(every: 300)
    let plain = try PhysicalMethod().infer(series, meaning: .heat)
    series.hand = plain.states.indices.map {
      (6 * 288 + 100..<6 * 288 + 124).contains($0) ? .off : nil
    }
    let corrected = try PhysicalMethod().infer(series, meaning: .heat)
    for k in plain.states.indices where series.hand?[k] == nil {
      #expect(corrected.states[k] == plain.states[k], "sample \(k)")
    }
  }

  @Test func `water that rests far above the room is learnt from three days`() throws {
    // The water rests 12 K above the room and, being heated, rises to 26 K above it; now and then the plant
    // stops altogether, so that its own envelope misleads as well.
    let circuit = SyntheticCircuit(days: 21)
    var series = circuit.series(every: 300)
    let truth = truth(circuit, series)
    series.supply = series.supply.enumerated().map { index, water in
      index / 288 % 7 == 6 ? 20 : water + 12
    }
    series.indoor = [[Float](repeating: 19, count: series.supply.count)]
    let known = truth.indices.map { $0 / 288 % 7 == 6 ? HeatState.off : truth[$0] }
    func score(_ inferred: Inferred) -> Double {
      Score(
        judged: inferred.states, start: series.start, interval: 300,
        against: Truth(start: series.start, interval: 300, states: known)
      ).balancedAccuracy ?? 0
    }
    #expect(try score(PhysicalMethod().infer(series, meaning: .heat)) < 0.8)
    series.hand = labels(known, perDay: 288)
    let labelled = try PhysicalMethod().infer(series, meaning: .heat)
    #expect(score(labelled) > 0.97)
    #expect(labelled.notes.contains { $0.contains("learnt anew") })
  }

  @Test func `a supply that stays hot is learnt by its return from three days`() throws {
    // Header water: 55 to 60 °C whatever is delivered; the return alone tells.
    let circuit = SyntheticCircuit(days: 21)
    var series = circuit.series(every: 300)
    let truth = truth(circuit, series)
    series.supply = truth.indices.map { 57.5 + 2.5 * Float($0 % 17) / 17 }
    series.return = zip(series.supply, truth).enumerated().map {
      $1.0 - ($1.1 == .on ? 8 : 3) + Float($0 % 5) / 10
    }
    #expect(
      try
        (circuit.score(PhysicalMethod().infer(series, meaning: .heat), every: 300).balancedAccuracy
        ?? 0) < 0.8)
    series.hand = labels(truth, perDay: 288)
    let labelled = try PhysicalMethod().infer(series, meaning: .heat)
    #expect(try #require(circuit.score(labelled, every: 300).balancedAccuracy) > 0.97)
  }

  @Test func `a season of labels turned around does not turn the rest around`() throws {
    let circuit = SyntheticCircuit(days: 30)
    var series = circuit.series(every: 300)
    let plain = try PhysicalMethod().infer(series, meaning: .heat)
    let inverted: [HeatState] = plain.states.map { $0 == .on ? .off : .on }
    series.hand = plain.states.indices.map {
      (4 * 288..<20 * 288).contains($0) ? inverted[$0] : nil
    }
    let inferred = try PhysicalMethod().infer(series, meaning: .heat)
    #expect(
      inferred.states[20 * 288 + 12..<plain.states.count]
        == plain.states[20 * 288 + 12..<plain.states.count])
  }

  @Test func `labels that contradict everything are kept, and a note says so`() throws {
    let circuit = SyntheticCircuit(days: 12)
    var series = circuit.series(every: 300)
    let plain = try PhysicalMethod().infer(series, meaning: .heat)
    series.hand = labels(
      plain.states.map { $0 == .on ? .off : .on }, perDay: 288)
    let inferred = try PhysicalMethod().infer(series, meaning: .heat)
    #expect(inferred.notes.contains { $0.contains("the temperatures say otherwise") })
    for k in plain.states.indices {
      if let set = series.hand?[k] {
        #expect(inferred.states[k] == set)
      } else if !(4 * 288 - 12..<7 * 288 + 12).contains(k) {
        #expect(inferred.states[k] == plain.states[k])
      }
    }
  }
}
