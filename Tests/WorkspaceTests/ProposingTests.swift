import Feeds
import Inference
import TestSupport
import Testing

@testable import Workspace

struct ProposingTests {
  private let circuit = Circuit(name: "north", supply: 1)

  /// A supply that is hot every other twenty points and missing from 200 to 219; no state feed.
  private func fixture() throws -> Fixture {
    let fixture = try Fixture(count: 1, state: nil)
    let supply: [Float] = (0..<400).map { slot in
      (200..<220).contains(slot) ? .nan : slot / 20 % 2 == 0 ? 60 : 30
    }
    try fixture.folder.write([], inPlace: "1.dat")
    try fixture.append(feed: 1, supply)
    try fixture.workspace.save(circuit)
    return fixture
  }

  /// The same, inferred.
  private func inferred() throws -> (fixture: Fixture, circuit: Circuit, feed: Feed) {
    let fixture = try fixture()
    let report = try fixture.workspace.infer(circuit, method: ThresholdMethod())
    let feed = try fixture.workspace.feed(id: #require(report.stateFeed))
    return (fixture, try fixture.workspace.circuit("north"), feed)
  }

  /// The same, with a supply that has changed since: cold from 40 to 59, hot from 100 to 109.
  private func changed() throws -> (fixture: Fixture, circuit: Circuit, feed: Feed) {
    let (fixture, circuit, feed) = try inferred()
    try fixture.overwrite(feed: 1, Array(repeating: 30, count: 20), at: 40)
    try fixture.overwrite(feed: 1, Array(repeating: 60, count: 10), at: 100)
    return (fixture, circuit, feed)
  }

  private func code(_ body: () throws -> EditReceipt) -> WorkspaceError.Code? {
    #expect(throws: WorkspaceError.self) { try body() }?.code
  }

  @Test func `what would change is told, and nothing is written`() throws {
    let (fixture, circuit, feed) = try changed()
    let workspace = fixture.workspace
    let files = try fixture.files()
    let before = try workspace.contents(feed)
    let staged = try workspace.propose(circuit, method: ThresholdMethod(confidence: 0.75))
    #expect(
      staged.differences == [
        StagedProposal.Difference(
          times: fixture.times(40..<60), present: .on, provenance: .inferred, proposed: .off,
          confidence: 0.75),
        StagedProposal.Difference(
          times: fixture.times(100..<110), present: .off, provenance: .inferred, proposed: .on,
          confidence: 0.75),
      ])
    #expect(staged.feed == feed.id && staged.method == "threshold" && staged.meaning == .heat)
    #expect(staged.times == fixture.times(0..<400))
    #expect(staged.samples == 380)
    #expect(staged.onShare == 170.0 / 380)
    #expect(staged.notes == ["0 rooms"])
    #expect(staged.uncertain.first?.times == fixture.times(0..<20))
    #expect(staged.uncertain.allSatisfy { $0.confidence == 0.75 && $0.state != .unknown })
    #expect(try fixture.files() == files)
    expectSame(try workspace.contents(feed), before, "proposed")
    #expect(try workspace.history(feed).count == 1)
  }

  @Test func `accepted takes the proposed state, rejected becomes hand, all else stays`() throws {
    let (fixture, circuit, feed) = try changed()
    let workspace = fixture.workspace
    let before = try workspace.contents(feed)
    let files = try fixture.files()
    let staged = try workspace.propose(circuit, method: ThresholdMethod(confidence: 0.75))
    let receipt = try workspace.apply(staged, accepted: [1], rejected: [0])
    #expect(receipt.changedPoints == 10 && receipt.feed == feed.id)
    #expect(receipt.times == fixture.times(40..<110))
    #expect(try workspace.history(feed).map(\.what).last == "review heat by threshold")
    var expected = before
    for slot in 40..<60 { expected.marks[slot] = FeedModel.Mark(provenance: .hand) }
    for slot in 100..<110 {
      expected.bits[slot] = State.on.point.bitPattern
      expected.marks[slot] = FeedModel.Mark(provenance: .inferred, confidence: 0.75)
    }
    expectSame(try workspace.contents(feed), expected, "applied")
    let again = try workspace.propose(circuit, method: ThresholdMethod())
    #expect(again.differences.isEmpty, "what was rejected is not proposed again")
    _ = try workspace.undo(feed, edit: receipt.edit)
    expectSame(try workspace.contents(feed), before, "undone")
    #expect(try fixture.files() == files)
    #expect(try workspace.check().isEmpty)
  }

