import Inference
import Testing

@testable import evaluation

@Suite struct CalibrationTests {
  /// A thousand states, each right with the probability with which it is said, or always.
  private func verdict(
    seed: UInt64, isHonest: Bool
  ) -> (verdict: Contender.Verdict, truth: [HeatState]) {
    var random = SplitMix64(seed: seed)
    var verdict = Contender.Verdict(states: [], confidence: [])
    var truth: [HeatState] = []
    for _ in 0..<1000 {
      let confidence = Float.random(in: 0.5...1, using: &random)
      let isRight = !isHonest || Float.random(in: 0..<1, using: &random) < confidence
      verdict.states.append(isRight ? .on : .off)
      verdict.confidence?.append(confidence)
      truth.append(.on)
    }
    return (verdict, truth)
  }

  /// The error by its definition: samples sorted, ten bins of a hundred.
  private func naiveError(of verdict: Contender.Verdict, _ truth: [HeatState]) -> Double {
    let confidence = verdict.confidence ?? []
    let sorted = truth.indices.sorted { confidence[$0] < confidence[$1] }
    return stride(from: 0, to: sorted.count, by: 100).map { first -> Double in
      let bin = sorted[first..<first + 100]
      let right = Double(bin.count { verdict.states[$0] == truth[$0] })
      return abs(right - bin.reduce(0) { $0 + Double(confidence[$1]) })
    }.reduce(0, +) / Double(sorted.count)
  }

  @Test(arguments: 1...20)
  func `the expected error is that of sorted samples`(seed: Int) throws {
    let (verdict, truth) = verdict(seed: UInt64(seed), isHonest: seed % 2 == 0)
    let error = try #require(Calibration(of: verdict, against: truth).expectedError)
    // Confidences are told apart to 1/4000; a sample more or less in a bin of a hundred.
    #expect(abs(error - naiveError(of: verdict, truth)) < 0.01)
  }

  @Test func `states said with one confidence are compared with the share right`() throws {
    let states: [HeatState] = [.on, .on, .on, .off, .unknown, .on]
    let verdict = Contender.Verdict(states: states, confidence: [0.75, 0.75, 0.75, 0.75, 0, 1])
    let calibration = Calibration(of: verdict, against: [.on, .on, .on, .on, .on, .unknown])
    #expect(calibration.expectedError == 0)
    #expect(calibration.shareRight(from: 0.75) == 0.75)
    #expect(calibration.shareRight(from: 0.9) == nil)
    #expect(Calibration().expectedError == nil)
  }

  @Test func `sums are those of all samples together`() throws {
    let (one, truth) = verdict(seed: 1, isHonest: true)
    let (other, otherTruth) = verdict(seed: 2, isHonest: false)
    var sum = Calibration(of: one, against: truth)
    sum += Calibration(of: other, against: otherTruth)
    let together = Calibration(
      of: Contender.Verdict(
        states: one.states + other.states,
        confidence: (one.confidence ?? []) + (other.confidence ?? [])),
      against: truth + otherTruth)
    let error = try #require(sum.expectedError)
    #expect(abs(error - (try #require(together.expectedError))) < 1e-9)
    #expect(sum.shareRight(from: 0.9) == together.shareRight(from: 0.9))
  }
}
