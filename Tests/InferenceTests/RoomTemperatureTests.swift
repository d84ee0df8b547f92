import Testing

@testable import Inference

@Suite struct RoomTemperatureTests {
  @Test func `one sensor is itself, bridged`() {
    let room = RoomTemperature(longestBridge: 1).mean(of: [[20, .nan, 22, .nan]], count: 4)
    #expect(Array(room[0...2]) == [20, 21, 22])
    #expect(room[3].isNaN)
  }

  @Test func `a sensor that drops out does not make the mean jump`() {
    let warm: [Float] = [22, 22, 22, .nan, .nan, 22]
    let cold: [Float] = [18, 18, 18, 18, 18, 18]
    let room = RoomTemperature(longestBridge: 0).mean(of: [warm, cold], count: 6)
    #expect(room == [20, 20, 20, 20, 20, 20])
  }

  @Test func `sensors never present together are taken as they are`() {
    let room = RoomTemperature(longestBridge: 0).mean(of: [[20, .nan], [.nan, 18]], count: 2)
    #expect(room == [20, 18])
  }

  @Test func `no sensor is no temperature`() {
    let room = RoomTemperature(longestBridge: 10).mean(of: [], count: 3)
    #expect(room.count == 3 && room.allSatisfy { $0.isNaN })
  }
}
