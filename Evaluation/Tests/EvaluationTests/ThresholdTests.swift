import Inference
import Testing

@testable import evaluation

@Suite struct ThresholdTests {
  private func balanced(_ values: [Float], _ threshold: Float, _ truth: [HeatState]) -> Double {
    func share(_ state: HeatState) -> Double {
      let own = zip(values, truth).filter { !$0.isNaN && $1 == state }
      return Double(own.count { ($0.0 > threshold) == (state == .on) }) / Double(own.count)
    }
    return (share(.on) + share(.off)) / 2
  }

  @Test(arguments: 1...50)
  func `no threshold is better than the oracle's`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let truth =
      [HeatState.on, .off]
      + (0..<60).map { _ in [.on, .off, .unknown].randomElement(using: &random) ?? .on }
    let values = truth.map { state -> Float in
      guard Int.random(in: 0..<10, using: &random) > 0 else { return .nan }
      return Float(Int.random(in: 0..<20, using: &random) + (state == .on ? 5 : 0))
    }
    guard let best = bestThreshold(of: values, against: truth) else { return }
    let reached = balanced(values, best, truth)
    for threshold in -1...26 {
      #expect(balanced(values, Float(threshold), truth) <= reached + 1e-12)
    }
  }

  @Test func `a truth of one state has no threshold`() {
    #expect(bestThreshold(of: [1, 2, .nan], against: [.on, .on, .off]) == nil)
  }
}
