import Feeds
import Foundation
import Inference
import Synchronization
import TestSupport
import Testing

@testable import Workspace

/// Several circuits inferred at once.
struct SeveralCircuitsTests {
  private func requests(
    _ fixture: Fixture, _ method: ThresholdMethod = ThresholdMethod()
  ) throws -> [InferenceRequest] {
    try fixture.workspace.circuits().map { InferenceRequest($0, method: method) }
  }

  /// Circuits `a`, `b`, … of the one supply.
  private func fixture(circuits: Int) throws -> Fixture {
    let fixture = try Fixture(count: 700, state: nil)
    for name in "abcdefgh".prefix(circuits) {
      try fixture.workspace.save(Circuit(name: "\(name)", supply: 1))
    }
    return fixture
  }

  @Test func `each is an edit of its own feed, in the order asked for`() throws {
    let fixture = try fixture(circuits: 5)
    let told = Mutex([Int]())
    let outcomes = fixture.workspace.infer(try requests(fixture)) { done in
      told.withLock { $0.append(done) }
    }
    #expect(outcomes.map(\.circuit) == ["a", "b", "c", "d", "e"])
    let reports = try outcomes.map { try $0.result.get() }
    #expect(reports.map(\.edit) == [1, 2, 3, 4, 5])
    #expect(reports.map(\.stateFeed) == [2, 3, 4, 5, 6])
    #expect(outcomes.allSatisfy { $0.elapsed > .zero })
    #expect(told.withLock { $0 } == [1, 2, 3, 4, 5])
    let points = try fixture.files()
    #expect(Set((2...6).map { points["\($0).dat"] }).count == 1)
    #expect(try fixture.workspace.check().isEmpty)
  }

  @Test func `one that fails does not stop the others`() throws {
    let fixture = try fixture(circuits: 3)
    try FeedFiles(folder: fixture.folder.path, id: 9).create(
      Timeline(start: Fixture.start, interval: 300, count: 700), filledWith: 20)
    try fixture.workspace.save(Circuit(name: "b", supply: 9))
    try FileManager.default.removeItem(atPath: fixture.folder.file("9.dat"))
    let outcomes = fixture.workspace.infer(try requests(fixture))
    #expect((try? outcomes[0].result.get())?.edit == 1)
    #expect((try? outcomes[2].result.get())?.edit == 2)
    #expect(throws: (any Error).self) { try outcomes[1].result.get() }
  }

  @Test func `they are inferred at the same time`() throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    guard cores > 1 else { return }
    let fixture = try fixture(circuits: 2)
    let meeting = DispatchGroup()
    meeting.enter()
    meeting.enter()
    let met = Mutex(0)
    let method = ThresholdMethod(meanwhile: {
      // Neither goes on before the other has come so far.
      meeting.leave()
      if meeting.wait(timeout: .now() + 20) == .success { met.withLock { $0 += 1 } }
    })
    let outcomes = fixture.workspace.infer(try requests(fixture, method))
    #expect(outcomes.allSatisfy { (try? $0.result.get()) != nil })
    #expect(met.withLock { $0 } == 2)
  }

  @Test func `none is none`() throws {
    let fixture = try fixture(circuits: 0)
    #expect(fixture.workspace.infer(try requests(fixture)).isEmpty)
  }
}
