import Feeds
import Foundation
import TestSupport
import Testing

/// numpy, reading the two files by itself, comes to the same columns, alignments and statistics.
@Suite struct NumpyTests {
  private let folder: TemporaryFolder
  private var generator = SeededGenerator(seed: 1)

  init() throws { folder = try TemporaryFolder() }

  /// Makes a feed of random length, interval, start and points.
  private mutating func makeFeed(_ id: Int) throws -> FeedReader {
    let interval = [10, 60, 300, 900, 3600].randomElement(using: &generator) ?? 300
    let start = 1_612_792_800 + interval * Int.random(in: 0...500, using: &generator)
    let points = generator.points(Int.random(in: 1...30_000, using: &generator))
    let files = FeedFiles(folder: folder.path, id: id)
    try files.create(points: points, start: start, interval: interval)
    return try FeedReader(files)
  }

  /// Makes a feed of these points.
  private func makeFeed(_ id: Int, _ points: [Float]) throws -> FeedReader {
    let files = FeedFiles(folder: folder.path, id: id)
    try files.create(points: points, start: 1_612_790_400, interval: 300)
    return try FeedReader(files)
  }

  struct ReducedColumns: Decodable {
    let min, max, mean, first, last, count: Data
  }

  @Test mutating func `columns are those of numpy`() throws {
    var ours: [Columns] = []
    var requests: [[Any]] = []
    for id in 1...20 {
      let reader = try makeFeed(id)
      let (timeline, margin) = (reader.timeline, reader.timeline.interval * 50)
      let from = Int.random(in: timeline.start - margin..<timeline.end, using: &generator)
      let to = Int.random(in: from + 1...timeline.end + margin, using: &generator)
      let count = Int.random(in: 1...2000, using: &generator)
      ours.append(try reader.columns(from: from, to: to, count: count))
      requests.append([folder.path, id, from, to, count])
    }
    let theirs = try Judge.ask("columns", requests, as: ReducedColumns.self)
    for ((ours, theirs), request) in zip(zip(ours, theirs), requests) {
      #expect(theirs.count.integers == ours.count.map(Int.init), "\(request)")
      #expect(firstDifference(theirs.min.floats, ours.min) == nil, "\(request)")
      #expect(firstDifference(theirs.max.floats, ours.max) == nil, "\(request)")
      #expect(firstDifference(theirs.first.floats, ours.first) == nil, "\(request)")
      #expect(firstDifference(theirs.last.floats, ours.last) == nil, "\(request)")
      // Both sum in 64 bits, in another order: the last bit of the mean may differ.
      #expect(
        firstDifference(theirs.mean.floats, ours.mean, within: .ulpOfOne) == nil, "\(request)")
    }
  }

  struct Aligned: Decodable {
    let values: Data
  }

  @Test mutating func `values on another grid are those of numpy`() throws {
    var ours: [[Float]] = []
    var requests: [[Any]] = []
    for id in 1...20 {
      let reader = try makeFeed(id)
      let timeline = reader.timeline
      let span = timeline.end - timeline.start
      let interval = Int.random(in: 1...timeline.interval * 8, using: &generator)
      let grid = Timeline(
        start: timeline.start + Int.random(in: -span / 4...span / 2, using: &generator),
        interval: interval, count: min(40_000, max(1, span / interval)))
      ours.append(try reader.values(on: grid))
      requests.append([folder.path, id, grid.start, grid.interval, grid.count])
    }
    let theirs = try Judge.ask("alignment", requests, as: Aligned.self)
    for ((ours, theirs), request) in zip(zip(ours, theirs), requests) {
      #expect(
        firstDifference(theirs.values.floats, ours, within: .ulpOfOne) == nil, "\(request)")
    }
  }

  struct Whole: Decodable {
    let recorded: Int
    let figures, gaps, runs, states: Data
  }

  @Test mutating func `statistics and gaps are those of numpy`() throws {
    let ours = try (1...8).map { try makeFeed($0, generator.points(20_000) + [1]).statistics() }
    let theirs = try Judge.ask("whole", (1...8).map { [folder.path, $0] }, as: Whole.self)
    for (ours, theirs) in zip(ours, theirs) {
      #expect(theirs.recorded == ours.recorded)
      let figures = [ours.min, ours.max, ours.mean, ours.last].map { Double($0 ?? .nan) }
      // Ours have 32 bits.
      let tolerance = Double(Float.ulpOfOne)
      #expect(firstDifference(theirs.figures.doubles, figures, within: tolerance) == nil)
      #expect(theirs.gaps.integers == ours.gaps.flatMap { [$0.lowerBound, $0.upperBound] })
    }
  }

  @Test mutating func `runs of one state are those of numpy`() throws {
    // The judge's extremes need a recorded point.
    let ours = try (1...8).map { try makeFeed($0, generator.statePoints(20_000) + [1]).runs() }
    let theirs = try Judge.ask("whole", (1...8).map { [folder.path, $0] }, as: Whole.self)
    for (ours, theirs) in zip(ours, theirs) {
      #expect(theirs.runs.integers == ours.map(\.slots.lowerBound) + [20_001])
      #expect(theirs.states.integers == ours.map { Int($0.state.rawValue) })
    }
  }
}
