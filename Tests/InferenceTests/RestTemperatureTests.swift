import Testing

@testable import Inference

@Suite struct RestTemperatureTests {
  @Test func `the ends of long stretches off are joined by straight lines`() throws {
    // Two nights of six hours at 18 and 20 °C, once cooled, and a pause too short to cool.
    var supply = [Float](repeating: 45, count: 600)
    var isOn = [Bool](repeating: true, count: 600)
    for (range, rest) in [(100..<172, Float(18)), (300..<372, 20), (450..<480, 33)] {
      for k in range {
        isOn[k] = false
        supply[k] = k < range.lowerBound + 30 ? 30 : rest
      }
    }
    let rests = RestTemperature().rests(
      supply: supply, isOn: isOn, stretches: [0..<600], interval: 300)
    #expect(rests.map(\.temperature) == [18, 20])
    let room = try #require(
      RestTemperature().temperatures(
        supply: supply, isOn: isOn, stretches: [0..<600], interval: 300))
    #expect(room[0] == 18 && room[599] == 20)
    #expect(abs(room[(rests[0].block + rests[1].block) / 2] - 19) < 0.01)
    #expect(zip(room, room.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func `less than two rests tell nothing`() {
    let supply = [Float](repeating: 20, count: 100)
    var isOn = [Bool](repeating: true, count: 100)
    func temperatures() -> [Float]? {
      RestTemperature().temperatures(
        supply: supply, isOn: isOn, stretches: [0..<100], interval: 300)
    }
    #expect(temperatures() == nil)
    for k in 20..<70 { isOn[k] = false }
    #expect(temperatures() == nil)
  }
}
