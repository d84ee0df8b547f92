import Feeds
import TestSupport
import Testing

@Suite struct FeedStatisticsTests {
  let folder: TemporaryFolder
  let files: FeedFiles

  init() throws {
    folder = try TemporaryFolder()
    files = FeedFiles(folder: folder.path, id: 7)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `statistics agree with a naive model`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let points = generator.points(Int.random(in: 1...40_000, using: &generator), gaps: 0.5)
    try files.create(points: points, start: 300, interval: 300)
    let reader = try FeedReader(files)
    let first = Int.random(in: 0..<points.count, using: &generator)
    let slots = first..<Int.random(in: first...points.count, using: &generator)
    let recorded = slots.filter { !points[$0].isNaN }
    let statistics = try reader.statistics(slots)
    #expect(statistics.recorded == recorded.count, "seed \(seed)")
    #expect(statistics.missing == slots.count - recorded.count)
    #expect(try reader.missing(slots) == statistics.missing)
    #expect(statistics.min == recorded.map { points[$0] }.min())
    #expect(statistics.max == recorded.map { points[$0] }.max())
    #expect(statistics.lastSlot == recorded.last)
    #expect(statistics.last == recorded.last.map { points[$0] })
    if let mean = statistics.mean {
      let expected = recorded.reduce(0.0) { $0 + Double(points[$1]) } / Double(recorded.count)
      #expect(abs(Double(mean) - expected) < 1e-4)
    }
    #expect(statistics.gaps.allSatisfy { !$0.isEmpty })
    let inGaps = statistics.gaps.flatMap { Array($0) }
    #expect(inGaps == slots.filter { points[$0].isNaN })
    for (gap, next) in zip(statistics.gaps, statistics.gaps.dropFirst()) {
      #expect(gap.upperBound < next.lowerBound, "the gaps are maximal")
    }
  }

  @Test func `a feed without a value has one gap and nothing else`() throws {
    try files.create(Timeline(start: 300, interval: 300, count: 20_000), filledWith: .nan)
    let statistics = try FeedReader(files).statistics()
    #expect(statistics.missing == 20_000 && statistics.gaps == [0..<20_000])
    #expect(statistics.min == nil && statistics.max == nil && statistics.mean == nil)
    #expect(statistics.last == nil && statistics.lastSlot == nil)
  }

  @Test func `an empty feed has no gap`() throws {
    try files.create(Timeline(start: 0, interval: 300, count: 0), filledWith: 1)
    let reader = try FeedReader(files)
    #expect(try reader.statistics().gaps.isEmpty)
    #expect(try reader.missing() == 0)
  }
}
