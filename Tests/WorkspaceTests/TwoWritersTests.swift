import Feeds
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Workspace

struct TwoWritersTests {
  @Test func `two processes lose no edit, and the feed is the replay of the journal`() throws {
    let fixture = try Fixture(count: 9000)
    let before = try fixture.files()
    let loops = try [UInt64(1), 2, 3].map { seed in
      try EditLoopProcess(fixture.folder.path, seed: seed, count: 15, kinds: "set")
    }
    let events = loops.flatMap { $0.finish() }
    #expect(events.count { if case .done = $0 { true } else { false } } == 45, "\(events)")

    let workspace = try fixture.reopened()
    let feed = try workspace.feed(id: 2)
    let history = try workspace.history(feed)
    #expect(history.count == 45)
    var model = FeedModel(points: Array(repeating: 1, count: 9000))
    let timeline = try workspace.reader(feed).timeline
    for item in history {
      let state = try #require(State(name: String(item.what.dropFirst(4))))
      model.set(state, timeline.slots(in: item.times))
    }
    expectSame(try workspace.contents(feed), model.contents, "replayed")
    for _ in history { _ = try workspace.undo(feed) }
    #expect(try fixture.files() == before)
  }

  @Test func `two processes that also undo and redo leave a sound feed`() throws {
    let fixture = try Fixture(count: 9000)
    let before = try fixture.files()
    let loops = try [UInt64(5), 6].map { seed in
      try EditLoopProcess(fixture.folder.path, seed: seed, count: 30, kinds: "all")
    }
    for loop in loops {
      let failures = loop.finish().filter { if case .failed = $0 { true } else { false } }
      #expect(failures.isEmpty)
    }
    let workspace = try fixture.reopened()
    let feed = try workspace.feed(id: 2)
    #expect(try workspace.check().filter { $0.feed == 2 }.isEmpty)
    for _ in 0..<(try workspace.history(feed).count { !$0.undone }) { _ = try workspace.undo(feed) }
    #expect(try fixture.files() == before)
  }

  @Test func `eight processes make the database at once`() throws {
    let folder = try TemporaryFolder()
    try FeedFiles(folder: folder.path, id: 1).create(
      Timeline(start: 600, interval: 300, count: 50), filledWith: 20)
    let loops = try (0..<8).map { seed in
      try EditLoopProcess(folder.path, feed: 1, seed: UInt64(seed), count: 2, kinds: "new")
    }
    let events = loops.flatMap { $0.finish() }
    let made = events.compactMap { if case .done(let id) = $0 { id } else { nil } }
    #expect(Set(made).count == 16, "\(events)")
    let workspace = try Workspace(folder.path)
    #expect(try workspace.feeds().filter { $0.kind == .state }.map(\.id) == made.sorted())
    #expect(try workspace.check().isEmpty)
  }

  @Test func `the error names the holder of a lock that is held long`() throws {
    let fixture = try Fixture(count: 100)
    let lock = try FeedLock(folder: fixture.folder.path, feed: 2)
    try withExtendedLifetime(lock) {
      let events = try EditLoopProcess(fixture.folder.path, seed: 1, count: 1, kinds: "set")
        .finish()
      guard case .failed(let text)? = events.last else {
        Issue.record("nothing failed: \(events)")
        return
      }
      #expect(text.contains("is being written by process \(getpid())"), "\(text)")
    }
    #expect(try fixture.workspace.history(fixture.state).isEmpty)
  }

  @Test func `the lock is free once its holder is gone`() throws {
    let fixture = try Fixture(count: 100)
    do {
      let lock = try FeedLock(folder: fixture.folder.path, feed: 2)
      let error = #expect(throws: WorkspaceError.self) {
        try FeedLock(folder: fixture.folder.path, feed: 2, patience: 0)
      }
      #expect(error?.code == .locked)
      withExtendedLifetime(lock) {}
    }
    _ = try FeedLock(folder: fixture.folder.path, feed: 2, patience: 0)
  }

  @Test func `an edit that another process left half done is completed before the next`() throws {
    let fixture = try Fixture(count: 5000)
    // Opened before the other process dies.
    let workspace = fixture.workspace
    var model = FeedModel(points: Array(repeating: 1, count: 5000))
    let loop = try EditLoopProcess(
      fixture.folder.path, seed: 9, count: 1, kinds: "set", crash: (1, 5))
    for case .began(let text) in loop.finish() { model.perform(text) }
    #expect(loop.wasKilled)
    try fixture.set(.unknown, 100..<200, in: workspace)
    model.set(.unknown, 100..<200)
    expectSame(try workspace.contents(fixture.state), model.contents, "after both")
  }

  @Test func `a catalogue that another process begins is seen`() throws {
    let folder = try TemporaryFolder()
    try FeedFiles(folder: folder.path, id: 1).create(
      Timeline(start: 600, interval: 300, count: 50), filledWith: 20)
    let early = try Workspace(folder.path)
    #expect(try early.feeds().map(\.kind) == [.measured])
    #expect(try folder.names == ["1.dat", "1.meta"])
    let other = try Workspace(folder.path)
    _ = try other.createStateFeed(like: other.feed(id: 1), name: "s", tag: "t", state: .off)
    #expect(try early.feeds().map(\.name) == ["1", "s"])
    #expect(throws: WorkspaceError.self) {
      try early.createStateFeed(like: early.feed(id: 1), name: "s", tag: "t", state: .off)
    }
  }
}
