import Feeds
import TestSupport
import Testing

@testable import Workspace

extension SeededGenerator {
  mutating func slots(in count: Int) -> Range<Int> {
    let first = Int.random(in: 0..<count, using: &self)
    let longest = Bool.random(using: &self) ? min(9, count - first) : count - first
    return first..<(first + Int.random(in: 1...longest, using: &self))
  }
}

struct EditingTests {
  /// Lengths around the boundaries of the journal's blocks.
  static let counts = [1, 2, 300, 4095, 4096, 4097, 9000]

  @Test(arguments: counts, [UInt64(1), 2, 3])
  func `random edits, undos and redos behave as the model, across reopenings`(
    count: Int, seed: UInt64
  ) throws {
    let fixture = try Fixture(count: count)
    var generator = SeededGenerator(seed: seed &* 1000 &+ UInt64(count))
    var workspace = fixture.workspace
    let before = try fixture.files()
    var model = FeedModel(points: Array(repeating: 1, count: count))
    let original = model.contents

    for step in 0..<40 {
      let comment = "seed \(seed), \(count) points, step \(step)"
      let feed = try workspace.feed(id: 2)
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: workspace = try fixture.reopened()
      case 1, 2, 3:
        if model.undo() {
          _ = try workspace.undo(feed)
        } else {
          #expect(throws: WorkspaceError.self) { try workspace.undo(feed) }
        }
      case 4, 5:
        if model.redo() {
          _ = try workspace.redo(feed)
        } else {
          #expect(throws: WorkspaceError.self) { try workspace.redo(feed) }
        }
      case 6, 7: try infer(workspace, feed, &model, &generator)
      default:
        let slots = generator.slots(in: count)
        let state = State.allCases.randomElement(using: &generator) ?? .off
        let receipt = try fixture.set(state, slots, in: workspace)
        #expect(receipt.changedPoints == model.set(state, slots), "\(comment)")
      }
      try expectSame(feed, in: workspace, model, comment)
    }
    #expect(try workspace.check().filter { $0.feed == 2 }.isEmpty)

    let feed = try workspace.feed(id: 2)
    while model.undo() { _ = try workspace.undo(feed) }
    #expect(try fixture.files() == before)
    expectSame(try workspace.contents(feed), original, "all undone")
    #expect(try workspace.history(feed).allSatisfy(\.undone))
    while model.redo() { _ = try workspace.redo(feed) }
    expectSame(try workspace.contents(feed), model.contents, "all done again")
  }

  /// An edit such as an inference makes: runs of states, each with a confidence.
  private func infer(
    _ workspace: Workspace, _ feed: Feed, _ model: inout FeedModel,
    _ generator: inout SeededGenerator
  ) throws {
    let slots = generator.slots(in: model.count)
    let points = generator.statePoints(slots.count)
    let middle = Int.random(in: slots, using: &generator)
    let stretches = [
      Stretch(slots: slots.lowerBound..<middle, provenance: .inferred, confidence: 0.25),
      Stretch(slots: middle..<slots.upperBound, provenance: .inferred, confidence: 0.75),
    ].filter { !$0.slots.isEmpty }
    let timeline = try workspace.reader(feed).timeline
    let times = timeline.times(of: slots)
    _ = try workspace.edit(feed, from: times.lowerBound, to: times.upperBound, what: "infer") {
      found, before in
      #expect(found == slots)
      #expect(before.map(\.bitPattern) == Array(model.contents.bits[slots]))
      return (points, stretches)
    }
    model.edit(
      slots, points: points,
      marks: slots.map {
        FeedModel.Mark(provenance: .inferred, confidence: $0 < middle ? 0.25 : 0.75)
      })
  }

  @Test func `the points whose instants lie in the period are set, and no other`() throws {
    let fixture = try Fixture(count: 100)
    let workspace = fixture.workspace
    let feed = try fixture.state
    func offSlots(_ from: Int, _ to: Int) throws -> [Int] {
      _ = try workspace.set(
        feed, to: .off, from: Fixture.start + from, to: Fixture.start + to)
      let off = try workspace.reader(feed).points().indices.filter { slot in
        try workspace.reader(feed).points()[slot] == 0
      }
      _ = try workspace.undo(feed)
      return off
    }
    #expect(try offSlots(0, 1) == [0])
    #expect(try offSlots(-5000, 301) == [0, 1])
    #expect(try offSlots(300, 600) == [1])
    #expect(try offSlots(299, 601) == [1, 2])
    #expect(try offSlots(99 * 300, 100 * 300) == [99])
    #expect(try offSlots(99 * 300, 1_000_000) == [99])
    #expect(try offSlots(-Fixture.start, 300) == [0])
  }

  @Test func `a period without a point is refused with the reason`() throws {
    let fixture = try Fixture(count: 100)
    let workspace = fixture.workspace
    let feed = try fixture.state
    let start = Fixture.start
    let periods: [(Int, Int, String)] = [
      (start, start, "empty"), (start + 600, start + 300, "reversed"),
      (start + 1, start + 300, "between two points"), (start - 600, start, "outside"),
      (start + 30_000, start + 40_000, "outside"), (Int.min, start, "outside"),
      (start + 30_000, Int.max, "outside"), (Int.max, Int.min, "reversed"),
    ]
    for (from, to, reason) in periods {
      let error = #expect(throws: WorkspaceError.self) {
        try workspace.set(feed, to: .off, from: from, to: to)
      }
      #expect(error?.code == .badRange)
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
    #expect(try workspace.history(feed).isEmpty)
  }

  @Test func `a measured feed is never written`() throws {
    let fixture = try Fixture(count: 100)
    let files = try fixture.files()
    let supply = try fixture.workspace.feed(id: 1)
    let attempts: [() throws -> EditReceipt] = [
      { try fixture.workspace.set(supply, to: .on, from: 0, to: Int.max) },
      { try fixture.workspace.undo(supply) }, { try fixture.workspace.redo(supply) },
    ]
    for attempt in attempts {
      let error = #expect(throws: WorkspaceError.self) { try attempt() }
      #expect(error?.code == .readOnly)
    }
    let error = #expect(throws: WorkspaceError.self) { try fixture.workspace.adopt(supply) }
    #expect(error?.code == .readOnly)
    #expect(try fixture.files() == files)
  }

  @Test func `the history says what was done, when and where`() throws {
    let fixture = try Fixture(count: 100)
    let feed = try fixture.state
    try fixture.set(.off, 10..<20)
    try fixture.set(.unknown, 15..<17)
    _ = try fixture.workspace.undo(feed)
    let history = try fixture.reopened().history(feed)
    #expect(history.map(\.what) == ["set off", "set unknown"])
    #expect(history.map(\.undone) == [false, true])
    #expect(history.map(\.times) == [fixture.times(10..<20), fixture.times(15..<17)])
    #expect(history.map(\.changedPoints) == [10, 2])
    #expect(history.allSatisfy { $0.time > 1_700_000_000 })
  }

  @Test func `an edit that changes no point is an edit still: a person has said so`() throws {
    let fixture = try Fixture(count: 100)
    #expect(try fixture.set(.on, 10..<20).changedPoints == 0)
    #expect(
      try fixture.workspace.segments(fixture.state).map(\.provenance) == [
        .initial, .hand, .initial,
      ])
    _ = try fixture.workspace.undo(fixture.state)
    #expect(try fixture.workspace.segments(fixture.state).map(\.provenance) == [.initial])
  }
}
