import Feeds
import TestSupport
import Testing

@testable import Workspace

struct EditingPeriodsTests {
  private func period(_ fixture: Fixture, _ state: State, _ slots: Range<Int>) -> StatePeriod {
    StatePeriod(times: fixture.times(slots), state: state)
  }

  /// Runs of one state as a person sees them.
  private func seen(_ workspace: Workspace, _ feed: Feed) throws -> [StatePeriod] {
    try workspace.segments(feed).map { StatePeriod(times: $0.times, state: $0.state) }
  }

  @Test func `several periods are one edit, and what lies between them stays`() throws {
    let fixture = try Fixture(count: 9000)
    let workspace = fixture.workspace
    let feed = try fixture.state
    try fixture.set(.unknown, 4000..<4200)
    let before = try workspace.contents(feed)
    let files = try fixture.files()
    let receipt = try workspace.set(
      feed,
      periods: [
        period(fixture, .off, 10..<20), period(fixture, .on, 20..<30),
        period(fixture, .off, 4100..<4300), period(fixture, .unknown, 8999..<9000),
      ], seen: seen(workspace, feed), what: "paint")
    #expect(receipt.changedPoints == 10 + 200 + 1)
    #expect(receipt.times == fixture.times(10..<9000) && receipt.feed == 2)
    let history = try workspace.history(feed)
    #expect(history.map(\.what) == ["set unknown", "paint"])
    #expect(history.last?.edit == receipt.edit && history.last?.times == receipt.times)
    let after = try workspace.contents(feed)
    var expected = before
    for (state, slots) in [
      (State.off, 10..<20), (.on, 20..<30), (.off, 4100..<4300), (.unknown, 8999..<9000),
    ] {
      for slot in slots {
        expected.bits[slot] = state.point.bitPattern
        expected.marks[slot] = FeedModel.Mark(provenance: .hand)
      }
    }
    expectSame(after, expected, "set")
    _ = try workspace.undo(feed)
    expectSame(try workspace.contents(feed), before, "undone")
    #expect(try fixture.files() == files)
    _ = try workspace.redo(feed)
    expectSame(try workspace.contents(feed), expected, "done again")
    #expect(try workspace.check().isEmpty)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `random periods behave as the model`(seed: UInt64) throws {
    let count = [50, 4096, 5000][Int(seed % 3)]
    let fixture = try Fixture(count: count)
    let workspace = fixture.workspace
    let feed = try fixture.state
    var generator = SeededGenerator(seed: seed)
    var model = try workspace.contents(feed)
    for step in 0..<8 {
      let cuts = Set((0..<8).map { _ in Int.random(in: 0...count, using: &generator) }).sorted()
      let slots = zip(cuts, cuts.dropFirst()).map { $0..<$1 }.filter { _ in
        Int.random(in: 0..<3, using: &generator) > 0
      }
      let periods = slots.map {
        period(fixture, State.allCases.randomElement(using: &generator) ?? .on, $0)
      }
      guard !periods.isEmpty else { continue }
      _ = try workspace.set(
        feed, periods: periods, seen: seen(workspace, feed), what: "step \(step)")
      for (slots, period) in zip(slots, periods) {
        for slot in slots {
          model.bits[slot] = period.state.point.bitPattern
          model.marks[slot] = FeedModel.Mark(provenance: .hand)
        }
      }
      expectSame(try workspace.contents(feed), model, "seed \(seed), step \(step)")
    }
  }

  @Test func `what another changed meanwhile is not overwritten, and the error says where`() throws
  {
    let fixture = try Fixture(count: 100)
    let feed = try fixture.state
    let periods = [period(fixture, .off, 10..<20), period(fixture, .off, 60..<80)]
    let seen = try seen(fixture.workspace, feed)
    let other = try fixture.reopened()
    try fixture.set(.off, 65..<70, in: other)
    let files = try fixture.files()
    let error = #expect(throws: WorkspaceError.self) {
      try fixture.workspace.set(feed, periods: periods, seen: seen, what: "paint")
    }
    #expect(error?.code == .changedMeanwhile)
    let clock = try fixture.workspace.localTime()
    let times = fixture.times(65..<70)
    #expect(
      error?.problem == "is now off and no longer on from \(clock.text(times.lowerBound)) to "
        + clock.text(times.upperBound))
    #expect(try fixture.files() == files)
    #expect(try fixture.workspace.history(feed).count == 1)
    // Between the periods anything may have changed.
    _ = try other.undo(feed)
    try fixture.set(.off, 30..<50, in: other)
    #expect(
      try fixture.workspace.set(feed, periods: periods, seen: seen, what: "paint").changedPoints
        == 30)
  }

  @Test func `confirming what is there is an edit of no point`() throws {
    let fixture = try Fixture(count: 100)
    let feed = try fixture.state
    let receipt = try fixture.workspace.set(
      feed, periods: [period(fixture, .on, 10..<20)], seen: seen(fixture.workspace, feed),
      what: "confirm")
    #expect(receipt.changedPoints == 0)
    #expect(
      try fixture.workspace.segments(feed).map(\.provenance) == [.initial, .hand, .initial])
  }

  @Test func `periods that make no sense are refused with the reason`() throws {
    let fixture = try Fixture(count: 100)
    let workspace = fixture.workspace
    let feed = try fixture.state
    let files = try fixture.files()
    let start = Fixture.start
    func refusal(_ periods: [StatePeriod], _ seen: [StatePeriod]? = nil) -> String {
      let error = #expect(throws: WorkspaceError.self) {
        try workspace.set(feed, periods: periods, seen: seen, what: "paint")
      }
      #expect(error?.code == .badRange)
      return error?.problem ?? ""
    }
    func on(_ slots: Range<Int>) -> StatePeriod { period(fixture, .on, slots) }
    #expect(refusal([]).contains("no period"))
    #expect(refusal([on(5..<10), on(9..<12)]).contains("after one that ends"))
    #expect(refusal([on(9..<12), on(5..<8)]).contains("after one that ends"))
    #expect(refusal([on(9..<12), on(100..<120)]).contains("outside the feed"))
    #expect(refusal([on(3..<3)]).contains("empty"))
    let between = StatePeriod(times: (start + 1)..<(start + 299), state: .on)
    #expect(refusal([between, on(4..<5)]).contains("between two points"))
    #expect(refusal([on(5..<10)], []).contains("was not seen"))
    #expect(refusal([on(5..<10)], [on(5..<9)]).contains("was not seen"))
    #expect(refusal([on(5..<10), on(20..<30)], [on(0..<15), on(21..<50)]).contains("not seen"))
    #expect(refusal([on(5..<10)], [on(8..<12), on(0..<8)]).contains("after one that ends"))
    #expect(try fixture.files() == files && workspace.history(feed).isEmpty)
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.set(workspace.feed(id: 1), periods: [on(5..<10)], what: "paint")
    }
    #expect(error?.code == .readOnly)
  }

  @Test func `only the blocks of the periods are read`() throws {
    let fixture = try Fixture(count: 200_000)
    let counter = CountingFileSystem()
    let workspace = try Workspace(fixture.folder.path, fileSystem: counter)
    let feed = try workspace.feed(id: 2)
    counter.reset()
    _ = try workspace.set(
      feed, periods: [period(fixture, .off, 100_000..<100_010)],
      seen: [period(fixture, .on, 99_990..<100_010)], what: "paint")
    #expect(counter.bytesRead < 40_000)
    #expect(counter.bytesRead > 40)
  }
}
