import TestSupport
import Testing

@testable import Inference

@Suite struct DurationPosteriorTests {
  @Test(arguments: UInt64(0)..<300)
  func `it is the share of all allowed sequences, weighted by their scores`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (decoder, evidence, hand) = MinimumDurationDecoderTests.problem(&generator)
    let odds = DurationPosterior(decoder).logOdds(evidence, hand: hand)
    var on = [Double](repeating: 0, count: evidence.count)
    var all = 0.0
    for (states, score) in MinimumDurationDecoderTests.allowed(decoder, evidence, hand) {
      let weight = exponential(Float(score))
      all += Double(weight)
      for k in states.indices where states[k] { on[k] += Double(weight) }
    }
    for k in evidence.indices {
      let told = 1 / (1 + Double(exponential(-odds[k])))
      #expect(abs(told - on[k] / all) < 0.001, "seed \(seed), block \(k)")
    }
  }

  @Test func `a long series is the same as its parts seen from the middle`() {
    var generator = SeededGenerator(seed: 7)
    let evidence = (0..<2000).map { _ in Float.random(in: -1...1, using: &generator) }
    let posterior = DurationPosterior(
      MinimumDurationDecoder(minimumOff: 6, minimumOn: 3, switchCost: 2))
    let whole = posterior.logOdds(evidence, hand: nil)
    let part = posterior.logOdds(Array(evidence[500..<1500]), hand: nil)
    for k in 200..<800 { #expect(abs(whole[500 + k] - part[k]) < 0.01) }
  }

  @Test func `evidence beyond all measure is told as the surest`() {
    let evidence = [Float](repeating: 1e6, count: 500) + [Float](repeating: -1e6, count: 500)
    let odds = DurationPosterior(
      MinimumDurationDecoder(minimumOff: 3, minimumOn: 3, switchCost: 5)
    ).logOdds(evidence + [.nan], hand: nil)
    #expect(odds[..<500].allSatisfy { $0 == DurationPosterior.surest })
    #expect(odds[500..<1000].allSatisfy { $0 == -DurationPosterior.surest })
    #expect(odds.allSatisfy { !$0.isNaN })
  }

  @Test func `nothing has no odds`() {
    let decoder = MinimumDurationDecoder(minimumOff: 3, minimumOn: 3, switchCost: 5)
    #expect(DurationPosterior(decoder).logOdds([], hand: nil).isEmpty)
  }
}
