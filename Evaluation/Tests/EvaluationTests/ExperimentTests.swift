import Inference
import Testing

@testable import evaluation

/// The supply alternates between days and nights; it is on above 30 °C.
private struct Threshold: InferenceMethod {
  let name = "threshold"
  /// Whether it learns the right threshold only from a person.
  var needsHand = false
  /// Whether it takes the newest hour for the state before it.
  var isLate = false

  func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred {
    let limit: Float = needsHand && series.hand == nil ? 100 : 30
    var states = series.supply.map { $0 > limit ? HeatState.on : .off }
    if isLate, states.count > 12 {
      let before = states[states.count - 13]
      for k in states.count - 12..<states.count { states[k] = before }
    }
    return Inferred(
      states: states, confidence: [Float](repeating: 1, count: states.count))
  }
}

@Suite struct ExperimentTests {
  /// Forty days at 300 s: on from 6 to 18 h UTC.
  private let system: System = {
    let start = 1_600_041_600
    let states = (0..<40 * 288).map { (72..<216).contains($0 % 288) ? HeatState.on : .off }
    return System(
      name: "made up",
      series: CircuitSeries(
        start: start, interval: 300, supply: states.map { $0 == .on ? 40 : 20 }),
      truth: Truth(start: start, interval: 300, states: states))
  }()

  @Test func `labels change nothing for a method that was right`() {
    let draws = Labelling.draws(of: Threshold(), on: system)
    #expect(!draws.isEmpty)
    #expect(draws.allSatisfy { $0.before == 1 && $0.after == 1 })
  }

  @Test func `labels are seen to help outside the days labelled`() {
    let draws = Labelling.draws(of: Threshold(needsHand: true), on: system)
    #expect(!draws.isEmpty)
    #expect(draws.allSatisfy { $0.before == 0.5 && $0.after == 1 })
  }

  @Test func `days of one state are not ordinary`() {
    var system = system
    system = System(
      name: system.name, series: system.series,
      truth: Truth(
        start: system.series.start, interval: 300,
        states: [HeatState](repeating: .on, count: system.series.supply.count)))
    #expect(Labelling.draws(of: Threshold(), on: system).isEmpty)
  }

  @Test func `a method that needs no future is right at any age`() throws {
    let run = try #require(LiveRun(Threshold(), on: system))
    #expect(run.tallies.allSatisfy { $0.balancedAccuracy == 1 })
    #expect(run.tallies.allSatisfy { $0.on + $0.off == LiveRun.prefixes })
    #expect(run.changed == 0)
    #expect(run.old > 0)
  }

  @Test func `a method that is late is wrong of the newest states alone`() throws {
    let run = try #require(LiveRun(Threshold(isLate: true), on: system))
    let newest = run.tallies[0]
    #expect(newest.rightOn + newest.rightOff < newest.on + newest.off)
    // An hour is twelve samples.
    for (age, tally) in zip(LiveRun.ages, run.tallies) where age >= 3600 {
      #expect(tally.balancedAccuracy == 1)
    }
  }

  @Test func `a fortnight is too short to be lived through`() {
    let short = System(
      name: "short", series: system.series.excerpt(0..<20 * 288), truth: system.truth)
    #expect(LiveRun(Threshold(), on: short) == nil)
  }

  @Test func `wrong stretches are listed, the longest first`() throws {
    let contender = Contender("half") { system in
      var states = system.states
      for k in 100..<110 { states[k] = .off }
      for k in 300..<330 { states[k] = .on }
      for k in 1000..<1050 { states[k] = .unknown }
      return Contender.Verdict(states: states)
    }
    let table = try Misses(of: contender, on: system).section.table
    #expect(table.rows.count == 3)
    #expect(table.rows[0][2].text == "2.5 h")
    #expect(table.rows[1][2].text == "50 min")
    #expect(table.rows[1][0].text == "2020-09-14 08:20")
    #expect(table.rows[2][3].text == "unknown")
  }

  @Test func `a measurement says how much of what was said is right`() throws {
    let contender = Contender("cautious") { system in
      var states = system.states
      for k in 0..<288 { states[k] = .unknown }
      return Contender.Verdict(states: states)
    }
    let measurement = try #require(Measurement(contender, on: system))
    #expect(measurement.balancedWhereSaid == 1)
    #expect(measurement.unknown == 1.0 / 40)
    #expect(measurement.score.balancedAccuracy == 39.0 / 40)
    #expect(measurement.trulyOn == 0.5)
  }
}
