import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct JSONWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Document: Decodable, Equatable {
    struct Feed: Decodable, Equatable {
      let id: Int
      let name: String
      let tag: String
      let unit: String
      let interval: Int
      let start: Int?
      let values: [Float?]
    }
    let feeds: [Feed]
  }

  @Test func `the document is as described`() throws {
    let feed = try folder.feed(7, "supply", [20.5, .nan, -3])
    let text = String(decoding: try written(JSONWriter([feed]).write(to:)), as: UTF8.self)
    #expect(
      text == #"{"feeds":[{"id":7,"name":"supply","tag":"","unit":"","interval":300,"#
        + #""start":1612790400,"values":[20.5,null,-3.0]}]}"# + "\n")
  }

  @Test func `a reader of JSON finds what was written`() throws {
    var generator = SeededGenerator(seed: 4)
    let points = generator.points(20_000) + [.infinity, 1e-20, 3e38]
    let name = "say \"on\"\\ \n\r\t\u{1} départ 🔥"
    let reader = try folder.feed(3, "", points).reader
    let feeds = [
      ExportedFeed(name: name, tag: "north", unit: "°C", reader: reader),
      ExportedFeed(name: "empty", reader: try folder.feed(4, "", []).reader),
    ]
    let range = 1_612_790_700..<Int.max
    let json = Data(try written(JSONWriter(feeds, in: range).write(to:)))
    let document = try JSONDecoder().decode(Document.self, from: json)
    #expect(document.feeds.count == 2)
    #expect(document.feeds[0].name == name)
    #expect(document.feeds[0].tag == "north" && document.feeds[0].unit == "°C")
    #expect(document.feeds[0].start == 1_612_790_700)
    #expect(document.feeds[0].values == points.dropFirst().map { $0.isFinite ? $0 : nil })
    #expect(document.feeds[1].start == nil && document.feeds[1].values.isEmpty)
  }

  @Test func `no feed gives an empty list`() throws {
    #expect(
      String(decoding: try written(JSONWriter([]).write(to:)), as: UTF8.self) == "{\"feeds\":[]}\n")
  }
}
