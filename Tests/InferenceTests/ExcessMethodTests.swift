import Inference
import TestSupport
import Testing

@Suite struct ExcessMethodTests {
  private func infer(
    _ series: CircuitSeries, meaning: Meaning = .heat, with method: ExcessMethod = ExcessMethod()
  ) throws -> Inferred {
    try method.infer(series, meaning: meaning)
  }

  /// Seven days with a steady value, then changed at will.
  private func flat(_ value: Float, room: Float = 20, days: Int = 7) -> CircuitSeries {
    let count = days * 288
    var supply = [Float](repeating: value, count: count)
    for k in stride(from: 0, to: count, by: 2) { supply[k] += 0.1 }
    return CircuitSeries(
      start: 0, interval: 300, supply: supply, indoor: [[Float](repeating: room, count: count)])
  }

  @Test func `its name is excess`() {
    #expect(ExcessMethod().name == "excess")
  }

  @Test(arguments: [10, 60, 300, 600, 900, 1800, 3600])
  func `edges are found within one sample at any interval`(interval: Int) throws {
    // Off the grids, so that no sample is taken at the very edge.
    let circuit = SyntheticCircuit(onHour: 5.3, offHour: 16.3)
    let inferred = try infer(circuit.series(every: interval))
    let times = edgeTimes(inferred.states, every: interval)
    let expected = circuit.truth.segments.dropFirst().map { $0.start - SyntheticCircuit.start }
    try #require(times.count == expected.count)
    for (time, truth) in zip(times, expected) {
      #expect(abs(time - truth) <= max(interval, 300), "edge at \(truth)")
    }
  }