  @Test func `all of it accepted is what the inference writes`() throws {
    let (fixture, circuit, feed) = try changed()
    let workspace = fixture.workspace
    let method = ThresholdMethod(confidence: 0.75, lookAhead: 300 * 330)
    let staged = try workspace.propose(circuit, method: method)
    _ = try workspace.apply(staged, accepted: Array(staged.differences.indices), rejected: [])
    let applied = try workspace.contents(feed)
    _ = try workspace.undo(feed)
    _ = try workspace.infer(circuit, method: method)
    let inferred = try workspace.contents(feed)
    #expect(applied.bits == inferred.bits)
    // What stays as it is keeps its confidence.
    for slots in [40..<60, 100..<110] { expectSame(applied[slots], inferred[slots], "\(slots)") }
    #expect(applied.marks[105].isProvisional && !applied.marks[45].isProvisional)
  }

  @Test func `a circuit without a state feed is proposed all, and given one`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let staged = try workspace.propose(circuit, method: ThresholdMethod())
    #expect(staged.feed == nil && staged.differences.count == 19)
    #expect(staged.differences.allSatisfy { $0.present == .unknown && $0.provenance == .initial })
    #expect(try workspace.circuit("north").state == nil)
    #expect(try workspace.feeds().count == 1)
    let places = Array(staged.differences.indices)
    let receipt = try workspace.apply(staged, accepted: places, rejected: [])
    #expect(try workspace.circuit("north").state == receipt.feed)
    let feed = try workspace.feed(id: receipt.feed)
    let states = try workspace.reader(feed).points().map(State.init(point:))
    for slot in states.indices {
      let expected: State =
        (200..<220).contains(slot) ? .unknown : slot / 20 % 2 == 0 ? .on : .off
      #expect(states[slot] == expected)
    }
    let last = try workspace.lastInference(of: workspace.circuit("north"))
    #expect(last == InferenceKind(method: "threshold", meaning: .heat))
    #expect(
      code { try workspace.apply(staged, accepted: places, rejected: []) } == .changedMeanwhile)
    #expect(try workspace.feeds().count == 2)
  }

  @Test func `what was set by hand is told to the method and never a difference`() throws {
    let (fixture, circuit, feed) = try changed()
    let workspace = fixture.workspace
    let times = fixture.times(30..<50)
    _ = try workspace.set(feed, to: .on, from: times.lowerBound, to: times.upperBound)
    let staged = try workspace.propose(circuit, method: ThresholdMethod())
    #expect(staged.differences.map(\.times) == [fixture.times(50..<60), fixture.times(100..<110)])
  }

  @Test func `what changed under a judged difference is not overwritten`() throws {
    let (fixture, circuit, feed) = try changed()
    let workspace = fixture.workspace
    let staged = try workspace.propose(circuit, method: ThresholdMethod())
    for (slots, state) in [(45..<46, State.unknown), (45..<46, .on)] {
      let times = fixture.times(slots)
      _ = try workspace.set(feed, to: state, from: times.lowerBound, to: times.upperBound)
      let before = try workspace.contents(feed)
      for (accepted, rejected) in [([0], []), ([], [0]), ([0, 1], [])] {
        let code = code { try workspace.apply(staged, accepted: accepted, rejected: rejected) }
        #expect(code == .changedMeanwhile)
      }
      expectSame(try workspace.contents(feed), before, "refused")
    }
    // Elsewhere it may have changed.
    #expect(try workspace.apply(staged, accepted: [1], rejected: []).changedPoints == 10)
    #expect(code { try workspace.apply(staged, accepted: [1], rejected: []) } == .changedMeanwhile)
    #expect(code { try workspace.apply(staged, accepted: [], rejected: [1]) } == .changedMeanwhile)
  }

  @Test func `a circuit that has another state feed since is refused`() throws {
    let (fixture, circuit, _) = try changed()
    let workspace = fixture.workspace
    let staged = try workspace.propose(circuit, method: ThresholdMethod())
    var other = circuit
    other.state = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "other", tag: "test", state: .off
    ).id
    try workspace.save(other)
    #expect(code { try workspace.apply(staged, accepted: [0], rejected: []) } == .changedMeanwhile)
  }

  @Test(arguments: [([], []), ([2], []), ([-1], []), ([0], [0]), ([0, 0], []), ([], [0, 9])])
  func `places that are none, or judged twice, are refused`(
    accepted: [Int], rejected: [Int]
  ) throws {
    let (fixture, circuit, feed) = try changed()
    let workspace = fixture.workspace
    let staged = try workspace.propose(circuit, method: ThresholdMethod())
    let code = code { try workspace.apply(staged, accepted: accepted, rejected: rejected) }
    #expect(code == .malformed)
    #expect(try workspace.history(feed).count == 1)
  }

  @Test func `points appended since are no harm`() throws {
    let (fixture, circuit, feed) = try changed()
    let workspace = fixture.workspace
    let staged = try workspace.propose(circuit, method: ThresholdMethod())
    try fixture.append(feed: feed.id, [1, 1])
    #expect(try workspace.apply(staged, accepted: [0], rejected: [1]).changedPoints == 20)
    #expect(try workspace.check().isEmpty)
  }
}
