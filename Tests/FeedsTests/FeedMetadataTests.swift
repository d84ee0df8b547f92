import Feeds
import TestSupport
import Testing

@Suite struct FeedMetadataTests {
  @Test(arguments: 0..<50 as Range<UInt64>)
  func `metadata is read back as it was written`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let metadata = FeedMetadata(
      interval: UInt32.random(in: 1 ... .max, using: &generator),
      start: UInt32.random(in: .min ... .max, using: &generator))
    #expect(metadata.bytes.count == FeedMetadata.size)
    #expect(try FeedMetadata(bytes: metadata.bytes, file: "x") == metadata)
  }

  @Test func `the first eight bytes are ignored`() throws {
    let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 0x2C, 1, 0, 0, 0x80, 0x3A, 0x21, 0x60]
    let metadata = try FeedMetadata(bytes: bytes, file: "x")
    #expect(metadata == FeedMetadata(interval: 300, start: 1_612_790_400))
    #expect(metadata.bytes[..<8].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [0, 1, 15, 17, 32])
  func `a wrong size is refused`(size: Int) throws {
    let error = try #require(throws: FeedError.self) {
      try FeedMetadata(bytes: [UInt8](repeating: 1, count: size), file: "7.meta")
    }
    #expect(error.code == .metadataSize)
    #expect(error.value == "\(size)")
    #expect(error.description.hasPrefix("7.meta: metadata of \(size) bytes"))
  }

  @Test func `an interval of 0 is refused`() throws {
    let error = try #require(throws: FeedError.self) {
      try FeedMetadata(bytes: [UInt8](repeating: 0, count: 16), file: "7.meta")
    }
    #expect(error.code == .zeroInterval)
    #expect(error.offset == 8)
  }

  @Test(arguments: [0, 15, 17, 1_000_000])
  func `a file of a wrong size is refused`(size: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 1, count: size), to: "7.meta")
    let error = try #require(throws: FeedError.self) {
      try FeedMetadata(reading: FeedFiles(folder: folder.path, id: 7))
    }
    #expect(error.code == .metadataSize)
    #expect(error.file == folder.file("7.meta"))
    #expect(error.value == "\(size)")
  }
}
