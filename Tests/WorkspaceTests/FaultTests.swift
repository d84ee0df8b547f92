import Feeds
import TestSupport
import Testing

@testable import Workspace

extension FeedModel.Contents {
  /// The same without a tail beyond a number of points that tells nothing: what a feed that grew keeps
  /// when the edit that made it grow is taken back.
  fileprivate func trimmed(to count: Int) -> Self {
    let empty = FeedModel.Mark(provenance: .initial)
    let tail = count..<max(count, bits.count)
    guard tail.allSatisfy({ Float(bitPattern: bits[$0]).isNaN && marks[$0] == empty }) else {
      return self
    }
    return Self(bits: Array(bits.prefix(count)), marks: Array(marks.prefix(count)))
  }
}

/// Every call of the file interface made to fail, or to be the last.
struct FaultTests {
  private enum Operation: CaseIterable {
    case set, undo, redo, create, grow
  }

  /// A feed of 9000 points with one edit applied and one undone.
  private func fixture() throws -> Fixture {
    let fixture = try Fixture(count: 9000)
    try fixture.workspace.save(Circuit(name: "loop", supply: 1, state: 2))
    try fixture.append(feed: 1, Array(repeating: 60, count: 5000))
    try fixture.set(.off, 1000..<8500)
    try fixture.set(.unknown, 4000..<6000)
    _ = try fixture.workspace.undo(fixture.state)
    return fixture
  }

  private func perform(_ operation: Operation, in workspace: Workspace) throws {
    let feed = try workspace.feed(id: 2)
    switch operation {
    case .set:
      _ = try workspace.set(
        feed, to: .unknown, from: Fixture.start + 4090 * 300, to: Fixture.start + 8192 * 300)
    case .undo: _ = try workspace.undo(feed)
    case .redo: _ = try workspace.redo(feed)
    case .create:
      _ = try workspace.createStateFeed(like: feed, name: "new", tag: "test", state: .off)
    case .grow:
      _ = try workspace.infer(
        InferenceRequest(
          workspace.circuit("loop"), method: ThresholdMethod(lookAhead: 6000), extent: .onward))
    }
  }

  private struct Look: Equatable {
    var contents: [Int: FeedModel.Contents]
    var applied: Int
  }

  private func look(_ workspace: Workspace) throws -> Look {
    var contents: [Int: FeedModel.Contents] = [:]
    for feed in try workspace.feeds() where feed.kind == .state {
      contents[feed.id] = try workspace.contents(feed).trimmed(to: 9000)
    }
    let history = try workspace.history(workspace.feed(id: 2))
    return Look(contents: contents, applied: history.count { !$0.undone })
  }

  /// What stands before and after, and how many calls it takes.
  private func rehearse(_ operation: Operation) throws -> (before: Look, after: Look, calls: Int) {
    let fixture = try fixture()
    let before = try look(fixture.workspace)
    let counting = FaultyFileSystem()
    try perform(operation, in: Workspace(fixture.folder.path, fileSystem: counting))
    return (before, try look(fixture.workspace), counting.mutatingCalls)
  }

  private func expectUndoable(_ fixture: Fixture, _ comment: String) throws {
    let workspace = try fixture.reopened()
    let feed = try workspace.feed(id: 2)
    #expect(try workspace.check([feed]).isEmpty, "\(comment)")
    for _ in 0..<(try look(workspace).applied) { _ = try workspace.undo(feed) }
    let original = FeedModel(points: Array(repeating: 1, count: 9000))
    expectSame(try workspace.contents(feed).trimmed(to: 9000), original.contents, comment)
  }

