import Feeds
import TestSupport
import Testing

@Suite struct ResamplingTests {
  let folder: TemporaryFolder
  let files: FeedFiles

  init() throws {
    folder = try TemporaryFolder()
    files = FeedFiles(folder: folder.path, id: 7)
  }

  /// The points of each column, found point by point with whole numbers.
  private func buckets(
    _ points: [Float], _ timeline: Timeline, from: Int, to: Int, count: Int
  ) -> [[Float]] {
    var buckets = [[Float]](repeating: [], count: count)
    for (slot, point) in points.enumerated() {
      let time = timeline.time(of: slot)
      guard time >= from, time < to else { continue }
      buckets[(time - from) * count / (to - from)].append(point)
    }
    return buckets
  }

  private func naive(_ buckets: [[Float]]) -> Columns {
    var columns = Columns(count: buckets.count)
    for (column, points) in buckets.enumerated() {
      let recorded = points.filter { !$0.isNaN }
      columns.min[column] = recorded.min() ?? .nan
      columns.max[column] = recorded.max() ?? .nan
      columns.first[column] = recorded.first ?? .nan
      columns.last[column] = recorded.last ?? .nan
      columns.count[column] = Int32(recorded.count)
      columns.mean[column] =
        recorded.isEmpty
        ? .nan : Float(recorded.reduce(0.0) { $0 + Double($1) } / Double(recorded.count))
    }
    return columns
  }

  /// Equality in which NaN equals NaN, and means may differ by the order of a sum in double precision.
  private func expectEqual(_ columns: Columns, _ expected: Columns, _ comment: Comment) {
    for part in [\Columns.min, \.max, \.first, \.last] {
      #expect(
        columns[keyPath: part].map(\.bitPattern) == expected[keyPath: part].map(\.bitPattern),
        comment)
    }
    #expect(columns.count == expected.count, comment)
    for (mean, other) in zip(columns.mean, expected.mean) where !(mean.isNaN && other.isNaN) {
      #expect(abs(mean - other) <= 1e-5 * max(1, abs(other)), comment)
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `columns agree with a naive model`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let interval = Int.random(in: 1...600, using: &generator)
    let points = generator.points(Int.random(in: 1...3_000, using: &generator), gaps: 0.4)
    let start = interval * Int.random(in: 1...1000, using: &generator)
    try files.create(points: points, start: start, interval: interval)
    let reader = try FeedReader(files)
    let timeline = reader.timeline
    for _ in 0..<5 {
      let from = Int.random(in: start - 5000...timeline.end + 10, using: &generator)
      let to = from + Int.random(in: 1...2 * interval * points.count + 1, using: &generator)
      let count = Int.random(in: 1...200, using: &generator)
      let expected = naive(buckets(points, timeline, from: from, to: to, count: count))
      expectEqual(
        try reader.columns(from: from, to: to, count: count), expected,
        "seed \(seed), \(timeline), \(from) to \(to), \(count) columns")
    }
  }

  @Test func `columns that straddle the pieces read agree with a naive model`() throws {
    var generator = SeededGenerator(seed: 5)
    let points = generator.points(3 * FeedReader.chunk + 17)
    try files.create(points: points, start: 300, interval: 300)
    let reader = try FeedReader(files)
    for count in [1, 2, 7, 1000] {
      let (from, to) = (reader.timeline.start, reader.timeline.end)
      expectEqual(
        try reader.columns(from: from, to: to, count: count),
        naive(buckets(points, reader.timeline, from: from, to: to, count: count)), "\(count)")
    }
  }

  @Test func `a gap at the edges of a column enters into nothing`() throws {
    try files.create(
      points: [.nan, 2, .nan, .nan, .nan, .nan, .nan, 5, 3], start: 300, interval: 300)
    let columns = try FeedReader(files).columns(from: 300, to: 3000, count: 3)
    #expect(columns.count == [1, 0, 2])
    #expect(columns.min[0] == 2 && columns.max[0] == 2 && columns.first[0] == 2)
    #expect(columns.min[1].isNaN && columns.mean[1].isNaN && columns.last[1].isNaN)
    #expect(columns.first[2] == 5 && columns.last[2] == 3 && columns.mean[2] == 4)
  }

