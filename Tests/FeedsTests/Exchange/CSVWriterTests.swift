import Feeds
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(
    _ feeds: [ExportedFeed], in range: Range<Int> = Int.min..<Int.max
  ) throws -> String {
    String(decoding: try written(CSVWriter(feeds, in: range).write(to:)), as: UTF8.self)
  }

  @Test func `a missing value and a missing instant are told apart`() throws {
    let feeds = [
      try folder.feed(1, "supply", [20.5, .nan, 41.9], start: 1_612_790_400),
      try folder.feed(2, "return, south", [1, 0.1], start: 1_612_791_000, interval: 600),
    ]
    #expect(
      try text(feeds) == """
        time,supply,"return, south"
        1612790400,20.5,
        1612790700,NaN,
        1612791000,41.9,1.0
        1612791600,,0.1

        """)
  }

  @Test func `a window holds the instants from its start to before its end`() throws {
    let feed = try folder.feed(1, "a", [1, 2, 3, 4])
    #expect(
      try text([feed], in: 1_612_790_700..<1_612_791_300)
        == "time,a\n1612790700,2.0\n1612791000,3.0\n")
    #expect(try text([feed], in: 1_612_790_701..<1_612_790_702) == "time,a\n")
  }

  @Test func `no feed and an empty feed give a header`() throws {
    #expect(try text([]) == "time\n")
    #expect(try text([try folder.feed(1, "a", [])]) == "time,a\n")
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `values are written as their description`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var points: [Float] = [0, -0.0, 0.1, -0.01, 12_345.6, 99_999.9, 1e7, .infinity, -.infinity]
    for _ in 0..<2000 {
      let wide = Float.random(in: -120_000...120_000, using: &generator)
      points += [wide, (wide * 10).rounded() / 10, (wide / 13).rounded() / 100, wide.rounded()]
      points.append(Float(bitPattern: UInt32.random(in: 0..<0x7F80_0000, using: &generator)))
    }
    let cells = try text([try folder.feed(1, "a", points)]).split(separator: "\n").dropFirst()
    for (cell, point) in zip(cells, points) {
      #expect(cell.split(separator: ",")[1] == point.description, "seed \(seed)")
    }
  }

  @Test func `what the sink throws ends the writing`() throws {
    struct Full: Error {}
    let feed = try folder.feed(1, "a", [1])
    #expect(throws: Full.self) { try CSVWriter([feed]).write { _ in throw Full() } }
  }

  @Test func `a feed that shrinks meanwhile is an error`() throws {
    let feed = try folder.feed(1, "a", [1, 2, 3])
    try folder.write([0, 0, 0, 0], inPlace: "1.dat")
    let error = try #require(throws: FeedError.self) { try text([feed]) }
    #expect(error.code == .shrank)
  }
}
