import Testing

@testable import Inference

@Suite struct FreeDecayTests {
  /// Days of 288 blocks: heat until noon at 20 K above the room, then a decay to 2 K above it; on the days
  /// named, weak heating that holds the water at 8 K instead, supposed off.
  private func days(
    _ count: Int, held: Set<Int>
  ) -> (isOn: [Bool], excess: [Float]) {
    var isOn: [Bool] = []
    var excess: [Float] = []
    for day in 0..<count {
      var water: Float = 20
      for block in 0..<288 {
        let heats = block < 144
        if held.contains(day) {
          water = heats ? 10 : 10 - Float(block - 143) / 72
        } else if !heats {
          water += (2 - water) / 15
        }
        isOn.append(heats)
        excess.append(water)
      }
    }
    return (isOn, excess)
  }

  @Test func `a stretch that hardly loses heat is no lesson`() {
    let (isOn, excess) = days(10, held: [3, 7])
    let decay = FreeDecay(
      isOn, excess: excess, stretches: [0..<isOn.count], interval: 300, leastShare: 0.6)
    for k in isOn.indices {
      let isHeld = [3, 7].contains(k / 288)
      #expect(decay.isLesson[k] == (!isOn[k] && !isHeld), "block \(k)")
    }
  }

  @Test func `what cannot be judged is a lesson`() {
    // The first run off has no beginning, the second is short, the third begins near the room.
    let isOn =
      [false, true, false, true, false].flatMap { [Bool](repeating: $0, count: 10) }
      + [Bool](repeating: false, count: 30)
    var excess = [Float](repeating: 20, count: isOn.count)
    for k in 40..<isOn.count { excess[k] = 3 }
    let decay = FreeDecay(
      isOn, excess: excess, stretches: [0..<isOn.count], interval: 300, leastShare: 0.6)
    #expect(decay.isLesson == isOn.map { !$0 })
  }

  @Test func `runs off end with their stretches`() {
    let isOn = [false, false, true, false, false, false]
    let runs = runsOff(isOn, in: [0..<5, 5..<6])
    #expect(runs.map(\.blocks) == [0..<2, 3..<5, 5..<6])
    #expect(runs.map(\.startsAtEdge) == [false, true, false])
  }
}
