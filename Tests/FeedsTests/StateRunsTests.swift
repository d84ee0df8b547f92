import Feeds
import TestSupport
import Testing

@Suite struct StateRunsTests {
  let folder: TemporaryFolder
  let files: FeedFiles

  init() throws {
    folder = try TemporaryFolder()
    files = FeedFiles(folder: folder.path, id: 7)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `runs agree with a naive model`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...40_000, using: &generator)
    let points = generator.statePoints(count, run: 3000)
    try files.create(points: points, start: 300, interval: 300)
    let first = Int.random(in: 0..<count, using: &generator)
    let end = Int.random(in: first...count, using: &generator)
    var expected: [StateRun] = []
    for slot in first..<end {
      let state = State(point: points[slot])
      if let last = expected.last, last.state == state {
        expected[expected.count - 1] = StateRun(
          slots: last.slots.lowerBound..<slot + 1, state: state)
      } else {
        expected.append(StateRun(slots: slot..<slot + 1, state: state))
      }
    }
    #expect(try FeedReader(files).runs(first..<end) == expected, "seed \(seed)")
  }

  @Test func `a run goes on across the pieces read`() throws {
    let count = 2 * FeedReader.chunk + 1
    try files.create(Timeline(start: 300, interval: 300, count: count), filledWith: 1)
    #expect(try FeedReader(files).runs() == [StateRun(slots: 0..<count, state: .on)])
  }

  @Test(arguments: State.allCases)
  func `one point is one run and none is none`(state: State) throws {
    try files.create(points: [state.point], start: 300, interval: 300)
    let reader = try FeedReader(files)
    #expect(try reader.runs() == [StateRun(slots: 0..<1, state: state)])
    #expect(try reader.runs(1..<1).isEmpty)
  }

  @Test func `a value from half up is on`() throws {
    try files.create(points: [0.49, 0.5, 7, -1, .infinity], start: 300, interval: 300)
    #expect(
      try FeedReader(files).runs().map(\.state) == [.off, .on, .off, .on])
  }
}
