import BrowserSupport
import Foundation
import Synchronization
import TestSupport
import Testing
import Workspace

/// How a Studio ends: asked to, and killed.
@Suite(.serialized) struct EndingTests {
  /// What a stream of edits was told.
  private final class Told: Sendable {
    let edits = Mutex<[(edit: Int, slots: Range<Int>, state: Float)]>([])
  }

  /// Edits one slot range after another until the server is gone.
  private static func edit(_ server: StudioServer, seed: UInt64, _ told: Told) throws {
    let client = try Client(server)
    var generator = SeededGenerator(seed: seed)
    while true {
      let first = Int.random(in: 0..<SmallWorkspace.count - 50, using: &generator)
      let slots = first..<first + Int.random(in: 1...50, using: &generator)
      let isOn = Bool.random(using: &generator)
      guard let reply = try? client.edit([SmallWorkspace.period(slots, isOn ? "on" : "off")]) else {
        return
      }
      // Refused while the server stops.
      guard reply.status == 200, let edit = try reply.json["edit"].integer else { return }
      told.edits.withLock { $0.append((edit, slots, isOn ? 1 : 0)) }
    }
  }

  /// Edits from a thread of its own, until the server is gone.
  private func editing(_ server: StudioServer, seed: UInt64) -> (Told, Task<Void, any Error>) {
    let told = Told()
    let task = Task {
      // Not one of the few threads that run the tests.
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
          continuation.resume(with: Result { try Self.edit(server, seed: seed, told) })
        }
      }
    }
    return (told, task)
  }

  /// Holds what is there to what was told: all of it, and at most one edit more.
  private func verify(_ small: SmallWorkspace, _ told: Told, _ comment: String) throws -> Int {
    let workspace = try Workspace(small.folder.path)
    #expect(workspace.recoveryProblems.isEmpty, "\(comment)")
    let feed = try workspace.feed(id: 3)
    #expect(try workspace.check().isEmpty, "\(comment)")
    let edits = told.edits.withLock { $0 }
    let history = try workspace.history(feed)
    #expect(history.prefix(edits.count).map(\.edit) == edits.map(\.edit), "\(comment)")
    #expect((0...1).contains(history.count - edits.count), "\(comment)")
    var states = [Float](repeating: 0, count: SmallWorkspace.count)
    for edit in edits { for slot in edit.slots { states[slot] = edit.state } }
    if history.count > edits.count { _ = try workspace.undo(feed) }
    #expect(try small.states() == states, "\(comment)")
    while try workspace.heads(of: feed).undo != nil { _ = try workspace.undo(feed) }
    #expect(try small.states().allSatisfy { $0 == 0 }, "\(comment)")
    return edits.count
  }

  @Test(arguments: 1...6)
  func `killed in a stream of edits, it leaves all that it told of and at most one more`(
    kill: Int
  ) async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let (told, task) = editing(server, seed: UInt64(kill))
    while told.edits.withLock({ $0.count }) < 3 { try await Task.sleep(for: .milliseconds(1)) }
    try await Task.sleep(for: .microseconds(7919 * kill))
    try await server.kill()
    try await task.value
    #expect(try verify(small, told, "kill \(kill)") >= 3)
    // The next Studio serves what is there.
    let next = try await small.serve()
    #expect(try Client(next).edit([SmallWorkspace.period(1..<9, "on")]).status == 200)
    try await next.stop()
  }

  @Test func `asked to end, it finishes what is under way, ends its streams, and says nothing`()
    async throws
  {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let listener = try EventListener(port: Client(server).port)
    let (told, task) = editing(server, seed: 9)
    while told.edits.withLock({ $0.count }) < 3 { try await Task.sleep(for: .milliseconds(1)) }
    let clock = ContinuousClock.now
    #expect(try await server.stop(within: .seconds(20)) == 0)
    #expect(ContinuousClock.now - clock < .seconds(10))
    try await task.value
    #expect(server.errors == "")
    while try listener.next() != nil {}
    // Every edit that is in the journal was told of.
    let count = try Workspace(small.folder.path).history(Workspace(small.folder.path).feed(id: 3))
      .count
    #expect(count == told.edits.withLock { $0.count })
    _ = try verify(small, told, "stopped")
  }

  @Test func `asked to end, it does not wait for those who keep a connection`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    #expect(try client.ask("/workspace").status == 200)
    let silent = try Connection(port: client.port)
    let clock = ContinuousClock.now
    #expect(try await server.stop(within: .seconds(60)) == 0)
    #expect(ContinuousClock.now - clock < .seconds(10))
    withExtendedLifetime((client, silent)) {}
  }
}
