import Feeds
import TestSupport
import Testing

@Suite struct FeedCreationTests {
  let folder: TemporaryFolder
  let files: FeedFiles

  init() throws {
    folder = try TemporaryFolder()
    files = FeedFiles(folder: folder.path, id: 7)
  }

  @Test func `a feed is read back as it was created`() throws {
    var generator = SeededGenerator(seed: 1)
    let points = generator.points(40_000)
    try files.create(points: points, start: 1_612_790_400, interval: 300)
    let reader = try FeedReader(files)
    #expect(reader.timeline == Timeline(start: 1_612_790_400, interval: 300, count: 40_000))
    #expect(try reader.points().map(\.bitPattern) == points.map(\.bitPattern))
    #expect(try folder.names == ["7.dat", "7.meta"])
  }

  @Test func `the bytes are those of the format`() throws {
    try files.create(points: [1, .nan], start: 0x6021_3A80, interval: 300)
    #expect(
      try folder.bytes(of: "7.meta")
        == [0, 0, 0, 0, 0, 0, 0, 0, 0x2C, 1, 0, 0, 0x80, 0x3A, 0x21, 0x60])
    #expect(try folder.bytes(of: "7.dat") == [0, 0, 0x80, 0x3F, 0, 0, 0xC0, 0x7F])
  }

  @Test func `an empty feed has a start of 0 and no point`() throws {
    try files.create(
      Timeline(start: 1_612_790_400, interval: 300, count: 0), filledWith: 1)
    #expect(try FeedReader(files).timeline == Timeline(start: 0, interval: 300, count: 0))
    #expect(try folder.bytes(of: "7.dat").isEmpty)
  }

  @Test(arguments: State.allCases, [false, true])
  func `a state feed is made on the timeline of another`(state: State, keepGaps: Bool) throws {
    var generator = SeededGenerator(seed: 2)
    let points = generator.points(20_000)
    try files.create(points: points, start: 600, interval: 300)
    let reference = try FeedReader(files)
    let made = FeedFiles(folder: folder.path, id: 8)
    try made.create(like: reference, filledWith: state, keepGaps: keepGaps)
    let reader = try FeedReader(made)
    #expect(reader.timeline == reference.timeline)
    let expected = points.map { keepGaps && $0.isNaN ? Float.nan : state.point }
    #expect(try reader.points().map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test(arguments: ["7.dat", "7.meta"])
  func `an existing file is never overwritten`(name: String) throws {
    try folder.write("precious", to: name)
    let error = try #require(throws: FeedError.self) {
      try files.create(points: [1], start: 300, interval: 300)
    }
    #expect(error.code == .exists)
    #expect(error.file == folder.file(name))
    #expect(try folder.bytes(of: name) == Array("precious".utf8))
    #expect(try folder.names == [name])
  }

  @Test func `a file that appears during the creation is never overwritten`() throws {
    let error = try #require(throws: FeedError.self) {
      try files.create(Timeline(start: 300, interval: 300, count: 1)) { _, points in
        points.update(repeating: 1)
        #expect(throws: Never.self) { try folder.write("precious", to: "7.meta") }
      }
    }
    #expect(error.code == .exists)
    #expect(try folder.names == ["7.meta"])
    #expect(try folder.bytes(of: "7.meta") == Array("precious".utf8))
  }

  @Test(
    arguments: [
      (Timeline(start: 1_612_790_401, interval: 300, count: 1), "1612790400 or 1612790700"),
      (Timeline(start: -300, interval: 300, count: 1), "Unix seconds"),
      (Timeline(start: 1_612_790_400_000, interval: 300, count: 1), "Unix seconds"),
      (Timeline(start: 0, interval: 300, count: 1), "start"),
      (Timeline(start: 300, interval: 5_000_000_000, count: 1), "4294967295"),
      (Timeline(start: 4_294_967_100, interval: 300, count: 3), "2106"),
    ])
  func `a timeline that the format cannot hold is refused`(timeline: Timeline, hint: String) throws
  {
    let error = try #require(throws: FeedError.self) {
      try files.create(timeline, filledWith: 1)
    }
    #expect(error.code == .badStart)
    #expect(error.description.contains(hint), "\(error)")
    #expect(try folder.names.isEmpty)
  }

  @Test func `a missing folder is named`() throws {
    let error = try #require(throws: FeedError.self) {
      try FeedFiles(folder: folder.file("none"), id: 1).create(
        points: [1], start: 300, interval: 300)
    }
    #expect(error.code == .missing)
    #expect(error.file == folder.file("none/1.dat"))
  }

  @Test func `the points get their name before the metadata, and all is brought to the disk`()
    throws
  {
    let fileSystem = FaultyFileSystem()
    try files.create(points: [1], start: 300, interval: 300, fileSystem: fileSystem)
    let calls = fileSystem.log.map { $0.split(separator: " ")[0] }
    #expect(
      calls == [
        "create", "write", "synchronize", "create", "write", "synchronize", "rename", "rename",
        "synchronize",
      ])
    #expect(fileSystem.log[6] == "rename \(files.data)")
    #expect(fileSystem.log[7] == "rename \(files.meta)")
  }

  /// The number of mutating calls that creating the feed of ``makeLarge(_:)`` takes.
  private static let callsOfLargeCreation = 10

  private func makeLarge(_ fileSystem: FaultyFileSystem) throws {
    try files.create(
      Timeline(start: 300, interval: 300, count: 20_000), filledWith: 1, fileSystem: fileSystem)
  }

  @Test(arguments: 1...callsOfLargeCreation)
  func `a fault at any call leaves nothing behind`(call: Int) throws {
    let fileSystem = FaultyFileSystem(.failure(.noSpace), at: call)
    let error = try #require(throws: FeedError.self) { try makeLarge(fileSystem) }
    #expect(error.code == .noSpace)
    #expect(try folder.names.isEmpty)
  }

  @Test(arguments: 1...callsOfLargeCreation, [0, 5])
  func `a crash at any call leaves no feed or a whole one`(call: Int, torn: Int) throws {
    let fileSystem = FaultyFileSystem(.crash(torn: torn), at: call)
    let error = try #require(throws: FeedError.self) { try makeLarge(fileSystem) }
    #expect(FaultyFileSystem.isCrash(error))
    let found = try FeedFolder(folder.path)
    #expect(found.halves.allSatisfy { $0.part == .data })
    for files in found.feeds {
      let reader = try FeedReader(files)
      #expect(reader.timeline.count == 20_000)
      #expect(try reader.points().allSatisfy { $0 == 1 })
    }
  }

  @Test func `the number of calls tried is that of a creation`() throws {
    let fileSystem = FaultyFileSystem()
    try makeLarge(fileSystem)
    #expect(fileSystem.mutatingCalls == Self.callsOfLargeCreation)
  }
}
