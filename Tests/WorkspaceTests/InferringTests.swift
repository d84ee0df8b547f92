import Feeds
import Inference
import TestSupport
import Testing

@testable import Workspace

struct InferringTests {
  private let circuit = Circuit(name: "north", supply: 1, indoor: [3])

  /// A supply that is hot every other twenty points, missing from 200 to 219; a room; no state feed.
  private func fixture(count: Int = 400) throws -> Fixture {
    let fixture = try Fixture(count: 1, state: nil)
    let supply: [Float] = (0..<count).map { slot in
      (200..<220).contains(slot) ? .nan : slot / 20 % 2 == 0 ? 60 : 30
    }
    try fixture.folder.write([], inPlace: "1.dat")
    try fixture.append(feed: 1, supply)
    try FeedFiles(folder: fixture.folder.path, id: 3).create(
      Timeline(start: Fixture.start - 600, interval: 300, count: count + 10), filledWith: 20)
    try fixture.workspace.save(circuit)
    return fixture
  }

  private func expected(_ slot: Int) -> State {
    (200..<220).contains(slot) ? .unknown : slot / 20 % 2 == 0 ? .on : .off
  }

  private func states(_ workspace: Workspace, _ id: Int) throws -> [State] {
    try workspace.reader(workspace.feed(id: id)).points().map(State.init(point:))
  }

