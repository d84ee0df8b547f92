import Inference
import TestSupport
import Testing

@Suite struct PhysicalMethodTests {
  private func infer(_ series: CircuitSeries, meaning: Meaning = .heat) throws -> Inferred {
    try PhysicalMethod().infer(series, meaning: meaning)
  }

  @Test func `its name is physics`() {
    #expect(PhysicalMethod().name == "physics")
  }

  @Test(arguments: [10, 60, 300, 600, 900, 1800, 3600])
  func `edges are found within a sample and a quarter at any interval`(interval: Int) throws {
    let circuit = SyntheticCircuit(onHour: 5.3, offHour: 16.3, days: 8)
    let inferred = try infer(circuit.series(every: interval))
    let times = edgeTimes(inferred.states, every: interval)
    let expected = circuit.truth.segments.dropFirst().map { $0.start - SyntheticCircuit.start }
    try #require(times.count == expected.count)
    for (time, truth) in zip(times, expected) {
      #expect(abs(time - truth) <= max(interval * 5 / 4, 300), "edge at \(truth)")
    }
  }

  /// A circuit whose supply is turned down slowly for three hours before heat stops, every third day.
  private func turnedDown(every interval: Int) -> (series: CircuitSeries, truth: Truth) {
    var supply: [Float] = []
    var water: Float = 20
    for second in stride(from: 0, to: 20 * 86_400, by: 10) {
      if second % interval == 0 { supply.append((water * 10).rounded() / 10) }
      let hour = Float(second % 86_400) / 3600
      switch hour {
      case 5..<14: water += (45 - water) / 120
      case 14..<17 where second / 86_400 % 3 == 2: water -= 9 / 1080
      case 5..<17: water += (45 - water) / 120
      default: water -= (water - 20) / 540
      }
    }
    let room = [Float](repeating: 20, count: supply.count)
    let on = (0..<20).map {
      (start: $0 * 86_400 + 5 * 3600, end: $0 * 86_400 + 17 * 3600)
    }
    return (
      CircuitSeries(start: 0, interval: interval, supply: supply, indoor: [room]),
      Truth(window: (0, 20 * 86_400), on: on, uncertain: [])
    )
  }

  @Test(arguments: [60, 300])
  func `a supply that is slowly turned down is on until heat stops`(interval: Int) throws {
    let (series, truth) = turnedDown(every: interval)
    let inferred = try infer(series)
    let score = Score(judged: inferred.states, start: 0, interval: interval, against: truth)
    #expect(try #require(score.balancedAccuracy) > 0.99)
    #expect(try #require(score.edgeRecall) == 1)
  }

  @Test func `water that stays warm without heat is off when its return says so`() throws {
    let circuit = SyntheticCircuit(days: 14)
    var series = circuit.series(every: 300)
    let truth = circuit.truth.sampled(
      start: series.start, interval: 300, count: series.supply.count)
    // From Wednesday on the water does not cool below 35 °C.
    series.return = series.supply
    for k in series.supply.indices {
      if k > 288 * 5, truth[k] == .off { series.supply[k] = max(series.supply[k], 35) }
      let wave = Float(k % 12) / 50
      series.return?[k] = series.supply[k] + (truth[k] == .on ? -6 : 1.5) + wave
    }
    let score = circuit.score(try infer(series), every: 300)
    #expect(try #require(score.balancedAccuracy) > 0.98)
  }

  @Test(arguments: [true, false])
  func `a summer with stopped pumps is off`(hasRoom: Bool) throws {
    var generator = SeededGenerator(seed: 5)
    var series = SyntheticCircuit().series(every: 300)
    let count = 60 * 288
    series.supply = (0..<count).map { k in
      let noon = 1 - abs(Float(k % 288) - 144) / 144
      return 22 + 5 * noon + .random(in: 0...0.1, using: &generator)
    }
    series.indoor = hasRoom ? [[Float](repeating: 25, count: count)] : []
    let inferred = try infer(series)
    #expect(inferred.states.allSatisfy { $0 == .off })
    #expect(inferred.notes.contains { $0.contains("No heat") })
  }

  @Test func `a season always on stays on, and a note says so`() throws {
    var series = SyntheticCircuit().series(every: 300)
    series.supply = (0..<288 * 40).map { 50 + Float($0 / 12 % 24) / 4 }
    for hasRoom in [true, false] {
      series.indoor = hasRoom ? [[Float](repeating: 20, count: series.supply.count)] : []
      let inferred = try infer(series)
      #expect(inferred.states.allSatisfy { $0 == .on })
      #expect(inferred.notes.contains { $0.contains("No pause") })
    }
  }

  @Test func `long gaps are unknown and short ones are bridged`() throws {
    var series = SyntheticCircuit(days: 8).series(every: 300)
    for k in 100..<112 { series.supply[k] = .nan }
    for k in 300..<313 { series.supply[k] = .nan }
    let inferred = try infer(series)
    #expect(inferred.states[100..<112].allSatisfy { $0 == .on })
    #expect(inferred.states.indices.filter { inferred.states[$0] == .unknown } == Array(300..<313))
    #expect(inferred.confidence[300..<313].allSatisfy { $0 == 0 })
  }

