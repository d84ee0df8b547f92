import TestSupport
import Testing

@testable import Charts

struct ValueScaleTests {
  @Test func `temperatures`() {
    let scale = ValueScale(covering: 17.2...46.1, maximumTicks: 4)
    #expect(scale.ticks.map(\.label) == ["20", "30", "40"])
    #expect(scale.low < 17.2 && scale.high > 46.1)
  }

  @Test func `ticks of an axis have as many decimals as each other`() {
    let scale = ValueScale(covering: -0.4...1.2, maximumTicks: 5)
    #expect(scale.ticks.map(\.label) == ["0.0", "0.5", "1.0"])
  }

  @Test func `a constant gets an axis around it`() {
    for value in [0.0, 20, -3, 1e-12, 3.4e38, -3.4e38] {
      let scale = ValueScale(covering: value...value, maximumTicks: 4)
      #expect(scale.low < value && value < scale.high)
      #expect(!scale.ticks.isEmpty)
      #expect(abs(scale.fraction(of: value) - 0.5) < 0.01)
    }
  }

  @Test func `what is never negative gets no room below nothing`() {
    #expect(ValueScale(covering: 0...150, maximumTicks: 4).low == 0)
    #expect(ValueScale(covering: -1...150, maximumTicks: 4).low < -1)
  }

  @Test func `nothing to cover gives no ticks`() {
    let scale = ValueScale(covering: nil, maximumTicks: 4)
    #expect(scale.ticks.isEmpty && scale.low < scale.high)
  }

  @Test(arguments: 0..<200)
  func `the range covers the values and ticks are few and increasing`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let size = DecimalText.powerOfTen(Int.random(in: -40...37, using: &generator))
    let a = Double.random(in: -9...9, using: &generator) * size
    let b = a + Double.random(in: 0...9, using: &generator) * size
    let maximum = Int.random(in: 2...12, using: &generator)
    let scale = ValueScale(covering: a...b, maximumTicks: maximum)
    #expect(scale.low <= a && b <= scale.high, "seed \(seed)")
    #expect((1...maximum).contains(scale.ticks.count), "seed \(seed)")
    #expect(scale.ticks.allSatisfy { scale.low <= $0.value && $0.value <= scale.high })
    #expect(zip(scale.ticks, scale.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
    #expect(Set(scale.ticks.map(\.label)).count == scale.ticks.count, "seed \(seed)")
  }
}
