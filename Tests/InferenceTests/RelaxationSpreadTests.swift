import TestSupport
import Testing

@testable import Inference

@Suite struct RelaxationSpreadTests {
  /// Normal deviations whose spread grows from 0.1 K by 0.02 K a kelvin up to 20 K, and is 1 K beyond.
  private func deviations() -> [(excess: Float, deviation: Float)] {
    var generator = SeededGenerator(seed: 11)
    return (0..<40_000).map { k in
      let excess = Float(k % 300) / 10
      // The sum of twelve uniform numbers is normal enough, its spread 1.
      let normal = (0..<12).reduce(Float(-6)) { sum, _ in
        sum + .random(in: 0..<1, using: &generator)
      }
      return (excess, abs(normal) * (excess < 20 ? 0.1 + 0.02 * excess : 1))
    }
  }

  @Test func `medians follow what a line cannot`() {
    let deviations = deviations()
    let line = RelaxationSpread(lineThrough: deviations, largest: 5)
    let medians = RelaxationSpread(mediansOf: deviations, line: line)
    for (excess, spread) in [(Float(4), Float(0.18)), (12, 0.34), (26, 1)] {
      #expect(abs(medians.at(excess) - spread) < 0.06 * spread, "\(medians.at(excess))")
    }
    #expect(abs(line.at(12) - 0.34) > 0.1)
    #expect(line.at(0) < line.at(10) && line.at(10) < line.at(29))
  }

  @Test func `a line is found again, whatever lies beyond it`() {
    let exact = (0..<1000).map { k -> (excess: Float, deviation: Float) in
      (Float(k % 31), 0.1 + 0.01 * Float(k % 31))
    }
    let line = RelaxationSpread(lineThrough: exact, largest: 5)
    for excess: Float in [0, 3, 17.5, 30] {
      #expect(abs(line.at(excess) - 1.25 * (0.1 + 0.01 * excess)) < 1e-4)
    }
    #expect(line.at(-4) == line.at(0))
    #expect(line.at(99) == line.at(30))
  }

  @Test func `too few deviations leave a floor`() {
    let none = RelaxationSpread(lineThrough: [], largest: 1)
    #expect(none.at(10) == 0.04)
    let few = RelaxationSpread(mediansOf: [(5, 3)], line: none)
    #expect(few.at(5) == 0.04)
  }
}
