import Inference
import Testing

@testable import evaluation

@Suite struct VariantTests {
  private let series = CircuitSeries(
    start: 600, interval: 300, supply: [1, 2, 3, .nan, 5, .nan, .nan, .nan, 9, 10],
    return: [Float](repeating: 4, count: 10))

  @Test func `means begin at a multiple of the longer interval`() {
    let coarse = series.averaged(to: 900)
    #expect(coarse.start == 900)
    #expect(coarse.interval == 900)
    #expect(coarse.supply.count == 3)
    #expect(coarse.supply[0] == 2.5)
    #expect(coarse.supply[1] == 5)
    #expect(coarse.supply[2] == 9.5)
    #expect(coarse.return == [4, 4, 4])
  }

  @Test func `lines pass through the samples and leave gaps open`() {
    let fine = series.interpolated(to: 60, noise: 0, seed: 1)
    #expect(fine.supply.count == 46)
    #expect(fine.supply[0] == 1)
    #expect(abs(fine.supply[3] - 1.6) < 1e-6)
    #expect(fine.supply[5] == 2)
    #expect(fine.supply[10] == 3)
    #expect(fine.supply[11..<20].allSatisfy { $0.isNaN })
    #expect(fine.supply[20] == 5)
  }

  @Test func `noise has the deviation asked for`() {
    let flat = CircuitSeries(start: 0, interval: 300, supply: [Float](repeating: 0, count: 5000))
    let noise = flat.interpolated(to: 60, noise: 0.03, seed: 7).supply
    let variance = noise.reduce(0) { $0 + $1 * $1 } / Float(noise.count)
    #expect(abs(variance.squareRoot() - 0.03) < 0.001)
    #expect(noise == flat.interpolated(to: 60, noise: 0.03, seed: 7).supply)
  }

  @Test func `a long interval has the state of most of it`() {
    let truth = Truth(segments: [(0, 1200, .off), (1200, 3000, .on), (6000, 7000, .on)])
    let states = truth.mostly(start: 0, interval: 1800, count: 4)
      .sampled(start: 0, interval: 1800, count: 4)
    #expect(states == [.off, .on, .unknown, .on])
  }

  @Test func `an excerpt keeps its instants`() {
    let excerpt = series.excerpt(4..<10)
    #expect(excerpt.start == 1800)
    #expect(excerpt.supply.first == 5)
    #expect(excerpt.return?.count == 6)
  }
}
