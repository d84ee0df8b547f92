import TestSupport
import Testing

@testable import Inference

@Suite struct StatisticsTests {
  @Test func `a quantile is the value that sorting puts there`() {
    let seed: UInt64 = 7
    var generator = SeededGenerator(seed: seed)
    for count in [1, 2, 3, 7, 50, 288, 9_999] {
      for spread in [1, 5, 100_000] {
        var values = (0..<count).map { _ in Float(Int.random(in: 0..<spread, using: &generator)) }
        if count > 2 { values[count / 2] = .nan }
        let sorted = values.filter { !$0.isNaN }.sorted()
        for share in [0, 0.05, 0.1, 0.5, 0.75, 0.995, 1] {
          let rank = Int((share * Double(sorted.count - 1)).rounded())
          #expect(quantile(share, of: values[...]) == sorted[rank], "seed \(seed), \(count) values")
        }
      }
    }
  }

  @Test func `values in order, reversed and all alike are no worse`() {
    let rising = (0..<9_000).map(Float.init)
    #expect(quantile(0.5, of: rising[...]) == 4_500)
    #expect(quantile(0.5, of: rising.reversed()[...]) == 4_500)
    #expect(quantile(0.25, of: [Float](repeating: 3, count: 9_000)[...]) == 3)
  }

  @Test func `no value has no quantile`() {
    #expect(quantile(0.5, of: [Float.nan, .nan][...]) == nil)
    #expect(quantile(0.5, of: []) == nil)
  }
}
