import Feeds
import Foundation
import TestSupport
import Testing
import Workspace

/// numpy opens what `retouche export` writes, and finds the names, types and values that it should.
@Suite struct ExportTests {
  private let folder: TemporaryFolder
  private let feeds: [Feed]
  private let readers: [FeedReader]

  /// Three feeds that neither begin together nor have the same interval.
  init() throws {
    var generator = SeededGenerator(seed: 1)
    folder = try TemporaryFolder()
    let workspace = try Workspace(folder.path)
    let timelines = [
      Timeline(start: 1_612_790_400, interval: 300, count: 4000),
      Timeline(start: 1_612_800_000, interval: 300, count: 3000),
      Timeline(start: 1_612_789_200, interval: 900, count: 1500),
    ]
    feeds = try zip(["supply", "south_wing", "Outdoor"], timelines).map { name, timeline in
      try workspace.importFeed(
        generator.points(timeline.count), on: timeline, name: name, tag: "school", unit: "°C")
    }
    readers = try feeds.map(workspace.reader)
  }

  /// What an export must hold: every instant at which a feed has a point, and each feed's point
  /// there, NaN where it has none.
  private func expected(_ readers: [FeedReader]) throws -> (times: [Int], columns: [[Float]]) {
    let times = Set(readers.flatMap { $0.timeline.instants }).sorted()
    let columns = try readers.map { reader in
      let points = Dictionary(
        uniqueKeysWithValues: zip(reader.timeline.instants, try reader.points()))
      return times.map { points[$0] ?? .nan }
    }
    return (times, columns)
  }

  private func export(_ feeds: [Feed], to file: String) throws -> String {
    let path = folder.file(file)
    try Program.run(
      Program.retouche,
      ["export"] + feeds.map(\.name) + ["--workspace", folder.path, "--output", path])
    return path
  }

  struct Records: Decodable {
    let shape: [Int]
    let names: [String]
    let formats: [String]
    let fields: [Data]
  }

  @Test func `numpy.load opens an npy file as records`() throws {
    let path = try export(feeds, to: "school.npy")
    let (times, columns) = try expected(readers)
    let records = try Judge.ask("npy", [path], as: Records.self)
    #expect(records.shape == [times.count])
    #expect(records.names == ["time", "supply", "south_wing", "Outdoor"])
    #expect(records.formats == ["<i8", "<f4", "<f4", "<f4"])
    try #require(records.fields.count == 4)
    #expect(records.fields[0].integers == times)
    for (field, column) in zip(records.fields.dropFirst(), columns) {
      #expect(firstDifference(field.floats, column) == nil)
    }
  }

  struct Table: Decodable {
    let names: [String]
    let times: Data
    let columns: [Data]
  }

  @Test(arguments: [1, 3])
  func `numpy reads a CSV file to the bit`(count: Int) throws {
    let path = try export(Array(feeds.prefix(count)), to: "school.csv")
    let (times, columns) = try expected(Array(readers.prefix(count)))
    // A cell is empty where a feed has no point at another feed's instant.
    let table = try Judge.ask("text", [path, count > 1], as: Table.self)
    #expect(table.names == ["time"] + feeds.prefix(count).map(\.name))
    #expect(table.times.integers == times)
    try #require(table.columns.count == count)
    for (theirs, ours) in zip(table.columns, columns) {
      #expect(firstDifference(theirs.floats, ours) == nil)
    }
  }
}

extension Timeline {
  fileprivate var instants: [Int] { (0..<count).map(time(of:)) }
}