  @Test(arguments: UInt64(0)..<20)
  func `whatever a person sets is kept`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var series = SyntheticCircuit(days: 3).series(every: [60, 300, 900][Int(seed % 3)])
    var hand = [HeatState?](repeating: nil, count: series.supply.count)
    for _ in 0..<30 {
      let start = Int.random(in: 0..<hand.count, using: &generator)
      let end = min(hand.count, start + .random(in: 1...20, using: &generator))
      let state = [HeatState.on, .off, .unknown].randomElement(using: &generator)
      for k in start..<end { hand[k] = state }
    }
    series.hand = hand
    for meaning in Meaning.allCases {
      let inferred = try infer(series, meaning: meaning)
      #expect(zip(inferred.states, hand).allSatisfy { $1 == nil || $0 == $1 }, "seed \(seed)")
      #expect(inferred.confidence.allSatisfy { $0 >= 0 && $0 <= 1 }, "seed \(seed)")
    }
  }

  @Test func `labelling three days right leaves the rest as it was`() throws {
    let circuit = SyntheticCircuit(days: 14)
    var series = circuit.series(every: 300)
    let plain = try infer(series).states
    let truth = circuit.truth.sampled(start: series.start, interval: 300, count: plain.count)
    var hand = [HeatState?](repeating: nil, count: plain.count)
    for k in 288..<4 * 288 { hand[k] = truth[k] }
    series.hand = hand
    let labelled = try infer(series).states
    #expect(zip(plain, labelled).count { $0 != $1 } <= 6)
  }

  @Test func `confidence lies between one half and one, and is least at the edges`() throws {
    let inferred = try infer(SyntheticCircuit(days: 8).series(every: 300))
    #expect(inferred.confidence.allSatisfy { $0 >= 0.5 && $0 <= 1 })
    #expect(inferred.confidence[11 * 12] > 0.99)
    let edges = inferred.states.indices.dropFirst().filter {
      inferred.states[$0] != inferred.states[$0 - 1]
    }
    for edge in edges {
      let around = inferred.confidence[max(0, edge - 6)..<min(edge + 6, inferred.confidence.count)]
      #expect(try #require(around.min()) < 0.99)
    }
  }

  @Test func `a pump runs through nights`() throws {
    let series = SyntheticCircuit(days: 6).series(every: 300)
    let states = try infer(series, meaning: .pump).states
    #expect(states[60..<288 * 5].allSatisfy { $0 == .on })
  }

  @Test func `a sensor that tells nothing changes nothing and is named`() throws {
    let circuit = SyntheticCircuit(days: 8)
    var series = circuit.series(every: 300)
    let plain = try infer(series)
    series.return = series.supply
    series.outdoor = [Float](repeating: 85, count: series.supply.count)
    series.plantRoom = [Float](repeating: .nan, count: series.supply.count)
    let inferred = try infer(series)
    #expect(inferred.states == plain.states)
    for sensor in ["return", "outdoor", "plant room"] {
      #expect(inferred.notes.contains { $0.contains("The \(sensor) temperature") })
    }
  }

  @Test func `a supply that rests warmer than the room is learnt against its own envelope`() throws
  {
    let circuit = SyntheticCircuit(days: 14)
    var series = circuit.series(every: 300)
    series.supply = series.supply.map { $0 + 9 }
    let truth = circuit.truth.sampled(
      start: series.start, interval: 300, count: series.supply.count)
    let plain = try infer(series)
    #expect(plain.notes.contains { $0.contains("never came near the room") })
    #expect(try #require(circuit.score(plain, every: 300).balancedAccuracy) > 0.98)
    series.hand = truth.indices.map { (288..<4 * 288).contains($0) ? truth[$0] : nil }
    let labelled = try infer(series)
    #expect(try #require(circuit.score(labelled, every: 300).balancedAccuracy) > 0.98)
  }

  @Test func `three labelled days teach a regime that the first guess misses`() throws {
    // Heated so weakly that the supply never is 7 K above the room.
    var circuit = SyntheticCircuit(days: 21)
    circuit.hot = 25
    var series = circuit.series(every: 300)
    let truth = circuit.truth.sampled(
      start: series.start, interval: 300, count: series.supply.count)
    #expect(try infer(series).states.allSatisfy { $0 == .off })
    series.hand = truth.indices.map { (288..<4 * 288).contains($0) ? truth[$0] : nil }
    let labelled = try infer(series)
    #expect(try #require(circuit.score(labelled, every: 300).balancedAccuracy) > 0.97)
  }

  @Test func `where learning is not to be trusted the first guess stands`() throws {
    let (series, _) = turnedDown(every: 300)
    let guess = try ExcessMethod().infer(series, meaning: .heat)
    var rare = PhysicalMethod()
    rare.leastShare = 0.6
    var runaway = PhysicalMethod()
    runaway.mostGrowth = 1
    for method in [rare, runaway] {
      let inferred = try method.infer(series, meaning: .heat)
      #expect(inferred.states == guess.states)
      #expect(inferred.confidence == guess.confidence)
    }
    #expect(try infer(series).states != guess.states)
  }

  @Test(arguments: [true, false])
  func `a return that does not set the states apart is named`(isSilent: Bool) throws {
    let circuit = SyntheticCircuit(days: 8)
    var series = circuit.series(every: 300)
    let room = circuit.room
    series.return = series.supply.enumerated().map {
      $1 - (isSilent ? Float($0 % 5) / 10 : 0.2 * ($1 - room))
    }
    let notes = try infer(series).notes
    #expect(notes.contains { $0.contains("does not set") } == isSilent)
  }
}
