import Feeds
import TestSupport
import Testing

@Suite struct FeedWriterTests {
  let folder: TemporaryFolder
  let files: FeedFiles

  init() throws {
    folder = try TemporaryFolder()
    files = FeedFiles(folder: folder.path, id: 7)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `random writes agree with an array`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...40_000, using: &generator)
    var model = generator.points(count)
    try files.create(points: model, start: 300, interval: 300)
    let writer = try FeedWriter(files)
    for _ in 0..<5 {
      let first = Int.random(in: 0..<count, using: &generator)
      let end = Int.random(in: first...count, using: &generator)
      if Bool.random(using: &generator) {
        try writer.write(constant: .nan, slots: first..<end)
        model.replaceSubrange(first..<end, with: repeatElement(.nan, count: end - first))
      } else {
        let points = generator.points(end - first)
        try writer.write(points, at: first)
        model.replaceSubrange(first..<end, with: points)
      }
    }
    try writer.synchronize()
    #expect(try writer.read(0..<count).map(\.bitPattern) == model.map(\.bitPattern))
    #expect(try folder.bytes(of: "7.dat").count == count * 4)
  }

  @Test(arguments: [-1..<1, 9..<11, 10..<11, 12..<14, Int.max - 1..<Int.max])
  func `a range outside the feed is refused and nothing grows`(slots: Range<Int>) throws {
    try files.create(Timeline(start: 300, interval: 300, count: 10), filledWith: 1)
    let writer = try FeedWriter(files)
    let error = try #require(throws: FeedError.self) {
      try writer.write(constant: 0, slots: slots)
    }
    #expect(error.code == .badRange)
    #expect(error.description.contains("10 points"))
    #expect(try folder.bytes(of: "7.dat").count == 40)
    #expect(try FeedReader(files).points().allSatisfy { $0 == 1 })
  }

  @Test func `the last point alone can be written`() throws {
    try files.create(Timeline(start: 300, interval: 300, count: 10), filledWith: 1)
    try FeedWriter(files).write([0], at: 9)
    #expect(try FeedReader(files).points() == [1, 1, 1, 1, 1, 1, 1, 1, 1, 0])
  }

  @Test func `points appended since the opening can be written`() throws {
    try files.create(Timeline(start: 300, interval: 300, count: 2), filledWith: 1)
    let writer = try FeedWriter(files)
    try append([0, 0, 0x80, 0x3F])
    try writer.write([5], at: 2)
    #expect(try writer.read(0..<3) == [1, 1, 5])
  }

  @Test func `a feed that became shorter is not made longer again`() throws {
    try files.create(Timeline(start: 300, interval: 300, count: 10), filledWith: 1)
    let writer = try FeedWriter(files)
    try truncate(to: 8)
    let error = try #require(throws: FeedError.self) {
      try writer.write(constant: 0, slots: 5..<10)
    }
    #expect(error.code == .shrank)
    #expect(try folder.bytes(of: "7.dat").count == 8)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `random growth agrees with an array`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var model = generator.points(Int.random(in: 1...5000, using: &generator))
    try files.create(points: model, start: 300, interval: 300)
    let writer = try FeedWriter(files)
    for _ in 0..<5 {
      let first = Int.random(in: max(0, model.count - 100)...model.count, using: &generator)
      let points = generator.points(
        model.count - first + Int.random(in: 0...200, using: &generator))
      try writer.write(points, at: first, growingFrom: model.count)
      model.replaceSubrange(first..., with: points)
    }
    try writer.synchronize()
    #expect(try FeedReader(files).points().map(\.bitPattern) == model.map(\.bitPattern))
    #expect(try writer.presentSize() == (model.count, 0))
  }

  @Test func `a feed that does not end where it is thought to is not made longer`() throws {
    try files.create(Timeline(start: 300, interval: 300, count: 10), filledWith: 1)
    let writer = try FeedWriter(files)
    for (count, code) in [(9, FeedError.Code.grew), (11, .shrank)] {
      let error = try #require(throws: FeedError.self) {
        try writer.write([5, 6], at: 9, growingFrom: count)
      }
      #expect(error.code == code)
      #expect(error.description.contains("\(count) points before, 10 now"))
    }
    // A hole, and a slot that is none.
    for slot in [11, -1] {
      let error = try #require(throws: FeedError.self) {
        try writer.write([5, 6], at: slot, growingFrom: 10)
      }
      #expect(error.code == .badRange)
    }
    #expect(try folder.bytes(of: "7.dat").count == 40)
    // What is no whole point is no point.
    try append([1, 2, 3])
    #expect(try writer.presentSize() == (10, 3))
    try writer.write([5, 6], at: 9, growingFrom: 10)
    #expect(try FeedReader(files).points().suffix(3) == [1, 5, 6])
  }

  @Test func `a feed does not grow past the format's times, nor from nothing`() throws {
    let interval = 1 << 31
    try files.create(Timeline(start: interval, interval: interval, count: 1), filledWith: 1)
    let error = try #require(throws: FeedError.self) {
      try FeedWriter(files).write([5, 6], at: 0, growingFrom: 1)
    }
    #expect(error.code == .badRange)
    let empty = FeedFiles(folder: folder.path, id: 8)
    try empty.create(points: [], start: 300, interval: 300)
    #expect(throws: FeedError.self) {
      try FeedWriter(empty).write([5], at: 0, growingFrom: 0)
    }
    #expect(try folder.bytes(of: "8.dat").isEmpty)
  }

  @Test(arguments: [0, 1, 6, 400])
  func `a torn write changes a prefix of the range and nothing else`(torn: Int) throws {
    let before: [Float] = (0..<1000).map { Float($0) }
    try files.create(points: before, start: 300, interval: 300)
    let fileSystem = FaultyFileSystem(.crash(torn: torn), at: 1)
    let writer = try FeedWriter(files, fileSystem: fileSystem)
    let error = try #require(throws: FeedError.self) {
      try writer.write(constant: -1, slots: 100..<900)
    }
    #expect(FaultyFileSystem.isCrash(error))
    #expect(throws: FeedError.self) { try writer.synchronize() }
    #expect(throws: FeedError.self) { try writer.read(0..<1) }
    let after = try FeedReader(files).points()
    #expect(after.count == 1000)
    let whole = torn / 4
    #expect(after[..<100] == before[..<100])
    #expect(after[100..<(100 + whole)].allSatisfy { $0 == -1 })
    let untouched = 100 + (torn + 3) / 4
    #expect(after[untouched...] == before[untouched...])
  }

  @Test func `a failed write is reported and a later one succeeds`() throws {
    try files.create(Timeline(start: 300, interval: 300, count: 10), filledWith: 1)
    let writer = try FeedWriter(
      files, fileSystem: FaultyFileSystem(.failure(.noSpace), at: 1))
    let error = try #require(throws: FeedError.self) { try writer.write([0], at: 0) }
    #expect(error.code == .noSpace)
    try writer.write([0], at: 1)
    #expect(try writer.read(0..<3) == [1, 0, 1])
  }

  @Test func `a missing feed is named`() throws {
    let error = try #require(throws: FeedError.self) { try FeedWriter(files) }
    #expect(error.code == .missing)
    #expect(error.file == files.meta)
  }

  private func append(_ bytes: [UInt8]) throws {
    try folder.write(try folder.bytes(of: "7.dat") + bytes, inPlace: "7.dat")
  }

  private func truncate(to size: Int) throws {
    try folder.write(try folder.bytes(of: "7.dat").prefix(size), inPlace: "7.dat")
  }
}
