import Feeds
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// Real processes, killed while they edit.
struct KillTests {
  /// Brings the model to where a killed process left the feed, and checks that it is one of two places.
  private func verify(
    _ fixture: Fixture, _ model: inout FeedModel, _ events: [EditLoopProcess.Event],
    _ comment: String
  ) throws {
    let workspace = try fixture.reopened()
    model.supply = try workspace.reader(workspace.feed(id: 1)).points()
    #expect(workspace.recoveryProblems.isEmpty, "\(comment)")
    let feed = try workspace.feed(id: 2)
    let contents = try workspace.contents(feed)
    let (finished, orElse) = model.after(events)
    if let orElse, contents == orElse.contents {
      model = orElse
    } else {
      expectSame(contents, finished.contents, comment)
      model = finished
    }
    // The same contents may be reached by both: the history tells which.
    if let orElse, try workspace.history(feed).count(where: { !$0.undone }) != model.depth {
      model = model.depth == finished.depth ? orElse : finished
    }
    #expect(try workspace.history(feed).count { !$0.undone } == model.depth, "\(comment)")
    #expect(try workspace.check([feed]).isEmpty, "\(comment)")
  }

  /// What a process said that was killed at a random instant of its editing.
  private func killed(
    _ fixture: Fixture, kinds: String, _ generator: inout SeededGenerator
  ) throws -> [EditLoopProcess.Event] {
    let loop = try EditLoopProcess(
      fixture.folder.path, seed: generator.next(), count: 10_000, kinds: kinds)
    var said = ""
    while !said.contains("begin") {
      let more = loop.waitForOutput()
      if more.isEmpty { break }
      said += more
    }
    usleep(UInt32.random(in: 0...60_000, using: &generator))
    loop.kill()
    let events = loop.finish(said: said)
    #expect(loop.wasKilled)
    return events
  }

  @Test(arguments: [UInt64(1), 2])
  func `after a kill at any instant the feed is as after the finished edits, or one more`(
    seed: UInt64
  ) throws {
    let count = 10_000
    let fixture = try Fixture(count: count)
    let before = try fixture.files()
    var model = FeedModel(points: Array(repeating: 1, count: count))
    var generator = SeededGenerator(seed: seed)
    var kills = 0
    var edits = 0
    while kills < 110 {
      let events = try killed(fixture, kinds: "all", &generator)
      kills += 1
      edits += events.count { if case .done = $0 { true } else { false } }
      try verify(fixture, &model, events, "seed \(seed), kill \(kills)")
    }
    #expect(edits > 30, "the processes did edit: \(edits)")
    let workspace = try fixture.reopened()
    while model.undo() { _ = try workspace.undo(workspace.feed(id: 2)) }
    #expect(try fixture.files() == before)
  }

  @Test func `a process killed at each call of the file system leaves before or after`() throws {
    let fixture = try Fixture(count: 5000)
    var model = FeedModel(points: Array(repeating: 1, count: 5000))
    var generator = SeededGenerator(seed: 4)
    // Each edit writes and synchronises once: killed before, in the middle of, and after each write.
    for call in 1...4 {
      for torn in [0, 1, 3, 4, 4097, 20_000] where call % 2 == 1 || torn == 0 {
        let loop = try EditLoopProcess(
          fixture.folder.path, seed: generator.next(), count: 50, kinds: "all", crash: (call, torn))
        let events = loop.finish()
        #expect(loop.wasKilled)
        try verify(fixture, &model, events, "killed at call \(call), \(torn) bytes")
      }
    }
  }

  @Test func `a feed that grows is as after the finished edits, or one more, after any kill`()
    throws
  {
    let count = 4000
    let fixture = try Fixture(count: count)
    try fixture.workspace.save(Circuit(name: "loop", supply: 1, state: 2))
    var model = FeedModel(points: Array(repeating: 1, count: count))
    var generator = SeededGenerator(seed: 7)
    // Each edit writes and synchronises once: killed before, in the middle of, and after each write,
    // some of which reach beyond the end of the feed.
    for call in 1...4 {
      for torn in [0, 1, 2, 3, 4, 50, 4097, 16_001] where call % 2 == 1 || torn == 0 {
        let loop = try EditLoopProcess(
          fixture.folder.path, seed: generator.next(), count: 20, kinds: "grow",
          crash: (call, torn))
        let events = loop.finish()
        #expect(loop.wasKilled)
        try verify(fixture, &model, events, "killed at call \(call), \(torn) bytes")
      }
    }
    for kill in 0..<30 {
      try verify(fixture, &model, killed(fixture, kinds: "grow", &generator), "kill \(kill)")
    }
    #expect(model.count > count + 100)
    let workspace = try fixture.reopened()
    while model.undo() { _ = try workspace.undo(workspace.feed(id: 2)) }
    expectSame(try workspace.contents(workspace.feed(id: 2)), model.contents, "all undone")
    #expect(model.contents.marks.allSatisfy { $0.provenance == .initial })
  }

  @Test func `a process killed while it makes a feed leaves it whole or not at all`() throws {
    let fixture = try Fixture(count: 5000)
    let before = try fixture.files()
    var names: Set<String> = []
    for call in 1...20 {
      for torn in [0, 7] {
        let loop = try EditLoopProcess(
          fixture.folder.path, feed: 1, seed: UInt64(call * 100 + torn), count: 1, kinds: "new",
          crash: (call, torn))
        let events = loop.finish()
        let workspace = try fixture.reopened()
        #expect(workspace.recoveryProblems.isEmpty)
        for feed in try workspace.feeds() where feed.id > 2 {
          #expect(feed.kind == .state, "killed at call \(call)")
          let contents = try workspace.contents(feed)
          let whole = FeedModel(points: Array(repeating: 1, count: 5000))
          expectSame(contents, whole.contents, "killed at call \(call)")
          names.insert(feed.name)
        }
        let kinds = Set(try workspace.check().map(\.problem))
        #expect(kinds.isSubset(of: [.leftOver, .missingMetadata]), "call \(call): \(kinds)")
        if !loop.wasKilled {
          #expect(events.last.map { if case .done = $0 { true } else { false } } == true)
        }
      }
    }
    #expect(names.count >= 2)
    let after = try fixture.files()
    for (name, bytes) in before { #expect(after[name] == bytes) }
  }
}
