import TestSupport
import Testing

@testable import Inference

@Suite struct RoomTemperatureTests {
  /// Means of blocks of some samples.
  private func means(
    of sensors: [[Float]], longestBridge: Int, count: Int, perBlock: Int = 1
  ) -> [Float] {
    RoomTemperature(of: sensors, longestBridge: longestBridge, count: count).means(
      on: DecisionGrid(samples: count, interval: 300 / perBlock, target: 300), standIn: nil)
  }

  @Test func `one sensor is itself, bridged`() {
    let room = means(of: [[20, .nan, 22, .nan]], longestBridge: 1, count: 4)
    #expect(Array(room[0...2]) == [20, 21, 22])
    #expect(room[3].isNaN)
  }

  @Test func `a sensor that drops out does not make the mean jump`() {
    let warm: [Float] = [22, 22, 22, .nan, .nan, 22]
    let cold: [Float] = [18, 18, 18, 18, 18, 18]
    let room = means(of: [warm, cold], longestBridge: 0, count: 6)
    #expect(room == [20, 20, 20, 20, 20, 20])
  }

  @Test func `sensors never present together are taken as they are`() {
    #expect(means(of: [[20, .nan], [.nan, 18]], longestBridge: 0, count: 2) == [20, 18])
  }

  @Test func `no sensor is no temperature`() {
    let room = RoomTemperature(of: [], longestBridge: 10, count: 3)
    #expect(room.missing == 3)
    let grid = DecisionGrid(samples: 3, interval: 300, target: 300)
    #expect(room.means(on: grid, standIn: nil).allSatisfy { $0.isNaN })
  }

  @Test func `where no sensor has a value the stand-in counts`() {
    let room = RoomTemperature(of: [[20, .nan, .nan, 23]], longestBridge: 1, count: 4)
    #expect(room.missing == 2)
    let standIn = DailyCurve(days: [10], perDay: 4, count: 4)
    let grid = DecisionGrid(samples: 4, interval: 150, target: 300)
    #expect(room.means(on: grid, standIn: standIn) == [15, 16.5])
  }

  @Test func `blocks of a long series are the same as those of its sensors bridged before`() {
    var generator = SeededGenerator(seed: 11)
    let count = 20_003
    let sensors = (0..<3).map { _ in
      (0..<count).map { _ -> Float in
        Bool.random(using: &generator) ? .nan : .random(in: 18...22, using: &generator)
      }
    }
    let bridged = sensors.map { sensor in
      var values = sensor
      bridgeGaps(in: &values, upTo: 3)
      return values
    }
    for perBlock in [1, 7, 30] {
      let read = means(of: sensors, longestBridge: 3, count: count, perBlock: perBlock)
      let before = means(of: bridged, longestBridge: 0, count: count, perBlock: perBlock)
      #expect(read.map(\.bitPattern) == before.map(\.bitPattern), "\(perBlock) a block")
    }
  }
}
