import Inference
import TestSupport
import Testing

@Suite struct ExplanationTests {
  private let method = PhysicalMethod()

  @Test(arguments: [60, 300, 3600])
  func `every sample is explained with the state and the confidence it is given`(interval: Int)
    throws
  {
    let series = SyntheticCircuit(days: 5).series(every: interval)
    for meaning in Meaning.allCases {
      let inferred = try method.infer(series, meaning: meaning)
      for index in stride(from: 0, to: series.supply.count, by: series.supply.count / 23) {
        let explanation = try method.explain(index, of: series, meaning: meaning)
        #expect(explanation.state == inferred.states[index])
        #expect(explanation.confidence == inferred.confidence[index])
        let first = (explanation.run.lowerBound - series.start) / interval
        let end = (explanation.run.upperBound - series.start) / interval
        #expect((first..<end).contains(index))
        #expect(inferred.states[first..<end].allSatisfy { $0 == explanation.state })
        #expect(first == 0 || inferred.states[first - 1] != explanation.state)
        #expect(end == inferred.states.count || inferred.states[end] != explanation.state)
      }
    }
  }

  @Test func `a plateau is heat that the law of cooling cannot explain, a decay is none`() throws {
    let series = SyntheticCircuit(days: 8).series(every: 300)
    let plateau = try method.explain(4 * 288 + 12 * 12, of: series)
    #expect(plateau.state == .on && plateau.ground == .evidence)
    let heat = try #require(plateau.surplus)
    #expect(try heat > 3 * #require(plateau.usual))
    #expect(try #require(plateau.relaxation) < -0.5)
    #expect(plateau.votes.reduce(0) { $0 + $1.evidence } > 1)

    let decay = try method.explain(4 * 288 + 19 * 12, of: series)
    #expect(decay.state == .off)
    #expect(try abs(#require(decay.surplus)) < 2 * #require(decay.usual))
    #expect(decay.votes.map(\.reading) == [.level, .change])
  }

  @Test func `what settled a state is named`() throws {
    let circuit = SyntheticCircuit(days: 8)
    var series = circuit.series(every: 300)
    for k in 1200..<1300 { series.supply[k] = .nan }
    series.hand = series.supply.indices.map { (600..<610).contains($0) ? .on : nil }
    #expect(try method.explain(1250, of: series).ground == .gap)
    #expect(try method.explain(1250, of: series).supply == nil)
    #expect(try method.explain(605, of: series).ground == .hand)
    // At night the pump runs, though nothing is heated.
    let night = 4 * 288 + 20 * 12
    #expect(try method.explain(night, of: series, meaning: .pump).ground == .pump)
    var summer = series
    summer.supply = summer.supply.indices.map { 20 + Float($0 % 5) / 10 }
    summer.hand = nil
    let rest = try method.explain(700, of: summer)
    #expect(rest.ground == .excess && rest.state == .off && rest.relaxation == nil)
  }

  @Test func `about edges, noisy readings are settled by what lies around them`() throws {
    let series = SyntheticCircuit(days: 8, dither: 0.3).series(every: 300)
    var grounds: Set<Explanation.Ground> = []
    for day in 2..<6 {
      for edge in [day * 288 + 60, day * 288 + 204] {
        for k in edge - 2..<edge + 3 { grounds.insert(try method.explain(k, of: series).ground) }
      }
    }
    #expect(grounds == [.evidence, .neighbours, .edge])
  }

  @Test func `a return that comes back warmer overrules all other readings`() throws {
    let circuit = SyntheticCircuit(days: 14)
    var series = circuit.series(every: 300)
    let truth = circuit.truth.sampled(
      start: series.start, interval: 300, count: series.supply.count)
    series.return = zip(series.supply, truth).map { $0 + ($1 == .on ? -6 : 1.5) }
    let explanation = try method.explain(5 * 288 + 20 * 12, of: series)
    #expect(explanation.state == .off)
    #expect(explanation.votes.map(\.reading) == [.unheated])
    let heated = try method.explain(5 * 288 + 12 * 12, of: series)
    #expect(heated.votes.map(\.reading) == [.level, .change, .return])
  }

  @Test func `an instant outside the series is refused`() {
    let series = SyntheticCircuit(days: 3).series(every: 300)
    for index in [-1, series.supply.count] {
      #expect(throws: InferenceError.self) { try method.explain(index, of: series) }
    }
  }
}
