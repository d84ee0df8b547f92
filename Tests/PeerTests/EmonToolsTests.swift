import Feeds
import Foundation
import TestSupport
import Testing

/// emon-tools, another reader of Emoncms's files, sees what Retouche wrote.
@Suite struct EmonToolsTests {
  struct Answer: Decodable {
    let interval: Int
    let start: Int
    let npoints: Int
    let end: Int
    let series: [String: Data]
  }

  private let timeline = Timeline(start: 1_612_792_800, interval: 300, count: 5040)

  private func make(_ folder: TemporaryFolder, seed: UInt64) throws -> (FeedFiles, [Float]) {
    var generator = SeededGenerator(seed: seed)
    let files = FeedFiles(folder: folder.path, id: 21)
    let points = generator.points(timeline.count)
    try files.create(points: points, start: timeline.start, interval: timeline.interval)
    return (files, points)
  }

  @Test(arguments: [1, 2])
  func `a created feed has the same times and points`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let (files, points) = try make(folder, seed: seed)
    let answer = try Judge.ask("by_emon_tools", [files.folder, 21, 300], as: Answer.self)
    #expect(answer.interval == timeline.interval)
    #expect(answer.start == timeline.start)
    #expect(answer.npoints == timeline.count)
    #expect(answer.end == timeline.lastTime)
    let times = try #require(answer.series["times"]).doubles
    let read = try #require(answer.series["points"]).doubles
    // Its windows end before the time of the last point, which it therefore never gives.
    let seen = timeline.count - 1
    #expect(firstDifference(times, (0..<seen).map { Double(timeline.time(of: $0)) }) == nil)
    #expect(firstDifference(read, points.prefix(seen).map(Double.init)) == nil, "seed \(seed)")
  }

  @Test func `its hourly extremes and means are our columns`() throws {
    let folder = try TemporaryFolder()
    let (files, _) = try make(folder, seed: 3)
    let answer = try Judge.ask("by_emon_tools", [files.folder, 21, 3600], as: Answer.self)
    let times = try #require(answer.series["times"]).doubles
    // The last hour is incomplete to it, for want of the last point.
    #expect(times.count == timeline.count / 12 - 1)
    #expect(times.first == Double(timeline.start))
    let columns = try FeedReader(files).columns(
      from: timeline.start, to: timeline.start + times.count * 3600, count: times.count)
    for (name, ours) in ["min": columns.min, "mean": columns.mean, "max": columns.max] {
      let theirs = try #require(answer.series[name]).doubles
      // Its mean is summed in 32 bits.
      #expect(firstDifference(theirs, ours.map(Double.init), within: 1e-6) == nil, "\(name)")
    }
  }
}
