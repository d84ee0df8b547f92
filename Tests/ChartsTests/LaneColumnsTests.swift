import Feeds
import TestSupport
import Testing

@testable import Charts

struct LaneColumnsTests {
  @Test func `columns hold the states of their time, exactly`() {
    let lane = Lane(
      name: "state",
      segments: [
        LaneSegment(start: 0, end: 20, state: .on), LaneSegment(start: 20, end: 35, state: .off),
        LaneSegment(start: 35, end: 40, state: .unknown, provenance: "hand"),
        LaneSegment(start: 60, end: 61, state: .on),
      ])
    let columns = LaneColumns(lane, columns: 8, window: 0..<80)
    #expect(
      columns.contents == [
        .state(.on), .state(.on), .state(.off), .mixed, .nothing, .nothing, .state(.on), .nothing,
      ])
    #expect(columns.byHand == [false, false, false, true, false, false, false, false])
    #expect(columns.segments == [0, 0, 1, 1, -1, -1, 3, -1])
  }

  @Test(arguments: 0..<100)
  func `every column agrees with a count second by second`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let window = 100..<100 + Int.random(in: 1...400, using: &generator)
    let count = Int.random(in: 1...120, using: &generator)
    var segments: [LaneSegment] = []
    var time = Int.random(in: 50...150, using: &generator)
    while time < 600 {
      let end = time + Int.random(in: 1...30, using: &generator)
      segments.append(
        LaneSegment(
          start: time, end: end, state: State.allCases[Int.random(in: 0...2, using: &generator)]))
      time = end + (Bool.random(using: &generator) ? 0 : Int.random(in: 0...20, using: &generator))
    }
    let drawn = LaneColumns(Lane(name: "", segments: segments), columns: count, window: window)
    for column in 0..<count {
      var held: Set<State> = []
      for segment in segments {
        // Exact fractions: [start, end) meets [from + c * span / n, from + (c + 1) * span / n).
        let start = (max(segment.start, window.lowerBound) - window.lowerBound) * count
        let end = (min(segment.end, window.upperBound) - window.lowerBound) * count
        if start < end && start < (column + 1) * window.count && end > column * window.count {
          held.insert(segment.state)
        }
      }
      let expected: LaneColumns.Content =
        held.count > 1 ? .mixed : held.first.map { .state($0) } ?? .nothing
      #expect(drawn.contents[column] == expected, "seed \(seed), column \(column)")
    }
  }

  @Test func `odd segments and windows are survived`() {
    let lane = Lane(
      name: "",
      segments: [
        LaneSegment(start: .min, end: .max, state: .on), LaneSegment(start: 9, end: 3, state: .off),
      ])
    #expect(LaneColumns(lane, columns: 2, window: 0..<10).contents == [.state(.on), .state(.on)])
    #expect(LaneColumns(lane, columns: 2, window: 5..<5).contents == [.nothing, .nothing])
    #expect(LaneColumns(lane, columns: 0, window: 0..<10).contents.isEmpty)
  }

  @Test func `runs cover all values`() {
    let runs = LaneColumns.runs(of: [1, 1, 2, 1])
    #expect(runs.map(\.columns) == [0..<2, 2..<3, 3..<4])
    #expect(LaneColumns.runs(of: [Int]()).isEmpty)
  }
}