  @Test func `a circuit without a state feed is given one, inferred in one edit`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let report = try workspace.infer(circuit, method: ThresholdMethod())
    let id = try #require(report.stateFeed)
    let feed = try workspace.feed(id: id)
    #expect(feed.name == "north_state" && feed.kind == .state)
    #expect(try workspace.circuit("north").state == id)
    #expect(try states(workspace, id) == (0..<400).map(expected))
    #expect(report.changedPoints == 380)
    #expect(report.segments == 20)
    #expect(report.hoursOn == 180.0 / 12 && report.hoursOff == 200.0 / 12)
    #expect(report.hoursUnknown == 20.0 / 12)
    #expect(report.meanConfidence == 0.5)
    #expect(report.method == "threshold" && report.meaning == .heat)
    #expect(report.notes == ["1 rooms"])
    let segments = try workspace.segments(feed)
    #expect(segments.count == 20)
    #expect(segments.allSatisfy { $0.provenance == .inferred })
    #expect(segments.first?.confidence == 0.5)
    #expect(try workspace.history(feed).map(\.edit) == [report.edit].compactMap { $0 })
    _ = try workspace.undo(feed)
    #expect(try states(workspace, id).allSatisfy { $0 == .unknown })
    #expect(try workspace.segments(feed).map(\.provenance) == [.initial])
    #expect(try workspace.check([feed]).isEmpty)
  }

  @Test func `a dry run changes nothing, and says what the run would change`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    func dump() throws -> [String] {
      // The order of a dictionary's members is another one each time.
      let files = try fixture.files().sorted { $0.key < $1.key }
      return ["\(files)", try "\(workspace.circuits())"]
    }
    let before = try dump()
    let dry = try workspace.infer(circuit, method: ThresholdMethod(), dryRun: true)
    #expect(dry.edit == nil && dry.stateFeed == nil)
    #expect(try dump() == before)
    let wet = try workspace.infer(circuit, method: ThresholdMethod())
    #expect(dry.changedPoints == wet.changedPoints)
    #expect(dry.segments == wet.segments && dry.hoursOn == wet.hoursOn)

    let known = try workspace.circuit("north")
    let state = try workspace.feed(id: #require(known.state))
    _ = try workspace.set(state, to: .off, from: Fixture.start, to: Fixture.start + 3000)
    let history = try workspace.history(state).count
    let after = try dump()
    let second = try workspace.infer(known, method: ThresholdMethod(), dryRun: true)
    #expect(second.changedPoints == 0, "what was set by hand stays")
    #expect(try dump() == after)
    #expect(try workspace.history(state).count == history)
  }

  @Test func `what was set by hand is kept and told to the method`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    _ = try workspace.infer(circuit, method: ThresholdMethod())
    let known = try workspace.circuit("north")
    let state = try workspace.feed(id: #require(known.state))
    let times = fixture.times(10..<30)
    _ = try workspace.set(state, to: .unknown, from: times.lowerBound, to: times.upperBound)
    let report = try workspace.infer(known, method: ThresholdMethod())
    #expect(report.changedPoints == 0)
    let hand = try workspace.segments(state).filter { $0.provenance == .hand }
    #expect(hand.map(\.times) == [times] && hand.map(\.state) == [.unknown])
    #expect(report.hoursUnknown == 40.0 / 12)
    for _ in 0..<3 { _ = try workspace.undo(state) }
    #expect(try workspace.segments(state).map(\.provenance) == [.initial])
  }

  @Test func `only the period asked for is written`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let times = fixture.times(50..<110)
    let report = try workspace.infer(
      circuit, method: ThresholdMethod(), meaning: .pump, from: times.lowerBound,
      to: times.upperBound)
    let id = try #require(report.stateFeed)
    let states = try states(workspace, id)
    for slot in states.indices {
      #expect(states[slot] == ((50..<110).contains(slot) ? expected(slot) : .unknown))
    }
    #expect(report.hoursOn + report.hoursOff == 5)
    let history = try workspace.history(workspace.feed(id: id))
    #expect(history.map(\.times) == [times])
    #expect(history.first?.what.contains("pump") == true)
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.infer(
        workspace.circuit("north"), method: ThresholdMethod(), from: times.upperBound,
        to: times.lowerBound)
    }
    #expect(error?.code == .badRange)
  }

  @Test(arguments: [(600, 0), (60, 0), (300, 900), (900, -1800)])
  func `a state feed on another grid takes the state of the sample that holds its time`(
    interval: Int, shift: Int
  ) throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let start = Fixture.start + shift
    let count = 400 * 300 / interval + 20
    try FeedFiles(folder: fixture.folder.path, id: 9).create(
      points: Array(repeating: 0, count: count), start: start - start % interval,
      interval: interval)
    try workspace.adopt(workspace.feed(id: 9))
    var circuit = circuit
    circuit.state = 9
    let report = try workspace.infer(circuit, method: ThresholdMethod())
    #expect(report.stateFeed == 9)
    let timeline = try workspace.reader(workspace.feed(id: 9)).timeline
    let states = try states(workspace, 9)
    for slot in states.indices {
      let sample = (timeline.time(of: slot) - Fixture.start)
      let isKnown = sample >= 0 && sample < 400 * 300
      #expect(states[slot] == (isKnown ? expected(sample / 300) : .unknown))
    }
    #expect(try workspace.check([workspace.feed(id: 9)]).isEmpty)
  }

  @Test func `feeds that grow during the inference are no harm`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let grow = ThresholdMethod(meanwhile: {
      for id in try! workspace.feeds().map(\.id) where id != 3 {
        try! fixture.append(feed: id, [1, 0, 1])
      }
    })
    let first = try workspace.infer(circuit, method: grow)
    let id = try #require(first.stateFeed)
    #expect(
      try states(workspace, id) == (0..<400).map(expected) + Array(repeating: .unknown, count: 3))
    _ = try workspace.infer(workspace.circuit("north"), method: grow)
    let states = try states(workspace, id)
    #expect(Array(states.suffix(3)) == [.on, .off, .on])
    #expect(try workspace.segments(workspace.feed(id: id)).last?.provenance == .imported)
    #expect(try workspace.check([workspace.feed(id: id)]).isEmpty)
  }

  @Test
  func
    `a feed of another season is told to the method without a value, one that is absent is refused`()
    throws
  {
    let fixture = try fixture()
    try FeedFiles(folder: fixture.folder.path, id: 8).create(
      Timeline(start: Fixture.start + 900_000, interval: 300, count: 10), filledWith: 20)
    var circuit = Circuit(name: "north", supply: 1, indoor: [8])
    try fixture.workspace.save(circuit)
    let report = try fixture.workspace.infer(circuit, method: ThresholdMethod())
    #expect(report.notes == ["1 rooms"])
    circuit.state = report.stateFeed
    let series = try fixture.workspace.series(
      of: circuit, fixture.workspace.wholeReader(fixture.workspace.feed(id: 1)), nil)
    #expect(series.indoor.count == 1 && series.indoor[0].allSatisfy(\.isNaN))
    #expect(throws: WorkspaceError.self) {
      try fixture.workspace.infer(Circuit(name: "n", supply: 77), method: ThresholdMethod())
    }
  }
}
