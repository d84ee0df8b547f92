import Testing

@testable import Inference

@Suite struct EdgeMatchingTests {
  private func rises(_ times: Double...) -> [TimedEdge] {
    times.map { TimedEdge(time: $0, rising: true) }
  }

  @Test func `the nearest pair is taken first, over the whole series`() {
    // In order of time, 100 would take 150 and leave 160 to 200; nearest first pairs 150 with 160.
    let matching = EdgeMatching(truth: rises(100, 160), judged: rises(150, 200), within: 60)
    #expect(matching.errors == [10])
    #expect(matching.unmatchedJudged == [1])
  }

  @Test func `the reach itself still matches`() {
    #expect(EdgeMatching(truth: rises(0), judged: rises(900), within: 900).errors == [900])
    #expect(EdgeMatching(truth: rises(0), judged: rises(900.5), within: 900).errors.isEmpty)
  }

  @Test func `no edges match no edges`() {
    let matching = EdgeMatching(truth: [], judged: rises(1, 2), within: 900)
    #expect(matching.errors.isEmpty)
    #expect(matching.unmatchedJudged == [0, 1])
  }
}
