import TestSupport
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

  @Test(arguments: UInt64(0)..<40)
  func `a series read piece by piece is bridged as a whole one`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let share = Double.random(in: 0...0.9, using: &generator)
    let values = (0..<500).map { _ -> Float in
      .random(in: 0..<1, using: &generator) < share ? .nan : .random(in: 0...9, using: &generator)
    }
    let longest = Int.random(in: 0...5, using: &generator)
    var whole = values
    bridgeGaps(in: &whole, upTo: longest)
    var series = BridgedSeries(values, upTo: longest)
    var pieces: [Float] = []
    while pieces.count < values.count {
      let piece =
        pieces.count..<min(values.count, pieces.count + .random(in: 1...40, using: &generator))
      var isWhole = false
      pieces += [Float](unsafeUninitializedCapacity: piece.count) { target, count in
        isWhole = series.read(piece, into: target)
        count = piece.count
      }
      #expect(isWhole == whole[piece].allSatisfy { !$0.isNaN }, "seed \(seed)")
    }
    #expect(pieces.map(\.bitPattern) == whole.map(\.bitPattern), "seed \(seed)")
  }

  @Test func `stretches are what lies between gaps`() {
    #expect(stretches(of: [1, .nan, 2, 3, .nan]) == [0..<1, 2..<4])
    #expect(stretches(of: [.nan, 1]) == [1..<2])
    #expect(stretches(of: []).isEmpty)
  }
}
