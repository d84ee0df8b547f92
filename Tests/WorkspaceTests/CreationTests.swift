import Feeds
import Foundation
import TestSupport
import Testing

@testable import Workspace

struct CreationTests {
  @Test func `a state feed copies the timeline and, if asked, the gaps`() throws {
    let fixture = try Fixture(count: 500, state: nil)
    let workspace = fixture.workspace
    let supply = try workspace.feed(id: 1)
    let reference = try workspace.reader(supply)
    for (state, keepGaps) in [(State.on, true), (.on, false), (.off, true), (.unknown, false)] {
      let feed = try workspace.createStateFeed(
        like: supply, name: "s \(state.name) \(keepGaps)", tag: "t:u-v_w", state: state,
        keepGaps: keepGaps)
      let reader = try workspace.reader(feed)
      #expect(reader.timeline == reference.timeline)
      let expected = try reference.points().map { keepGaps && $0.isNaN ? .nan : state.point }
      #expect(try reader.points().map(\.bitPattern) == expected.map(\.bitPattern))
      #expect(try workspace.segments(feed).allSatisfy { $0.provenance == .initial })
      #expect(feed.kind == .state)
    }
    #expect(try workspace.feeds().map(\.id) == [1, 2, 3, 4, 5])
    #expect(try workspace.check().isEmpty)
  }

  @Test func `names that Emoncms would refuse, or that are taken, are refused`() throws {
    let fixture = try Fixture(count: 50)
    let workspace = fixture.workspace
    let before = try fixture.files()
    for (name, tag) in [
      ("", "t"), ("  ", "t"), ("a.b", "t"), ("a/b", "t"), ("a'b", "t"), ("a", ""), ("a", "t\n"),
      ("../x", "t"), ("a\u{0}", "t"), ("state", "test"),
    ] {
      let error = #expect(throws: WorkspaceError.self, "\(name)") {
        try workspace.createStateFeed(like: workspace.feed(id: 1), name: name, tag: tag, state: .on)
      }
      #expect(error?.code == .badName)
    }
    #expect(try fixture.files() == before)
    // The same name under another tag is another feed.
    _ = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "state", tag: "other", state: .on)
  }

  @Test func `an id is never one of which a half is there`() throws {
    let fixture = try Fixture(count: 50)
    try fixture.folder.write([1, 2, 3, 4], to: "8.dat")
    let feed = try fixture.workspace.createStateFeed(
      like: fixture.workspace.feed(id: 1), name: "n", tag: "t", state: .on)
    #expect(feed.id == 9)
    #expect(try fixture.folder.bytes(of: "8.dat") == [1, 2, 3, 4])
  }

  @Test func `an import is a measured feed of the same bits`() throws {
    let fixture = try Fixture(count: 50)
    var generator = SeededGenerator(seed: 3)
    let points = generator.points(5000)
    let feed = try fixture.workspace.importFeed(
      points, on: Timeline(start: 600, interval: 60, count: 5000), name: "n", tag: "t", unit: "°C")
    #expect(feed.kind == .measured && feed.unit == "°C")
    #expect(try fixture.workspace.bits(feed) == points.map(\.bitPattern))
    #expect(throws: WorkspaceError.self) { try fixture.workspace.undo(feed) }
    #expect(try fixture.workspace.check().isEmpty)
  }

  @Test func `cataloguing anew names feeds and leaves a state feed one`() throws {
    let fixture = try Fixture(count: 50)
    try fixture.set(.off, 0..<10)
    try fixture.workspace.catalogue([
      (id: 1, name: "depart", tag: "node", unit: "°C"), (id: 2, name: "s", tag: "node", unit: ""),
    ])
    #expect(try fixture.workspace.feeds().map(\.name) == ["depart", "s"])
    #expect(try fixture.workspace.feeds().map(\.kind) == [.measured, .state])
    _ = try fixture.workspace.undo(fixture.state)
    #expect(try fixture.workspace.check().isEmpty)
  }

  @Test func `an empty or unaligned reference is refused`() throws {
    let fixture = try Fixture(count: 50)
    try FeedFiles(folder: fixture.folder.path, id: 5).create(
      Timeline(start: 0, interval: 300, count: 0), filledWith: 0)
    let error = #expect(throws: WorkspaceError.self) {
      try fixture.workspace.createStateFeed(
        like: fixture.workspace.feed(id: 5), name: "n", tag: "t", state: .on)
    }
    #expect(error?.code == .incompatible)
    let meta = FeedMetadata(interval: 300, start: UInt32(Fixture.start + 1))
    try fixture.folder.write(meta.bytes, inPlace: "1.meta")
    let unaligned = #expect(throws: WorkspaceError.self) {
      try fixture.workspace.createStateFeed(
        like: fixture.workspace.feed(id: 1), name: "n", tag: "t", state: .on)
    }
    #expect(unaligned?.code == .incompatible)
    #expect(unaligned?.description.contains("feed 1 starts at \(Fixture.start + 1)") == true)
    #expect(try fixture.workspace.feeds().map(\.id) == [1, 2, 5])
  }
}