  @Test(arguments: [10, 60, 120, 300])
  func `a fine series says the same as a coarse one`(interval: Int) throws {
    var circuit = SyntheticCircuit()
    circuit.cooling = 14_400
    circuit.offHour = 16.4
    let coarse = edgeTimes(try infer(circuit.series(every: 900)).states, every: 900)
    let fine = edgeTimes(try infer(circuit.series(every: interval)).states, every: interval)
    try #require(fine.count == coarse.count)
    for (one, other) in zip(fine, coarse) { #expect(abs(one - other) <= 900) }
  }

  @Test(arguments: UInt64(1)...5)
  func `a dither below the sensor's step moves no edge by more than one sample`(seed: UInt64) throws
  {
    var circuit = SyntheticCircuit()
    let plain = edgeTimes(try infer(circuit.series(every: 300)).states, every: 300)
    circuit.dither = 0.03
    circuit.seed = seed
    let dithered = edgeTimes(try infer(circuit.series(every: 300)).states, every: 300)
    try #require(plain.count == dithered.count)
    for (one, other) in zip(plain, dithered) { #expect(abs(one - other) <= 300, "seed \(seed)") }
  }

  @Test(arguments: [Float(0.0625), 0.25, 0.5])
  func `sensors with other steps are read as well`(quantum: Float) throws {
    var circuit = SyntheticCircuit()
    circuit.quantum = quantum
    let score = circuit.score(try infer(circuit.series(every: 300)), every: 300)
    #expect(try #require(score.balancedAccuracy) > 0.97)
    #expect(score.segments == 9)
  }

  @Test func `a well insulated circuit that cools all night is off from the knee on`() throws {
    var circuit = SyntheticCircuit()
    circuit.cooling = 6 * 3600
    circuit.onHour = 5.3
    circuit.offHour = 16.3
    for interval in [60, 300, 900, 3600] {
      let inferred = try infer(circuit.series(every: interval))
      let times = edgeTimes(inferred.states, every: interval)
      // The last fall is not over when the series ends.
      let expected = circuit.truth.segments.dropFirst().dropLast().map {
        $0.start - SyntheticCircuit.start
      }
      try #require(times.count == expected.count)
      for (time, truth) in zip(times, expected) {
        #expect(abs(time - truth) <= max(interval, 600), "interval \(interval), edge at \(truth)")
      }
    }
  }

  @Test func `a supply that is turned down without stopping stays on`() throws {
    var series = flat(45)
    for k in 288..<series.supply.count {
      series.supply[k] -= min(12, Float(k - 288) * 0.05)
    }
    let inferred = try infer(series)
    #expect(inferred.states.allSatisfy { $0 == .on })
  }

  @Test func `gaps of up to an hour are bridged and longer ones are unknown`() throws {
    var series = SyntheticCircuit().series(every: 300)
    for k in 100..<112 { series.supply[k] = .nan }
    for k in 300..<313 { series.supply[k] = .nan }
    let inferred = try infer(series)
    #expect(inferred.states[100..<112].allSatisfy { $0 == .on })
    #expect(inferred.states[300..<313].allSatisfy { $0 == .unknown })
    #expect(inferred.confidence[300..<313].allSatisfy { $0 == 0 })
    #expect(inferred.states[299] != .unknown)
    #expect(inferred.states[313] != .unknown)
  }

  @Test func `gaps at the ends are unknown whatever their length`() throws {
    var series = SyntheticCircuit().series(every: 300)
    series.supply[0] = .nan
    series.supply[series.supply.count - 1] = .nan
    let inferred = try infer(series)
    #expect(inferred.states.first == .unknown)
    #expect(inferred.states.last == .unknown)
  }

  @Test func `gaps in a fine series are unknown to the sample`() throws {
    var series = SyntheticCircuit().series(every: 60)
    for k in 1003..<1203 { series.supply[k] = .nan }
    let inferred = try infer(series)
    #expect(
      inferred.states.indices.filter { inferred.states[$0] == .unknown } == Array(1003..<1203))
  }

  @Test func `a room without data for days leaves the states as they were`() throws {
    let circuit = SyntheticCircuit(days: 14)
    var series = circuit.series(every: 300)
    let whole = try infer(series)
    for k in 1000..<2500 { series.indoor[0][k] = .nan }
    let holed = try infer(series)
    #expect(holed.notes.contains { $0.contains("125 h") })
    let differing = zip(whole.states, holed.states).count { $0 != $1 }
    #expect(differing < 20)
  }

  @Test func `without a room the lower envelope stands in, and a note says so`() throws {
    let circuit = SyntheticCircuit(days: 14)
    var series = circuit.series(every: 300)
    series.indoor = []
    let inferred = try infer(series)
    let score = circuit.score(inferred, every: 300)
    #expect(try #require(score.balancedAccuracy) > 0.98)
    #expect(inferred.notes.contains { $0.contains("envelope") })
    let withRoom = try infer(circuit.series(every: 300))
    let sums = [inferred, withRoom].map { $0.confidence.reduce(0, +) }
    #expect(sums[0] < sums[1])
  }

  @Test func `a season always on stays on without a room`() throws {
    var series = flat(50, days: 40)
    series.indoor = []
    for k in series.supply.indices { series.supply[k] += Float(k / 12 % 24) / 4 }
    let inferred = try infer(series)
    #expect(inferred.states.allSatisfy { $0 == .on })
    #expect(inferred.notes.contains { $0.contains("No pause") })
  }

  @Test(arguments: [true, false])
  func `a summer with stopped pumps is off`(hasRoom: Bool) throws {
    var series = flat(24, room: 25, days: 60)
    for k in series.supply.indices {
      // Warmed by the sun by day, and by a warm spell in the middle.
      let distanceFromNoon = abs(Float(k % 288) - 144) / 144
      series.supply[k] -= 4 * distanceFromNoon
      let daysFromMiddle = abs(Float(k) / 288 - 30)
      series.supply[k] += max(0, 4 - daysFromMiddle / 3)
    }
    if !hasRoom { series.indoor = [] }
    let inferred = try infer(series)
    #expect(inferred.states.allSatisfy { $0 == .off })
    #expect(inferred.notes.contains { $0.contains("No heat") })
  }

  @Test func `what a person set is kept, to the sample and whatever its length`() throws {
    for interval in [60, 300, 1800] {
      var series = SyntheticCircuit().series(every: interval)
      let count = series.supply.count
      var hand = [HeatState?](repeating: nil, count: count)
      let hour = 3600 / interval
      hand[10 * hour] = .off
      hand[11 * hour + 1] = .unknown
      for k in 13 * hour..<14 * hour { hand[k] = .off }
      for k in 22 * hour..<23 * hour { hand[k] = .on }
      series.hand = hand
      let inferred = try infer(series)
      for k in 0..<count {
        guard let state = hand[k] else { continue }
        #expect(inferred.states[k] == state, "interval \(interval), sample \(k)")
        #expect(inferred.confidence[k] == (state == .unknown ? 0 : 1))
      }
      #expect(inferred.states[9 * hour] == .on)
      #expect(inferred.states[15 * hour] == .on)
      #expect(inferred.states[20 * hour] == .off)
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `whatever a person sets is kept`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var series = SyntheticCircuit(days: 2).series(every: [60, 300, 900][Int(seed % 3)])
    var hand = [HeatState?](repeating: nil, count: series.supply.count)
    for _ in 0..<30 {
      let start = Int.random(in: 0..<hand.count, using: &generator)
      let end = min(hand.count, start + .random(in: 1...20, using: &generator))
      let state = [HeatState.on, .off, .unknown].randomElement(using: &generator)
      for k in start..<end { hand[k] = state }
    }
    series.hand = hand
    for meaning in Meaning.allCases {
      let states = try infer(series, meaning: meaning).states
      #expect(zip(states, hand).allSatisfy { $1 == nil || $0 == $1 }, "seed \(seed)")
    }
  }

  @Test func `confidence lies between one half and one, and is least at the edges`() throws {
    let series = SyntheticCircuit().series(every: 300)
    let inferred = try infer(series)
    #expect(inferred.confidence.allSatisfy { $0 >= 0.5 && $0 <= 1 })
    let edges = inferred.states.indices.dropFirst().filter {
      inferred.states[$0] != inferred.states[$0 - 1]
    }
    for edge in edges {
      #expect(inferred.confidence[edge] < 0.99)
    }
    #expect(inferred.confidence[11 * 12] > 0.999)
  }

  @Test func `confidence is low where the excess is near the threshold`() throws {
    var near = flat(27.5)
    near.supply[0] = 20
    var far = flat(45)
    far.supply[0] = 20
    let confidences = try [near, far].map { try infer($0).confidence[1000] }
    #expect(confidences[0] < 0.7)
    #expect(confidences[1] > 0.99)
  }

  @Test func `a pump runs through nights and cycles and stops for a pause of two days`() throws {
    let circuit = SyntheticCircuit(days: 6)
    var series = circuit.series(every: 300)
    for k in series.supply.indices where (2 * 288..<288 * 4 + 200).contains(k) {
      series.supply[k] = 19 + Float(k % 2) / 10
    }
    let states = try infer(series, meaning: .pump).states
    #expect(states[0..<480].allSatisfy { $0 == .on })
    #expect(states[288 * 2 + 12..<288 * 4].allSatisfy { $0 == .off })
    #expect(states[288 * 5 + 60..<288 * 6].allSatisfy { $0 == .on })
  }

  @Test func `swapped supply and return are noted`() throws {
    var series = SyntheticCircuit().series(every: 300)
    series.return = series.supply.map { $0 + 5 }
    #expect(try infer(series).notes.contains { $0.contains("swapped") })
    series.return = series.supply.map { $0 - 5 }
    #expect(try infer(series).notes.allSatisfy { !$0.contains("swapped") })
  }
}
