import Inference
import TestSupport
import Testing

@Suite struct ScoreTests {
  /// States written as `1`, `0` and `-` for unknown.
  private func states(_ text: String) -> [HeatState] {
    text.filter { $0 != " " }.map { $0 == "1" ? .on : $0 == "0" ? .off : .unknown }
  }

  private func isNear(_ value: Double?, _ expected: Double) -> Bool {
    abs((value ?? .nan) - expected) < 1e-12
  }

  private func score(
    _ judged: String, against truth: String, interval: Int = 300, from: Int? = nil, to: Int? = nil
  ) -> Score {
    Score(
      judged: states(judged), start: 3000, interval: interval,
      against: Truth(start: 3000, interval: interval, states: states(truth)), from: from, to: to)
  }

  @Test func `a feed equal to the truth has every figure at its best`() {
    let score = score("000000 111111 000000", against: "000000 111111 000000")
    #expect(score.samples == 18)
    #expect(score.accuracy == 1)
    #expect(score.balancedAccuracy == 1)
    #expect(score.f1 == 1)
    #expect(score.kappa == 1)
    #expect(score.edgePrecision == 1)
    #expect(score.edgeRecall == 1)
    #expect(score.medianEdgeError == 0)
    #expect(score.truthSegments == 3)
    #expect(score.segments == 3)
  }

  @Test func `shares, F1 and kappa follow their definitions`() {
    // On and judged on 3, on and judged off 1, off and judged on 2, off and judged off 4.
    let score = score("1110 110000", against: "1111 000000")
    #expect(score.samples == 10)
    #expect(score.accuracy == 0.7)
    let balanced: Double = (0.75 + 4.0 / 6) / 2
    #expect(isNear(score.balancedAccuracy, balanced))
    #expect(isNear(score.f1, 6.0 / 9))
    // Chance: (4 * 5 + 6 * 5) / 100 = 0.5.
    #expect(isNear(score.kappa, 0.4))
  }

  @Test func `only samples with a known truth count`() {
    let score = score("1111 0000", against: "11-- --00")
    #expect(score.samples == 4)
    #expect(score.accuracy == 1)
    #expect(score.truthSegments == 2)
    #expect(score.segments == 2)
  }

  @Test func `unknown in the judged feed counts as wrong`() {
    let score = score("1-1- 00-0", against: "1111 0000")
    #expect(score.accuracy == 5.0 / 8)
    #expect(score.balancedAccuracy == (0.5 + 0.75) / 2)
    #expect(score.f1 == 4.0 / 7)
  }

  @Test func `figures without meaning are nil`() {
    let none = score("1111", against: "----")
    #expect(none.samples == 0)
    #expect(none.accuracy == nil)
    #expect(none.balancedAccuracy == nil)
    #expect(none.edgeRecall == nil)
    #expect(none.medianEdgeError == nil)
    let one = score("0000", against: "0000")
    #expect(one.balancedAccuracy == 1)
    #expect(one.f1 == nil)
    #expect(one.kappa == nil)
    #expect(one.edgePrecision == nil)
  }

  @Test func `an edge of the truth lies in the middle of what separates its stretches`() {
    // Known off ends 5 * 300 s in, known on starts 9 * 300 s in: 20 minutes, middle at 7 * 300 s.
    let exact = score("0000000 1111111", against: "00000---- 11111")
    #expect(exact.edgeRecall == 1)
    #expect(exact.medianEdgeError == 0)
    // One sample more and there is no edge to find.
    let wide = score("0000000 1111111", against: "00000----- 1111")
    #expect(wide.edgeRecall == nil)
  }

  @Test func `above ten minutes an edge may be two samples wide`() {
    #expect(score("000 1111", against: "00-- 111", interval: 3600).edgeRecall == 1)
    #expect(score("000 1111", against: "00--- 11", interval: 3600).edgeRecall == nil)
  }

  @Test func `an edge matches within fifteen minutes and in its own direction`() {
    let truth = "0000000000 1111111111"
    #expect(score("0000000 1111111111111", against: truth).medianEdgeError == 900)
    #expect(score("000000 11111111111111", against: truth).edgeRecall == 0)
    #expect(score("1111111111 0000000000", against: truth).edgeRecall == 0)
  }

  @Test func `one sample is the reach where it lasts longer than fifteen minutes`() {
    #expect(score("000 111111", against: "0000 11111", interval: 3600).medianEdgeError == 3600)
    #expect(score("00 1111111", against: "0000 11111", interval: 3600).edgeRecall == 0)
  }

  @Test func `an unmatched edge is false where the truth around it is known`() {
    let truth = "00000000000000000000"
    let score = score("00000000 1111 00000000", against: truth)
    #expect(score.edgePrecision == 0)
  }

  @Test func `an unmatched edge is not false where less than 70 percent around it is known`() {
    // Three samples before and three after the edge at sample 6: one unknown is 83 %, two 67 %.
    #expect(score("000000 111111", against: "0000-0 000000").edgePrecision == 0)
    #expect(score("000000 111111", against: "000--0 000000").edgePrecision == nil)
  }

  @Test func `two judged edges cannot share one of the truth`() {
    let score = score("0000000000 1 0 11111111", against: "0000000000 1111111111")
    // The rise at 10 is matched; the rise at 12 and the fall at 11 are false.
    #expect(score.edgeRecall == 1)
    #expect(score.edgePrecision == 1.0 / 3)
    #expect(score.medianEdgeError == 0)
  }

  @Test func `only the range from, up to and without to counts`() {
    let truth = "0000 1111 0000"
    let score = score(truth, against: truth, from: 3000 + 4 * 300, to: 3000 + 8 * 300)
    #expect(score.samples == 4)
    #expect(score.truthSegments == 1)
    #expect(score.edgeRecall == nil)
    // A range that starts between two samples starts at the later.
    #expect(self.score(truth, against: truth, from: 3001).samples == 11)
    #expect(self.score(truth, against: truth, from: 9_000_000).samples == 0)
    #expect(self.score(truth, against: truth, to: Int.min).samples == 0)
    #expect(self.score(truth, against: truth, from: Int.min, to: Int.max).samples == 12)
  }

  @Test func `a grid that overflows is not judged`() {
    let truth = Truth(segments: [(0, 100, .on)])
    let score = Score(judged: [.on, .on], start: .max - 1, interval: 300, against: truth)
    #expect(score.samples == 0)
    #expect(Score(judged: [.on], start: 0, interval: 0, against: truth).samples == 0)
  }

  @Test(arguments: UInt64(0)..<50)
  func `turning on into off turns nothing but F1`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func random() -> [HeatState] {
      (0..<200).map { _ in [.on, .on, .off, .off, .unknown].randomElement(using: &generator) ?? .on
      }
    }
    func turned(_ states: [HeatState]) -> [HeatState] {
      states.map { $0 == .on ? .off : $0 == .off ? .on : .unknown }
    }
    let (judged, truth) = (random(), random())
    let one = Score(
      judged: judged, start: 0, interval: 300,
      against: Truth(start: 0, interval: 300, states: truth))
    let other = Score(
      judged: turned(judged), start: 0, interval: 300,
      against: Truth(start: 0, interval: 300, states: turned(truth)))
    #expect(one.accuracy == other.accuracy, "seed \(seed)")
    #expect(one.kappa == other.kappa, "seed \(seed)")
    #expect(one.edgePrecision == other.edgePrecision, "seed \(seed)")
    #expect(one.edgeRecall == other.edgeRecall, "seed \(seed)")
    #expect(one.medianEdgeError == other.medianEdgeError, "seed \(seed)")
  }
}
