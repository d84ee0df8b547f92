import Feeds
import TestSupport
import Testing

@Suite struct NumPyWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The parts of an npy file.
  private struct Parts {
    let version: [UInt8]
    let header: String
    let data: [UInt8]

    init(_ bytes: [UInt8]) throws {
      try #require(Array(bytes.prefix(6)) == [0x93] + Array("NUMPY".utf8))
      version = Array(bytes[6..<8])
      let start = version == [1, 0] ? 10 : 12
      let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect((start + length) % 64 == 0)
      header = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
      #expect(header.last == "\n")
      data = Array(bytes[(start + length)...])
    }
  }

  @Test func `the bytes are those of the format`() throws {
    let feeds = [
      try folder.feed(1, "supply", [20.5, .nan], start: 1_612_790_400),
      try folder.feed(2, "return", [1], start: 1_612_790_700),
    ]
    let parts = try Parts(try written(NumPyWriter(feeds).write(to:)))
    #expect(parts.version == [1, 0])
    #expect(
      parts.header.trimmingSuffix(" \n")
        == "{'descr': [('time', '<i8'), ('supply', '<f4'), ('return', '<f4')], "
        + "'fortran_order': False, 'shape': (2,), }")
    #expect(
      parts.data == [
        0x80, 0x3A, 0x21, 0x60, 0, 0, 0, 0, 0, 0, 0xA4, 0x41, 0, 0, 0xC0, 0x7F,
        0xAC, 0x3B, 0x21, 0x60, 0, 0, 0, 0, 0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x3F,
      ])
  }

  @Test func `there are as many records as the header says`() throws {
    var generator = SeededGenerator(seed: 1)
    let feeds = [
      try folder.feed(1, "a", generator.points(20_000), interval: 300),
      try folder.feed(2, "b", generator.points(300), start: 1_612_789_200, interval: 1200),
    ]
    let range = 1_612_791_000..<1_614_000_000
    let parts = try Parts(try written(NumPyWriter(feeds, in: range).write(to:)))
    let rows = Set(
      feeds.flatMap { feed in
        let timeline = feed.reader.timeline
        return timeline.slots(in: range).map { timeline.time(of: $0) }
      }
    ).count
    #expect(parts.header.contains("'shape': (\(rows),)"))
    #expect(parts.data.count == rows * 16)
  }

  @Test func `names are distinct, and written in ASCII`() throws {
    let names = ["time", "a", "a", "", "it's \\ °C", "a_2"]
    let feeds = try names.enumerated().map { try folder.feed($0 + 1, $1, [1]) }
    let writer = NumPyWriter(feeds)
    #expect(writer.fields == ["time", "time_2", "a", "a_2", "feed", "it's \\ °C", "a_2_2"])
    let parts = try Parts(try written(writer.write(to:)))
    #expect(parts.header.contains(#"('it\'s \\ \U000000b0C', '<f4')"#))
  }

  @Test func `a header past 65535 bytes is of version 2`() throws {
    let feed = try folder.feed(1, String(repeating: "x", count: 70_000), [1])
    let parts = try Parts(try written(NumPyWriter([feed]).write(to:)))
    #expect(parts.version == [2, 0])
    #expect(parts.data.count == 12)
  }

  @Test func `no point gives no record`() throws {
    let parts = try Parts(
      try written(NumPyWriter([try folder.feed(1, "a", [])]).write(to:)))
    #expect(parts.header.contains("'shape': (0,)"))
    #expect(parts.data.isEmpty)
  }
}

extension String {
  /// The text without these characters at its end.
  fileprivate func trimmingSuffix(_ characters: String) -> String {
    var text = Substring(self)
    while let last = text.last, characters.contains(last) { text = text.dropLast() }
    return String(text)
  }
}
