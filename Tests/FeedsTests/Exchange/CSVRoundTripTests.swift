import Feeds
import TestSupport
import Testing

@Suite struct CSVRoundTripTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes feeds, reads them back, and expects the same starts, intervals and bits.
  private func expectRoundTrip(_ feeds: [ExportedFeed], _ comment: Comment) throws {
    let csv = try written(CSVWriter(feeds).write(to:))
    try folder.write(csv, to: "all.csv")
    let columns = try CSVReader(folder.file("all.csv")).columns()
    try #require(columns.count == feeds.count, comment)
    for (column, feed) in zip(columns, feeds) {
      #expect(column.name == feed.name, comment)
      #expect(column.timeline == feed.reader.timeline, comment)
      let points = try feed.reader.points()
      #expect(column.points.map(\.bitPattern) == points.map(\.bitPattern), comment)
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `random feeds come back to the bit`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var feeds: [ExportedFeed] = []
    for id in 1...Int.random(in: 1...4, using: &generator) {
      let interval = [10, 30, 60, 300, 900, 3600, 7].randomElement(using: &generator) ?? 300
      let count = Int.random(in: 2...400, using: &generator)
      let start = (1_612_000_000 / interval + Int.random(in: 0...500, using: &generator)) * interval
      let points = generator.points(count, gaps: 0.3)
      feeds.append(try folder.feed(id, "feed \(id)", points, start: start, interval: interval))
    }
    try expectRoundTrip(feeds, "seed \(seed)")
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `floats of any bits come back`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let points = (0..<2000).map { _ in
      let value = Float(bitPattern: UInt32.random(in: .min ... .max, using: &generator))
      return value.isNaN ? Float.nan : value
    }
    let edges: [Float] = [
      0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNormalMagnitude,
      .greatestFiniteMagnitude, 99_999.9, 100_000, 9_999.99, 0.1, 0.01, -0.05, 16_777_216,
    ]
    try expectRoundTrip([try folder.feed(1, "a", points + edges)], "seed \(seed)")
  }

  @Test func `feeds that begin and end with gaps come back whole`() throws {
    try expectRoundTrip(
      [
        try folder.feed(1, "a", [.nan, .nan, 1, .nan]),
        try folder.feed(2, "b", [.nan, .nan]),
        try folder.feed(3, "c", [2, .nan, .nan], start: 1_612_792_800, interval: 3600),
      ], "")
  }

  @Test func `a long feed comes back across the pieces read`() throws {
    var generator = SeededGenerator(seed: 3)
    let count = 2 * FeedReader.chunk + 100
    try expectRoundTrip(
      [
        try folder.feed(1, "a", generator.points(count)),
        try folder.feed(2, "b", generator.points(count), start: 1_612_790_400 + 600),
      ], "")
  }

  @Test func `names with separators, quotes and line ends come back`() throws {
    let names = ["a,b", "say \"on\"", "two\nlines", "a;b", " blank ", "\"", "départ °C", ""]
    let feeds = try names.enumerated().map { try folder.feed($0 + 1, $1, [1, 2]) }
    let csv = try written(CSVWriter(feeds).write(to:))
    try folder.write(csv, to: "all.csv")
    let columns = try CSVReader(folder.file("all.csv")).columns()
    #expect(columns.map(\.name) == names.dropLast() + ["column 9"])
    #expect(columns.allSatisfy { $0.points == [1, 2] })
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
  func `feeds of the school come back`() throws {
    let names = [19: "supply", 6: "power"]
    var feeds: [ExportedFeed] = []
    for (id, name) in names.sorted(by: { $0.key < $1.key }) {
      let reader = try FeedReader(FeedFiles(folder: SharedData.school, id: id))
      feeds.append(ExportedFeed(name: name, reader: reader))
    }
    try expectRoundTrip(feeds, "")
  }
}
