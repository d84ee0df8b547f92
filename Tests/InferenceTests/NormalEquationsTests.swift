import TestSupport
import Testing

@testable import Inference

@Suite struct NormalEquationsTests {
  @Test(arguments: UInt64(0)..<20)
  func `coefficients that made the targets are found again`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let truth = (0..<5).map { _ in Float.random(in: -2...2, using: &generator) }
    var equations = NormalEquations<5>()
    for _ in 0..<200 {
      let row = (0..<5).map { _ in Float.random(in: -1...1, using: &generator) }
      let target = zip(row, truth).reduce(Float(0)) { $0 + $1.0 * $1.1 }
      equations.add(
        SIMD8(row + [9, 9, 9]), equals: target,
        weight: .random(in: 0.1...1, using: &generator))
    }
    for (found, given) in zip(equations.solution(ridge: 1e-9), truth) {
      #expect(abs(found - Double(given)) < 1e-4, "seed \(seed)")
    }
  }

  @Test func `what the rows leave open stays finite`() {
    var equations = NormalEquations<3>()
    #expect(equations.solution(ridge: 1e-6).allSatisfy { $0.isFinite })
    for _ in 0..<10 { equations.add(SIMD8(1, 1, 0, 9, 9, 9, 9, 9), equals: 2, weight: 1) }
    let solution = equations.solution(ridge: 1e-6)
    #expect(abs(solution[0] + solution[1] - 2) < 1e-3)
    #expect(abs(solution[2]) < 1e-3)
  }
}
