import Inference
import Testing

/// The real school. Skipped where `../shared/data` is absent.
@Suite(.enabled(if: School.isPresent, "needs ../shared/data"))
struct SchoolTests {
  private func judge(
    _ series: CircuitSeries, _ truth: String, with method: any InferenceMethod = ExcessMethod()
  ) throws -> Score {
    let inferred = try method.infer(series, meaning: .heat)
    return Score(
      judged: inferred.states, start: series.start, interval: series.interval,
      against: try School.truth(truth))
  }

  @Test func `the north circuit agrees with the power of its pump`() throws {
    let score = try judge(School.north(), "north-2021-power")
    #expect(try #require(score.balancedAccuracy) >= 0.998)
    #expect(try #require(score.edgePrecision) >= 0.97)
    #expect(try #require(score.edgeRecall) >= 0.95)
    #expect(try #require(score.medianEdgeError) <= 300)
  }

  @Test func `fortnights read by eye are found again`() throws {
    #expect(
      try #require(judge(School.north(), "north-2021-03-hand").balancedAccuracy) >= 0.998)
    #expect(
      try #require(judge(School.south(), "south-2021-03-hand").balancedAccuracy) >= 0.99)
  }

  @Test func `the north circuit without its rooms`() throws {
    var series = try School.north()
    series.indoor = []
    #expect(try #require(judge(series, "north-2021-power").balancedAccuracy) >= 0.98)
  }

  @Test func `the physical method agrees with the power of the pump`() throws {
    let score = try judge(School.north(), "north-2021-power", with: PhysicalMethod())
    #expect(try #require(score.balancedAccuracy) >= 0.998)
    #expect(try #require(score.edgePrecision) >= 0.96)
    #expect(try #require(score.edgeRecall) >= 0.96)
    #expect(try #require(score.medianEdgeError) <= 300)
  }

  @Test func `the physical method finds fortnights read by eye again`() throws {
    let north = try judge(School.north(), "north-2021-03-hand", with: PhysicalMethod())
    let south = try judge(School.south(), "south-2021-03-hand", with: PhysicalMethod())
    #expect(try #require(north.balancedAccuracy) >= 0.99)
    #expect(try #require(south.balancedAccuracy) >= 0.99)
  }

  @Test func `the physical method with the supply alone`() throws {
    for (circuit, truth) in [
      (try School.north(), "north-2021-power"), (try School.south(), "south-2021-03-hand"),
    ] {
      let series = CircuitSeries(
        start: circuit.start, interval: circuit.interval, supply: circuit.supply)
      let score = try judge(series, truth, with: PhysicalMethod())
      #expect(try #require(score.balancedAccuracy) >= 0.97)
    }
  }

  @Test(arguments: [true, false])
  func `states said with more confidence are more often right`(hasRoom: Bool) throws {
    let limits: [Float] = [0.75, 0.95, 0.99]
    var bins = [(count: Int, right: Int)](repeating: (0, 0), count: limits.count + 1)
    for (circuit, name) in [
      (try School.north(), "north-2021-power"), (try School.south(), "south-2021-03-hand"),
    ] {
      var series = circuit
      if !hasRoom { series.indoor = [] }
      let inferred = try ExcessMethod().infer(series, meaning: .heat)
      let truth = try School.truth(name).sampled(
        start: series.start, interval: series.interval, count: inferred.states.count)
      for k in truth.indices where truth[k] != .unknown {
        let bin = limits.firstIndex { inferred.confidence[k] < $0 } ?? limits.count
        bins[bin].count += 1
        if truth[k] == inferred.states[k] { bins[bin].right += 1 }
      }
    }
    let shares = bins.map { Double($0.right) / Double($0.count) }
    #expect(bins.allSatisfy { $0.count > 100 })
    for (less, more) in zip(shares, shares.dropFirst()) {
      // One sample more or less wrong among a few thousand says nothing.
      #expect(more > less - 0.001, "\(bins)")
    }
    #expect(shares[shares.count - 1] > shares[0])
  }
}
