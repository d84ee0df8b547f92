import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing

@testable import Emoncms

@Suite("Writing to a feed on the machine")
struct MachineWritingTests {
  @Test("points are replaced and appended to the bit, and Redis has the last value")
  func write() throws {
    let fixture = try MachineFixture()
    let installation = try fixture.open()
    try fixture.fillList(90)
    let timeline = try someFeed().timeline
    let id = try installation.create(try someFeed(), somePoints())
    try installation.write([.nan, 1, -0.0], at: 5, of: id, on: timeline)
    var expected = somePoints()
    expected.replaceSubrange(5..<8, with: [.nan, 1, -0.0])
    #expect(try installation.bits(of: id) == expected.map(\.bitPattern))
    try installation.write([2, 3, 4.5], at: 999, of: id, on: timeline)
    expected.replaceSubrange(999..., with: [2, 3, 4.5])
    #expect(try installation.bits(of: id) == expected.map(\.bitPattern))
    #expect(try installation.bits(of: id, from: 1001) == [Float(4.5).bitPattern])
    let hash = try fixture.hash(id)
    #expect(hash["value"] == "4.5" && hash["time"] == "1613090700" && hash["size"] == "4024")
    try installation.write([.nan], at: 1001, of: id, on: timeline)
    #expect(try fixture.hash(id)["value"] == "")
    let feed = try #require(try installation.feeds().first)
    #expect(feed.lastValue == nil && feed.size == 4024)
  }

  @Test("a feed that Redis does not have is not given half a hash")
  func uncached() throws {
    let fixture = try MachineFixture()
    let installation = try fixture.open()
    let id = try installation.create(try someFeed(), somePoints())
    try installation.write([1], at: 999, of: id, on: try someFeed().timeline)
    #expect(try fixture.keys == [])
  }

  @Test("points that wait in the low-write buffer stop a write")
  func buffered() throws {
    let fixture = try MachineFixture()
    let installation = try fixture.open()
    let id = try installation.create(try someFeed(), somePoints())
    try fixture.redis.run("zadd", "\(fixture.prefix)feed:\(id):buffer", "1613090100", "ff|3")
    #expect(try installation.pendingPoints(of: id) == 1)
    let error = emoncmsError {
      try installation.write([1], at: 0, of: id, on: try someFeed().timeline)
    }
    #expect(error?.code == .buffered)
    #expect(try installation.bits(of: id) == somePoints().map(\.bitPattern))
  }

  @Test("another timeline, a hole, and feeds that are none of ours are refused")
  func refused() throws {
    let fixture = try MachineFixture()
    let installation = try fixture.open()
    let id = try installation.create(try someFeed(), somePoints())
    let timeline = try someFeed().timeline
    let other = Timeline(start: timeline.start + 300, interval: 300, count: 1000)
    func code(_ slot: Int, _ feed: Int, _ timeline: Timeline) -> EmoncmsError.Code? {
      emoncmsError { try installation.write([1], at: slot, of: feed, on: timeline) }?.code
    }
    #expect(code(0, id, other) == .conflict)
    #expect(code(1001, id, timeline) == .conflict)
    #expect(code(-1, id, timeline) == .conflict)
    #expect(code(0, id + 1, timeline) == .notFound)
    try fixture.maria.run(
      """
      INSERT INTO \(fixture.name).feeds (id, name, tag, userid, datatype, engine) VALUES
      (50, 'v', 't', 1, 1, 7), (51, 'w', 't', 2, 1, 5), (52, 'x', 't', 1, 1, 5)
      """)
    #expect(code(0, 50, timeline) == .unsupported)
    #expect(code(0, 51, timeline) == .notFound)
    #expect(code(0, 52, timeline) == .notFound)
    #expect(emoncmsError { try installation.delete(50) }?.code == .unsupported)
    #expect(emoncmsError { try installation.delete(51) }?.code == .notFound)
    #expect(try installation.feeds().map(\.id) == [id, 50, 52])
    #expect(try installation.bits(of: id) == somePoints().map(\.bitPattern))
  }

  @Test("a deletion that fails at any call can be done again")
  func deletion() throws {
    let fixture = try MachineFixture()
    for call in 1...3 {
      let id = try fixture.open().create(try someFeed(), somePoints())
      try fixture.fillList(id, 90)
      let faulty = try fixture.open(fileSystem: FaultyFileSystem(.failure(.inaccessible), at: call))
      #expect(emoncmsError { try faulty.delete(id) }?.code == .readOnly)
      // The list is filled anew from the table, where the feed still is.
      #expect(try fixture.keys == ["\(fixture.prefix)feed:90"])
      try fixture.open().delete(id)
      #expect(try fixture.rows == "" && fixture.folder.names == [])
    }
  }

  @Test("the account is chosen, and must be where there are several")
  func accounts() throws {
    let fixture = try MachineFixture()
    try fixture.maria.run("INSERT INTO \(fixture.name).users (username) VALUES ('second')")
    #expect(emoncmsError { _ = try fixture.open() }?.code == .badSettings)
    #expect(try MachineInstallation(fixture.settings, user: 2).user == 2)
    #expect(
      emoncmsError { _ = try MachineInstallation(fixture.settings, user: 3) }?.code == .notFound)
    try fixture.maria.run("DELETE FROM \(fixture.name).users")
    #expect(emoncmsError { _ = try fixture.open() }?.code == .notFound)
  }
}
