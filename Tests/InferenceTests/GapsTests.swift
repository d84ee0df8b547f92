import Testing

@testable import Inference

@Suite struct GapsTests {
  @Test func `gaps up to the limit become straight lines and no others`() {
    var values: [Float] = [.nan, 1, .nan, .nan, 4, .nan, .nan, .nan, 8, .nan]
    bridgeGaps(in: &values, upTo: 2)
    #expect(Array(values[1...4]) == [1, 2, 3, 4])
    #expect(values[5...7].allSatisfy { $0.isNaN })
    #expect(values[0].isNaN && values[9].isNaN)
  }

  @Test func `nothing to bridge is no trouble`() {
    var none: [Float] = []
    bridgeGaps(in: &none, upTo: 3)
    #expect(none.isEmpty)
    var missing: [Float] = [.nan, .nan]
    bridgeGaps(in: &missing, upTo: 3)
    #expect(missing.allSatisfy { $0.isNaN })
  }

  @Test func `stretches are what lies between gaps`() {
    #expect(stretches(of: [1, .nan, 2, 3, .nan]) == [0..<1, 2..<4])
    #expect(stretches(of: [.nan, 1]) == [1..<2])
    #expect(stretches(of: []).isEmpty)
  }
}
