import TestSupport
import Testing

@testable import Inference

@Suite struct RelaxationLawTests {
  /// Water that cools towards 20 °C by 3 % a block, warmed anew every 100 blocks.
  private func cooling(disturbed share: Double) -> CoolingFeatures {
    var generator = SeededGenerator(seed: 3)
    var supply: [Float] = []
    var water: Float = 50
    for k in 0..<5000 {
      if k % 100 == 0 { water = 50 }
      supply.append(water)
      water -= 0.03 * (water - 20)
      if Double.random(in: 0..<1, using: &generator) < share { water += 0.4 }
    }
    return CoolingFeatures(
      supply: supply, room: [Float](repeating: 20, count: supply.count),
      surroundings: (nil, nil), interval: 300)
  }

  @Test(arguments: [0, 0.1], [true, false])
  func `the law is found, disturbed or not`(share: Double, isRoomMeasured: Bool) {
    let features = cooling(disturbed: share)
    let law = RelaxationLaw(
      from: features, where: [Bool](repeating: true, count: 5000), largestChange: 0.5,
      isRoomMeasured: isRoomMeasured)
    let changes = law.changes(of: features)
    for k in 1000..<1090 {
      let expected = -0.03 * features.excess[k]
      #expect(
        abs(changes[k] - expected) < 0.05 + 0.03 * abs(expected), "excess \(features.excess[k])")
    }
  }

  @Test func `blocks held to be on teach nothing`() {
    let features = cooling(disturbed: 0)
    let law = RelaxationLaw(
      from: features, where: [Bool](repeating: false, count: 5000), largestChange: 0.5,
      isRoomMeasured: true)
    #expect(law.changes(of: features).allSatisfy { $0 == 0 })
    #expect(law.spread(at: 10) > 0)
  }

  @Test func `a gap has no excess and no change, and disturbs nothing`() {
    var supply = [Float](repeating: 30, count: 100)
    supply[50] = .nan
    let features = CoolingFeatures(
      supply: supply, room: [Float](repeating: 20, count: 100),
      surroundings: ([Float](repeating: .nan, count: 100), nil), interval: 300)
    #expect(features.excess[50].isNaN && features.change[50].isNaN && features.change[49].isNaN)
    #expect(features.change[51] == 0 && features.change[99].isNaN)
    features.forEachRow(of: 0..<100) { block, row in
      #expect(row.indices.allSatisfy { row[$0].isFinite }, "block \(block)")
    }
  }
}
