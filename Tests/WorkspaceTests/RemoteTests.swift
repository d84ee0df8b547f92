import Feeds
import TestSupport
import Testing
import Workspace

/// What a workspace remembers of an Emoncms.
struct RemoteTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private let feed: Feed

  init() throws {
    folder = try TemporaryFolder()
    try FeedFiles(folder: folder.path, id: 1).create(
      points: [19, 19, 19, 19, 19], start: 1_612_742_400, interval: 300)
    workspace = try Workspace(folder.path)
    feed = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "state", tag: "t", state: .on)
  }

  private func registration(_ points: [Float], remote: Int? = 28) -> Registration {
    Registration(
      connection: "school", feed: feed.id, name: "state", tag: "t", remote: remote,
      timeline: Timeline(start: 1_612_742_400, interval: 300, count: points.count), points: points)
  }

  @Test func `connections are kept by name, and the only one needs none`() throws {
    let school = Connection(name: "school", kind: .http, address: "http://192.0.2.1")
    #expect(throws: WorkspaceError.self) { try workspace.connection(nil) }
    try workspace.save(school)
    #expect(try Workspace(folder.path).connection(nil) == school)
    let here = Connection(name: "here", kind: .machine, address: "/var/www/emoncms", user: 2)
    try workspace.save(here)
    #expect(try workspace.connection("here") == here)
    let error = #expect(throws: WorkspaceError.self) { try workspace.connection(nil) }
    #expect(error?.code == .ambiguous)
    try workspace.forget(connection: "here")
    #expect(try workspace.connections() == [school])
  }

  @Test(arguments: ["", "a b", "é", "../x", "a/b", "a\u{0}"])
  func `a name that could be no file's is refused`(name: String) {
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.save(Connection(name: name, kind: .http, address: "http://192.0.2.1"))
    }
    #expect(error?.code == .badName)
  }

  @Test func `a connection in use is neither forgotten nor moved`() throws {
    try workspace.save(Connection(name: "school", kind: .http, address: "http://192.0.2.1"))
    try workspace.save(registration([1, 1]))
    for body in [
      { try workspace.forget(connection: "school") },
      {
        try workspace.save(Connection(name: "school", kind: .http, address: "http://192.0.2.2"))
      },
    ] {
      let error = #expect(throws: WorkspaceError.self) { try body() }
      #expect(error?.code == .incompatible)
    }
    try workspace.forget(registration([1, 1]))
    try workspace.forget(connection: "school")
  }

  @Test func `a registration comes back to the bit`() throws {
    try workspace.save(Connection(name: "school", kind: .http, address: "http://192.0.2.1"))
    let odd = Float(bitPattern: 0x7FC0_1234)
    try workspace.save(registration([1, 0, odd], remote: nil))
    let begun = try #require(try workspace.registration(of: feed, on: "school"))
    #expect(begun.remote == nil)
    #expect(begun.points.map(\.bitPattern) == [Float(1), 0, odd].map(\.bitPattern))
    try workspace.save(registration([1, 0, 0, 1]))
    #expect(try workspace.registrations(on: "school") == [registration([1, 0, 0, 1])])
    #expect(try workspace.registrations(on: "other").isEmpty)
  }

  @Test func `a push is noted before it is made, with what it replaces`() throws {
    try workspace.save(Connection(name: "school", kind: .http, address: "http://192.0.2.1"))
    let known = registration([1, 1, 1])
    try workspace.save(known)
    let block = Push.Block(first: 1, before: [1], after: [0])
    let id = try workspace.beginPush([block], to: known)
    let begun = try Workspace(folder.path).lastPush(of: known, in: [.writing])
    #expect(begun?.id == id)
    #expect(begun?.blocks == [block])
    try workspace.note(push: id, is: .written, registration([1, 0, 1]))
    #expect(try workspace.lastPush(of: known, in: [.writing]) == nil)
    #expect(try workspace.registration(of: feed, on: "school")?.points == [1, 0, 1])
    try workspace.forget(known)
    #expect(try workspace.lastPush(of: known, in: [.written]) == nil)
  }

  @Test func `points taken over are one edit, which can be undone`() throws {
    let points: [Float] = [1, 0, 0, 1, 0]
    let receipt = try workspace.take(
      points, at: [1..<3, 4..<5], into: feed, what: "take from school")
    #expect(receipt?.changedPoints == 3)
    #expect(try workspace.reader(feed).points() == points)
    #expect(try workspace.history(feed).last?.what == "take from school")
    _ = try workspace.undo(feed)
    #expect(try workspace.reader(feed).points() == [1, 1, 1, 1, 1])
    #expect(try workspace.take(points, at: [], into: feed, what: "x") == nil)
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.take([1, 7, 1, 1, 1], at: [1..<2], into: feed, what: "x")
    }
    #expect(error?.code == .incompatible)
    #expect(try workspace.reader(feed).points() == [1, 1, 1, 1, 1])
  }

  @Test func `a mirrored feed grows, and a state feed does not`() throws {
    let timeline = Timeline(start: 1_612_742_400, interval: 10, count: 0)
    let mirror = try workspace.mirror(
      id: 41, [1, 2], on: timeline, name: "flow", tag: "n", unit: "l")
    #expect(mirror.name == "flow" && mirror.kind == .measured)
    try workspace.extend(mirror, from: 2, with: [3, .nan, 5])
    #expect(try workspace.reader(mirror).points().prefix(3) == [1, 2, 3])
    #expect(throws: FeedError.self) { try workspace.extend(mirror, from: 2, with: [9]) }
    #expect(try workspace.reader(mirror).timeline.count == 5)
    #expect(throws: FeedError.self) {
      try workspace.mirror(id: 41, [1], on: timeline, name: "x", tag: "n", unit: "")
    }
    #expect(throws: WorkspaceError.self) { try workspace.extend(feed, from: 5, with: [1]) }
  }
}
