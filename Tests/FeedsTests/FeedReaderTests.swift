import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct FeedReaderTests {
  let folder: TemporaryFolder
  let files: FeedFiles

  init() throws {
    folder = try TemporaryFolder()
    files = FeedFiles(folder: folder.path, id: 7)
  }

  private func write(_ metadata: FeedMetadata, dataBytes: Int) throws {
    try folder.write(metadata.bytes, to: "7.meta")
    try folder.write([UInt8](repeating: 0, count: dataBytes), to: "7.dat")
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `pieces and ranges agree with the whole`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let points = generator.points(Int.random(in: 1...50_000, using: &generator))
    try files.create(points: points, start: 300, interval: 300)
    let reader = try FeedReader(files)
    let first = Int.random(in: 0..<points.count, using: &generator)
    let end = Int.random(in: first...points.count, using: &generator)
    let expected = points[first..<end].map(\.bitPattern)
    #expect(try reader.points(first..<end).map(\.bitPattern) == expected)
    var pieces: [UInt32] = []
    try reader.forEachChunk(first..<end) { slot, piece in
      #expect(slot == first + pieces.count)
      pieces += piece.map(\.bitPattern)
    }
    #expect(pieces == expected)
  }

  @Test(arguments: 0...3)
  func `a ragged end is told and its points are read`(ragged: Int) throws {
    try write(FeedMetadata(interval: 300, start: 600), dataBytes: 40 + ragged)
    let reader = try FeedReader(files)
    #expect(reader.raggedBytes == ragged)
    #expect(reader.timeline.count == 10)
    #expect(try reader.points().count == 10)
  }

  @Test func `a start of 0 is that of an empty feed only`() throws {
    try write(FeedMetadata(interval: 300, start: 0), dataBytes: 3)
    #expect(try FeedReader(files).timeline.count == 0)
    try write(FeedMetadata(interval: 300, start: 0), dataBytes: 4)
    let error = try #require(throws: FeedError.self) { try FeedReader(files) }
    #expect(error.code == .badStart)
    #expect(error.file == files.meta)
    #expect(error.offset == 12)
  }

  @Test func `metadata written in the other byte order is recognised`() throws {
    let swapped = FeedMetadata(
      interval: UInt32(300).byteSwapped, start: UInt32(1_612_790_400).byteSwapped)
    try write(swapped, dataBytes: 400)
    let error = try #require(throws: FeedError.self) { try FeedReader(files) }
    #expect(error.code == .badStart)
    #expect(error.description.contains("big-endian"))
  }

  @Test func `a start so late that the points pass the year 2106 is refused`() throws {
    try write(FeedMetadata(interval: 300, start: 4_294_967_000), dataBytes: 8)
    let error = try #require(throws: FeedError.self) { try FeedReader(files) }
    #expect(error.code == .badStart)
    #expect(error.description.contains("2106"))
    #expect(!error.description.contains("big-endian"))
    try write(FeedMetadata(interval: 300, start: 4_294_966_800), dataBytes: 8)
    #expect(try FeedReader(files).timeline.lastTime == 4_294_967_100)
  }

  @Test func `an unaligned start is read, and says so`() throws {
    try write(FeedMetadata(interval: 300, start: 601), dataBytes: 8)
    #expect(try !FeedReader(files).timeline.isAligned)
  }

  @Test func `each missing file is named`() throws {
    try folder.write(FeedMetadata(interval: 300, start: 600).bytes, to: "7.meta")
    let noData = try #require(throws: FeedError.self) { try FeedReader(files) }
    #expect(noData.code == .missing)
    #expect(noData.file == files.data)
    try folder.write([0, 0, 0, 0], to: "8.dat")
    let noMeta = try #require(throws: FeedError.self) {
      try FeedReader(FeedFiles(folder: folder.path, id: 8))
    }
    #expect(noMeta.code == .missing)
    #expect(noMeta.file == folder.file("8.meta"))
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["meta", "dat"])
  func `a folder or a named pipe in place of a file is refused`(part: String) throws {
    try write(FeedMetadata(interval: 300, start: 600), dataBytes: 8)
    let path = folder.file("7.\(part)")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = try #require(throws: FeedError.self) { try FeedReader(files) }
    #expect(error.code == .inaccessible)
    #expect(error.file == path)
    try FileManager.default.removeItem(atPath: path)
    try #require(mkfifo(path, 0o600) == 0)
    let pipe = try #require(throws: FeedError.self) { try FeedReader(files) }
    #expect(pipe.code == .inaccessible)
    #expect(pipe.file == path)
  }

  @Test func `a feed that grows is read as it was at the opening`() throws {
    try files.create(points: [1, 2, 3], start: 300, interval: 300)
    let reader = try FeedReader(files)
    try folder.write(try folder.bytes(of: "7.dat") + [0, 0, 0, 0], inPlace: "7.dat")
    #expect(try reader.points() == [1, 2, 3])
    #expect(try FeedReader(files).points() == [1, 2, 3, 0])
  }

  @Test func `a feed that shrinks is an error, not a crash`() throws {
    try files.create(Timeline(start: 300, interval: 300, count: 40_000), filledWith: 1)
    let reader = try FeedReader(files)
    try folder.write(try folder.bytes(of: "7.dat").prefix(80_002), inPlace: "7.dat")
    for read in [
      { _ = try reader.points() }, { _ = try reader.runs() }, { _ = try reader.statistics() },
      { _ = try reader.columns(from: 0, to: 100_000_000, count: 10) },
    ] {
      let error = try #require(throws: FeedError.self) { try read() }
      #expect(error.code == .shrank)
      #expect(error.file == files.data)
    }
    #expect(try reader.points(0..<20_000).count == 20_000)
  }

  @Test func `a feed that vanishes is read to its end`() throws {
    try files.create(points: [1, 2, 3], start: 300, interval: 300)
    let reader = try FeedReader(files)
    for name in ["7.dat", "7.meta"] {
      try FileManager.default.removeItem(atPath: folder.file(name))
    }
    #expect(try reader.points() == [1, 2, 3])
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
  func `the feeds of the school are read`() throws {
    for files in try FeedFolder(SharedData.school).feeds {
      let reader = try FeedReader(files)
      #expect(reader.timeline.interval == 300 && reader.timeline.isAligned)
      #expect(reader.timeline.count > 25_000 && reader.raggedBytes == 0)
    }
  }
}
