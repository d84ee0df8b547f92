import Testing

@testable import Simulation

struct SeededRandomTests {
  @Test func `the same seed and stream give the same numbers, others do not`() {
    func draw(_ seed: UInt64, _ stream: UInt64) -> [Double] {
      var random = SeededRandom(seed: seed, stream: stream)
      return (0..<8).map { _ in random.uniform() }
    }
    #expect(draw(7, 1) == draw(7, 1))
    #expect(draw(7, 1) != draw(7, 2))
    #expect(draw(7, 1) != draw(8, 1))
    #expect(draw(0, 0) != draw(0, 1))
  }

  @Test func `the moments of the distributions`() {
    var random = SeededRandom(seed: 3, stream: 1)
    let count = 20_000
    let uniform = (0..<count).map { _ in random.uniform() }
    #expect(uniform.allSatisfy { 0 <= $0 && $0 < 1 })
    #expect(abs(uniform.reduce(0, +) / Double(count) - 0.5) < 0.01)
    let normal = (0..<count).map { _ in random.normal() }
    let mean = normal.reduce(0, +) / Double(count)
    let variance = normal.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.05)
  }

  @Test func `a wander keeps its deviation and its memory`() {
    var random = SeededRandom(seed: 5, stream: 1)
    var wander = Wander(deviation: 2, time: 10, step: 1, random: &random)
    var previous = wander.value
    var variance = 0.0
    var covariance = 0.0
    for _ in 0..<40_000 {
      wander.advance(&random)
      variance += wander.value * wander.value
      covariance += wander.value * previous
      previous = wander.value
    }
    #expect(abs(variance / 40_000 - 4) < 0.5)
    #expect(abs(covariance / variance - 0.905) < 0.02)
  }
}