  @Test func `infinities are values`() throws {
    try files.create(points: [.infinity, -.infinity, .infinity], start: 300, interval: 300)
    let columns = try FeedReader(files).columns(from: 300, to: 1200, count: 3)
    #expect(columns.min == [.infinity, -.infinity, .infinity])
    #expect(columns.max == [.infinity, -.infinity, .infinity])
    #expect(columns.count == [1, 1, 1])
  }

  @Test func `more columns than points leaves columns empty`() throws {
    try files.create(points: [1, 2], start: 300, interval: 300)
    let columns = try FeedReader(files).columns(from: 300, to: 900, count: 6)
    #expect(columns.count == [1, 0, 0, 1, 0, 0])
  }

  @Test func `the columns of one window make up those of two halves`() throws {
    var generator = SeededGenerator(seed: 9)
    try files.create(points: generator.points(1000), start: 700, interval: 7)
    let reader = try FeedReader(files)
    let whole = try reader.columns(from: 700, to: 700 + 6000, count: 60)
    let left = try reader.columns(from: 700, to: 700 + 3000, count: 30)
    let right = try reader.columns(from: 700 + 3000, to: 700 + 6000, count: 30)
    #expect(whole.count == left.count + right.count)
    #expect(whole.max.map(\.bitPattern) == (left.max + right.max).map(\.bitPattern))
  }

  @Test func `the widest windows do not overflow`() throws {
    try files.create(points: [1, 2, 3], start: 300, interval: 300)
    let reader = try FeedReader(files)
    #expect(try reader.columns(from: 0, to: Int.max, count: 3).count == [3, 0, 0])
    #expect(
      try reader.columns(from: -(Int.max / 2), to: Int.max / 2, count: 2).count == [0, 3])
    #expect(throws: FeedError.self) {
      try reader.columns(from: Int.min, to: Int.max, count: 2)
    }
  }

  @Test(arguments: [(300, 300, 4), (600, 300, 4), (300, 600, 0), (300, 600, -1)])
  func `a window or a number of columns that cannot be is refused`(
    from: Int, to: Int, count: Int
  ) throws {
    try files.create(points: [1], start: 300, interval: 300)
    let error = try #require(throws: FeedError.self) {
      try FeedReader(files).columns(from: from, to: to, count: count)
    }
    #expect(error.code == .badRange)
    #expect(throws: FeedError.self) {
      try FeedReader(files).stateColumns(from: from, to: to, count: count)
    }
  }

  @Test func `an empty feed and one without a value give empty columns`() throws {
    try files.create(Timeline(start: 0, interval: 300, count: 0), filledWith: 1)
    #expect(try FeedReader(files).columns(from: 0, to: 10, count: 2).count == [0, 0])
    let other = FeedFiles(folder: folder.path, id: 8)
    try other.create(Timeline(start: 300, interval: 300, count: 9), filledWith: .nan)
    #expect(try FeedReader(other).columns(from: 0, to: 9000, count: 2).count == [0, 0])
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `state columns agree with a naive model`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let points = generator.statePoints(Int.random(in: 1...20_000, using: &generator))
    try files.create(points: points, start: 300, interval: 300)
    let reader = try FeedReader(files)
    let from = Int.random(in: 0...1_000_000, using: &generator)
    let to = from + Int.random(in: 1...6_000_000, using: &generator)
    let count = Int.random(in: 1...300, using: &generator)
    let expected = buckets(points, reader.timeline, from: from, to: to, count: count).map {
      $0.reduce(into: StateSet()) { $0.insert(StateSet(State(point: $1))) }
    }
    #expect(
      try reader.stateColumns(from: from, to: to, count: count).states == expected, "seed \(seed)")
  }

  @Test func `a column that holds both states says so`() throws {
    try files.create(points: [1, 1, 0, 1, 0, .nan, .nan], start: 300, interval: 300)
    let states = try FeedReader(files).stateColumns(from: 300, to: 300 + 2400, count: 4).states
    #expect(states == [.on, [.on, .off], [.off, .unknown], .unknown])
    #expect(states.map(\.isMixed) == [false, true, false, false])
  }
}
