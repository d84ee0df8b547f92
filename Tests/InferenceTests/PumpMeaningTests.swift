import Testing

@testable import Inference

@Suite struct PumpMeaningTests {
  private func apply(
    _ text: String, longestPause: Int = 4
  ) -> (states: String, confidence: [Float]) {
    var states: [HeatState] = text.map { $0 == "1" ? .on : $0 == "0" ? .off : .unknown }
    var confidence = states.map { $0 == .unknown ? Float(0) : 0.6 }
    PumpMeaning(longestPause: longestPause).apply(to: &states, &confidence, interval: 1)
    return (
      states.map { $0 == .on ? "1" : $0 == .off ? "0" : "-" }.joined(), confidence
    )
  }

  @Test func `short pauses are filled and long ones kept`() {
    #expect(apply("1000100001").states == "1111100001")
  }

  @Test func `pauses at the ends count as long as they are seen`() {
    #expect(apply("0001000").states == "1111111")
    #expect(apply("00001000000").states == "00001000000")
  }

  @Test func `what is unknown stays so and counts into the pause`() {
    #expect(apply("10-01").states == "11-11")
    #expect(apply("10--01").states == "10--01")
  }

  @Test func `a series without heat is left alone`() {
    #expect(apply("00-00").states == "00-00")
    #expect(apply("").states == "")
  }

  @Test func `confidence falls towards the limit from either side`() {
    let filled = apply("101000100000000001").confidence
    #expect(filled[1] == 0.875)
    #expect(filled[4] == 0.625)
    #expect(filled[10] == 0.8)
    // Beside a filled pause the exact edge no longer matters.
    #expect(filled[0] == 0.875)
    #expect(filled[17] == 0.6)
  }
}
