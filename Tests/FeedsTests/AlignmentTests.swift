import Feeds
import TestSupport
import Testing

@Suite struct AlignmentTests {
  let folder: TemporaryFolder
  let files: FeedFiles

  init() throws {
    folder = try TemporaryFolder()
    files = FeedFiles(folder: folder.path, id: 7)
  }

  private func naive(_ points: [Float], _ timeline: Timeline, on grid: Timeline) -> [Float] {
    (0..<grid.count).map { index in
      let time = grid.time(of: index)
      if timeline.interval < grid.interval {
        let recorded = points.indices.filter {
          let instant = timeline.time(of: $0)
          return instant >= time && instant < time + grid.interval && !points[$0].isNaN
        }
        let sum = recorded.reduce(0.0) { $0 + Double(points[$1]) }
        return recorded.isEmpty ? .nan : Float(sum / Double(recorded.count))
      }
      let slot = points.indices.last { timeline.time(of: $0) <= time }
      guard let slot, time < timeline.time(of: slot + 1) else { return .nan }
      return points[slot]
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `values agree with a naive model`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let interval = [1, 10, 60, 300, 7][Int(seed) % 5]
    let points = generator.points(Int.random(in: 1...200, using: &generator))
    let start = interval * Int.random(in: 1...50, using: &generator)
    try files.create(points: points, start: start, interval: interval)
    let reader = try FeedReader(files)
    for gridInterval in [1, 10, 25, 60, 300, interval] {
      let grid = Timeline(
        start: Int.random(in: start - 1000...start + interval * points.count, using: &generator),
        interval: gridInterval, count: Int.random(in: 0...150, using: &generator))
      let values = try reader.values(on: grid)
      let expected = naive(points, reader.timeline, on: grid)
      try #require(values.count == grid.count)
      for (value, other) in zip(values, expected) where !(value.isNaN && other.isNaN) {
        #expect(abs(value - other) <= 1e-4, "seed \(seed), \(reader.timeline) on \(grid)")
      }
    }
  }

  @Test func `feeds of one interval and different starts are matched by time`() throws {
    try files.create(points: [1, 2, 3], start: 600, interval: 300)
    let grid = Timeline(start: 0, interval: 300, count: 6)
    let values = try FeedReader(files).values(on: grid)
    #expect(values[2...4] == [1, 2, 3])
    #expect(values[0].isNaN && values[1].isNaN && values[5].isNaN)
  }

  @Test func `a coarser feed is held and its gaps are kept`() throws {
    try files.create(points: [1, .nan, 3], start: 600, interval: 600)
    let values = try FeedReader(files).values(on: Timeline(start: 600, interval: 300, count: 7))
    #expect(values[0...1] == [1, 1])
    #expect(values[2].isNaN && values[3].isNaN)
    #expect(values[4...5] == [3, 3])
    #expect(values[6].isNaN)
  }

  @Test func `a long feed is held across the pieces read`() throws {
    let count = 2 * FeedReader.chunk + 5
    let points = (0..<count).map { Float($0) }
    try files.create(points: points, start: 300, interval: 300)
    let reader = try FeedReader(files)
    #expect(try reader.values(on: reader.timeline) == points)
    let coarser = Timeline(start: 300, interval: 600, count: count / 2)
    #expect(
      try reader.values(on: coarser) == (0..<count / 2).map { Float(2 * $0) + 0.5 })
  }

  @Test func `feeds that do not overlap share no value`() throws {
    try files.create(points: [1, 2, 3], start: 600, interval: 300)
    let reader = try FeedReader(files)
    for interval in [60, 300, 3600] {
      let after = try reader.values(on: Timeline(start: 1500, interval: interval, count: 4))
      #expect(after.allSatisfy { $0.isNaN })
      let before = try reader.values(
        on: Timeline(start: 0, interval: interval, count: 600 / interval))
      #expect(before.allSatisfy { $0.isNaN })
    }
  }

  @Test func `an empty feed has no value anywhere`() throws {
    try files.create(Timeline(start: 0, interval: 300, count: 0), filledWith: 1)
    let reader = try FeedReader(files)
    for interval in [60, 3600] {
      let values = try reader.values(on: Timeline(start: 0, interval: interval, count: 3))
      #expect(values.count == 3 && values.allSatisfy { $0.isNaN })
    }
  }
}