  @Test func `a crash at any call leaves before or after, and everything can be undone`() throws {
    for operation in Operation.allCases {
      let (before, after, calls) = try rehearse(operation)
      #expect(calls >= 2)
      for call in 1...calls {
        for torn in [0, 1, 2, 3, 4, 5, 4096, 8191, 16_384, 100_000] {
          let fixture = try fixture()
          let faulty = FaultyFileSystem(.crash(torn: torn), at: call)
          #expect(throws: (any Error).self) {
            try perform(operation, in: Workspace(fixture.folder.path, fileSystem: faulty))
          }
          let isWrite = faulty.log.last?.hasPrefix("write") == true
          let comment = "\(operation), crash at call \(call), \(torn) bytes"
          let workspace = try fixture.reopened()
          #expect(workspace.recoveryProblems.isEmpty, "\(comment)")
          let found = try look(workspace)
          #expect(found == before || found == after, "\(comment)")
          try expectUndoable(fixture, comment)
          if !isWrite { break }
        }
      }
    }
  }

  @Test(arguments: [FeedError.Code.inaccessible, .noSpace])
  func `a failure of any call throws it and leaves the feed as before`(code: FeedError.Code) throws
  {
    for operation in Operation.allCases {
      let (before, _, calls) = try rehearse(operation)
      for call in 1...calls {
        let fixture = try fixture()
        let faulty = FaultyFileSystem(.failure(code), at: call)
        let workspace = try Workspace(fixture.folder.path, fileSystem: faulty)
        let comment = "\(operation), failure at call \(call)"
        let error = #expect(throws: FeedError.self, "\(comment)") {
          try perform(operation, in: workspace)
        }
        #expect(error?.code == code, "\(comment)")
        let files = try fixture.files()
        #expect(files.count == 4, "\(comment)")
        #expect(try look(workspace) == before, "\(comment)")
        #expect(try look(fixture.reopened()) == before, "\(comment)")
        // The same process can go on.
        try perform(operation, in: workspace)
        try expectUndoable(fixture, comment)
      }
    }
  }

  @Test func `two failures in a row leave an edit that the next command completes`() throws {
    let fixture = try fixture()
    let (_, after, _) = try rehearse(.set)
    let dying = FaultyFileSystem(.crash(torn: 10), at: 1)
    let error = #expect(throws: WorkspaceError.self) {
      try perform(.set, in: Workspace(fixture.folder.path, fileSystem: dying))
    }
    #expect(error?.code == .interrupted)
    #expect(error?.description.contains("the next command completes it") == true)
    let looking = try Workspace(fixture.folder.path, recovering: false)
    #expect(try looking.check().map(\.problem) == [.interruptedEdit])
    // Looking alone has completed nothing; the next edit does so first.
    #expect(try looking.history(looking.feed(id: 2)).count { !$0.undone } == 2)
    try fixture.set(.on, 0..<1, in: looking)
    _ = try looking.undo(looking.feed(id: 2))
    #expect(try look(looking) == after)
  }

  @Test func `a recovery that fails can be tried again`() throws {
    let (_, after, _) = try rehearse(.set)
    for call in 1...2 {
      let fixture = try fixture()
      let dying = FaultyFileSystem(.crash(torn: 5000), at: 1)
      _ = try? perform(.set, in: Workspace(fixture.folder.path, fileSystem: dying))
      for _ in 0..<2 {
        let again = FaultyFileSystem(.crash(torn: 2), at: call)
        let workspace = try Workspace(fixture.folder.path, fileSystem: again)
        #expect(workspace.recoveryProblems.count == 1)
      }
      #expect(try fixture.reopened().recoveryProblems.isEmpty)
      #expect(try look(fixture.reopened()) == after)
      try expectUndoable(fixture, "call \(call)")
    }
  }

  @Test func `a creation that was cut short is finished with its provenance`() throws {
    let fixture = try Fixture(count: 5000)
    // The files are whole; the row was never made ready.
    try fixture.execute("UPDATE feed SET ready = 0; DELETE FROM stretch")
    #expect(
      try Workspace(fixture.folder.path, recovering: false).check().map(\.problem) == [
        .interruptedCreation
      ])
    let workspace = try fixture.reopened()
    let model = FeedModel(points: Array(repeating: 1, count: 5000))
    expectSame(try workspace.contents(workspace.feed(id: 2)), model.contents, "finished")
    #expect(try workspace.check().isEmpty)
  }
}
