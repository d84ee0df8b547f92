import Feeds
import Foundation
import Inference
import Synchronization
import TestSupport
import Testing

@testable import Workspace

/// Inferences that go on as points arrive.
struct ContinuingTests {
  private static let interval = Fixture.interval

  /// A supply of some points that is hot every other twenty, and a circuit of it, not inferred yet.
  private func fixture(count: Int) throws -> Fixture {
    let fixture = try Fixture(count: 1, state: nil)
    try fixture.folder.write([], inPlace: "1.dat")
    try fixture.append(feed: 1, supply(0..<count))
    try fixture.workspace.save(Circuit(name: "north", supply: 1))
    return fixture
  }

  private func supply(_ slots: Range<Int>) -> [Float] { slots.map { $0 / 20 % 2 == 0 ? 60 : 30 } }

  private func request(
    _ workspace: Workspace, method: ThresholdMethod = ThresholdMethod(lookAhead: 3000),
    dry: Bool = false
  ) throws -> InferenceRequest {
    InferenceRequest(
      try workspace.circuit("north"), method: method, extent: .onward, isDry: dry)
  }

  private func states(_ workspace: Workspace) throws -> [State] {
    try workspace.reader(workspace.feed(id: 2)).points().map(State.init(point:))
  }

  /// What a full inference of the same feeds gives, in a workspace of its own.
  private func fullRun(of fixture: Fixture) throws -> [State] {
    let folder = try TemporaryFolder()
    for name in ["1.dat", "1.meta"] { try folder.write(fixture.folder.bytes(of: name), to: name) }
    let workspace = try Workspace(folder.path)
    try workspace.save(Circuit(name: "north", supply: 1))
    _ = try workspace.infer(workspace.circuit("north"), method: ThresholdMethod())
    return try states(workspace)
  }

  @Test func `a circuit that was never inferred is inferred whole`() throws {
    let fixture = try fixture(count: 400)
    let report = try fixture.workspace.infer(request(fixture.workspace))
    #expect(report.stateFeed == 2 && report.edit == 1)
    #expect(report.changedPoints == 400 && report.appendedPoints == 0)
    #expect(report.isOnward)
    #expect(try states(fixture.workspace) == fullRun(of: fixture))
  }

  @Test func `a state feed that was made beforehand is inferred whole and made longer`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    let state = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "s", tag: "t", state: .on)
    try workspace.save(Circuit(name: "north", supply: 1, state: state.id))
    try fixture.append(feed: 1, supply(400..<405))
    let report = try workspace.infer(request(workspace))
    #expect(report.appendedPoints == 5 && report.segments == 21)
    #expect(try states(workspace) == fullRun(of: fixture))
    #expect(try workspace.segments(state).allSatisfy { $0.provenance == .inferred })
  }

  @Test func `each run gives what a full run would, and the edit covers only the end`() throws {
    let fixture = try fixture(count: 2000)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    var count = 2000
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<40 {
      let more = Int.random(in: 1...30, using: &generator)
      try fixture.append(feed: 1, supply(count..<(count + more)))
      let report = try workspace.infer(request(workspace))
      #expect(report.appendedPoints == more && report.changedPoints == more)
      count += more
      #expect(try states(workspace) == fullRun(of: fixture))
      let covered = try #require(try workspace.history(workspace.feed(id: 2)).last).times
      #expect(covered.upperBound == fixture.times(0..<count).upperBound)
      // The new points, the provisional ones before them, and the run that goes on there.
      #expect(covered.count <= (more + 10 + 20) * Self.interval)
      #expect(report.provisionalFrom == fixture.times(0..<(count - 10)).upperBound)
    }
    // One stretch for each of the runs, cut once where it begins to be provisional.
    let stretches = try workspace.stretches(workspace.feed(id: 2), 0..<count)
    #expect(stretches.count <= 2)
    #expect(try workspace.check([workspace.feed(id: 2)]).isEmpty)
  }

  @Test func `a long run does not become as many stretches as there were runs of the program`()
    throws
  {
    let fixture = try fixture(count: 600)
    let workspace = fixture.workspace
    // A confidence that is another one each time.
    for k in 0..<600 {
      if k > 0 { try fixture.append(feed: 1, [30]) }
      let method = ThresholdMethod(confidence: 0.85 + Float(k) / 6000, lookAhead: 3000)
      _ = try workspace.infer(request(workspace, method: method))
    }
    let feed = try workspace.feed(id: 2)
    let stretches = try workspace.stretches(feed, 0..<1199)
    // Two days of one state.
    #expect(stretches.count { $0.slots.lowerBound >= 600 } <= 4)
    let segments = try workspace.segments(feed)
    #expect(segments.count == 30 && segments.last?.times == fixture.times(580..<1199))
    #expect(segments.last?.isProvisional == true)
    #expect(segments.dropLast().allSatisfy { !$0.isProvisional })
  }

  @Test func `nothing new is nothing done`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    let before = try fixture.files()
    let report = try workspace.infer(request(workspace))
    #expect(report.edit == nil && report.changedPoints == 0 && report.appendedPoints == 0)
    #expect(!report.isDry)
    #expect(try workspace.history(workspace.feed(id: 2)).count == 1)
    #expect(try fixture.files() == before)
    // Another confidence alone changes no state.
    let surer = ThresholdMethod(confidence: 0.9, lookAhead: 3000)
    #expect(try workspace.infer(request(workspace, method: surer)).edit == nil)
  }

  @Test func `a dry run says what would be done`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    try fixture.append(feed: 1, supply(400..<410))
    let before = try fixture.files()
    let dry = try workspace.infer(request(workspace, dry: true))
    #expect(dry.isDry && dry.edit == nil)
    #expect(try fixture.files() == before)
    let wet = try workspace.infer(request(workspace))
    #expect(dry.changedPoints == wet.changedPoints && dry.appendedPoints == wet.appendedPoints)
    #expect(dry.now == wet.now && dry.segments == wet.segments)
  }

  @Test func `what is older and told otherwise now is put right in the same edit`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    // The supply itself was mended.
    try fixture.overwrite(feed: 1, Array(repeating: 30, count: 5), at: 85)
    try fixture.append(feed: 1, supply(400..<401))
    let report = try workspace.infer(request(workspace))
    #expect(report.changedPoints == 6 && report.appendedPoints == 1)
    #expect(try states(workspace) == fullRun(of: fixture))
    let feed = try workspace.feed(id: 2)
    #expect(try workspace.history(feed).last?.times == fixture.times(85..<401))
    _ = try workspace.undo(feed)
    let undone = try states(workspace)
    #expect(undone[85..<90].allSatisfy { $0 == .on } && undone[400] == .unknown)
    #expect(try workspace.segments(feed).last?.provenance == .initial)
    // What was taken back is brought again.
    #expect(try workspace.infer(request(workspace)).changedPoints == 6)
    #expect(try workspace.infer(request(workspace)).appendedPoints == 0)
  }

  @Test func `what is set by hand stays, in the provisional hours too`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    let feed = try workspace.feed(id: 2)
    let times = fixture.times(390..<400)
    _ = try workspace.set(feed, to: .unknown, from: times.lowerBound, to: times.upperBound)
    try fixture.append(feed: 1, supply(400..<415))
    _ = try workspace.infer(request(workspace))
    let hand = try workspace.segments(feed).filter { $0.provenance == .hand }
    #expect(hand.map(\.times) == [times] && hand.map(\.state) == [.unknown])
    #expect(hand.allSatisfy { !$0.isProvisional })
    _ = try workspace.undo(feed)
    _ = try workspace.undo(feed)
    #expect(try workspace.segments(feed).map(\.provenance).contains(.hand) == false)
  }

  @Test func `provisional is what the last hours are, and undo and redo keep it right`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    // A plain run marks them too.
    let method = ThresholdMethod(lookAhead: 3000)
    let report = try workspace.infer(workspace.circuit("north"), method: method)
    #expect(report.provisionalFrom == fixture.times(0..<390).upperBound)
    let feed = try workspace.feed(id: 2)
    func open() throws -> [Range<Int>] {
      try workspace.segments(feed).compactMap { segment in
        segment.provisionalFrom.map { $0..<segment.times.upperBound }
      }
    }
    #expect(try open() == [fixture.times(390..<400)])
    try fixture.append(feed: 1, supply(400..<425))
    _ = try workspace.infer(request(workspace))
    #expect(try open() == [fixture.times(415..<420), fixture.times(420..<425)])
    _ = try workspace.undo(feed)
    #expect(try open() == [fixture.times(390..<400)])
    _ = try workspace.redo(feed)
    #expect(try open() == [fixture.times(415..<420), fixture.times(420..<425)])
    // A period of the past is settled whatever comes.
    _ = try workspace.infer(
      workspace.circuit("north"), method: method, from: fixture.times(0..<100).lowerBound,
      to: fixture.times(0..<100).upperBound)
    #expect(try open() == [fixture.times(415..<420), fixture.times(420..<425)])
    _ = try workspace.set(feed, to: .on, from: fixture.times(418..<419).lowerBound, to: .max)
    #expect(try open() == [fixture.times(415..<418)])
    // More than there is: all of it.
    let blind = ThresholdMethod(lookAhead: .max)
    let whole = try workspace.infer(request(workspace, method: blind))
    #expect(whole.provisionalFrom == Fixture.start)
  }

  @Test func `a supply that ends before the state feed leaves what lies beyond unknown`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    let bytes = try fixture.folder.bytes(of: "1.dat")
    try fixture.folder.write(bytes.prefix(300 * 4), inPlace: "1.dat")
    let report = try workspace.infer(request(workspace))
    #expect(report.appendedPoints == 0 && report.changedPoints == 100)
    #expect(report.notes.contains { $0.contains("ends at") && $0.contains("unknown") })
    #expect(try states(workspace).count == 400)
    #expect(try states(workspace)[300...].allSatisfy { $0 == .unknown })
    #expect(try workspace.infer(request(workspace)).edit == nil)
    // It comes back.
    try fixture.folder.write(bytes, inPlace: "1.dat")
    #expect(try workspace.infer(request(workspace)).changedPoints == 100)
    #expect(try states(workspace) == fullRun(of: fixture))
  }

  @Test(arguments: [(300, 900), (300, -1800), (600, 0), (900, -2700), (60, 0), (420, 0)])
  func `a state feed of other times goes on too`(interval: Int, shift: Int) throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    let start = (Fixture.start + shift) / interval * interval
    try FeedFiles(folder: fixture.folder.path, id: 2).create(
      points: Array(repeating: 0, count: 50), start: start, interval: interval)
    try workspace.adopt(workspace.feed(id: 2))
    try workspace.save(Circuit(name: "north", supply: 1, state: 2))
    var count = 400
    for more in [0, 1, 1, 7, 40] {
      try fixture.append(feed: 1, supply(count..<(count + more)))
      count += more
      let report = try workspace.infer(request(workspace))
      let timeline = try workspace.reader(workspace.feed(id: 2)).timeline
      let end = Fixture.start + count * 300
      // As far as there are samples, and not a slot more.
      #expect(timeline.lastTime < end && timeline.end >= end)
      #expect(report.edit != nil || more <= 1)
      let found = try states(workspace)
      for slot in found.indices {
        let sample = Int((Double(timeline.time(of: slot) - Fixture.start) / 300).rounded(.down))
        let expected: State = sample < 0 ? .unknown : sample / 20 % 2 == 0 ? .on : .off
        if found[slot] != expected { Issue.record("slot \(slot) of \(interval) s, \(shift)") }
      }
      #expect(try workspace.check([workspace.feed(id: 2)]).isEmpty)
    }
  }

  @Test func `an empty state feed is refused with the way out`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    try FeedFiles(folder: fixture.folder.path, id: 2).create(
      points: [], start: Fixture.start, interval: 300)
    try workspace.adopt(workspace.feed(id: 2))
    try workspace.save(Circuit(name: "north", supply: 1, state: 2))
    let error = #expect(throws: WorkspaceError.self) { try workspace.infer(request(workspace)) }
    #expect(error?.code == .badRange)
    #expect(error?.description.contains("no times to go on from") == true)
    // So is an empty supply.
    try fixture.folder.write([], inPlace: "1.dat")
    #expect(throws: (any Error).self) { try workspace.infer(request(workspace)) }
  }

  @Test func `feeds that grow meanwhile are no harm`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    try fixture.append(feed: 1, supply(400..<401))
    let busy = ThresholdMethod(meanwhile: {
      try? fixture.append(feed: 1, [60])
      // Behind the supply's end as it was read: left to whoever wrote it.
      try? fixture.append(feed: 2, [0, 1])
    })
    let report = try workspace.infer(request(workspace, method: busy))
    #expect(report.appendedPoints == 0)
    #expect(try states(workspace).suffix(2) == [.on, .on])
    #expect(try workspace.reader(workspace.feed(id: 2)).timeline.count == 402)
    #expect(try workspace.segments(workspace.feed(id: 2)).last?.provenance == .imported)
    #expect(try workspace.check([workspace.feed(id: 2)]).isEmpty)
    _ = try workspace.infer(request(workspace))
    #expect(try states(workspace) == fullRun(of: fixture))
  }

  @Test func `of two processes, the one that knows less does not have the last word`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    _ = try workspace.infer(request(workspace))
    try fixture.append(feed: 1, supply(400..<401))
    let calls = Mutex(0)
    let slow = ThresholdMethod(
      lookAhead: 3000,
      meanwhile: {
        guard
          calls.withLock({
            $0 += 1; return $0
          }) == 1
        else { return }
        // Another process goes on meanwhile, and knows more.
        try? fixture.append(feed: 1, supply(401..<403))
        let other = try? fixture.reopened()
        _ = try? other.map { try $0.infer(request($0)) }
      })
    let report = try workspace.infer(request(workspace, method: slow))
    #expect(calls.withLock { $0 } == 2 && report.edit == nil)
    #expect(try states(workspace) == fullRun(of: fixture))
  }

  @Test func `a supply that is appended to all the time is followed`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    let isOver = Mutex(false)
    let thread = Thread { [folder = fixture.folder] in
      // As Emoncms does, a point at a time.
      guard let handle = FileHandle(forUpdatingAtPath: folder.file("1.dat")) else { return }
      var slot = 400
      while !isOver.withLock({ $0 }), slot < 5000 {
        _ = try? handle.seekToEnd()
        try? handle.write(contentsOf: Fixture.bytes([slot / 20 % 2 == 0 ? 60 : 30]))
        slot += 1
        usleep(300)
      }
    }
    thread.start()
    for _ in 0..<40 { _ = try workspace.infer(request(workspace)) }
    isOver.withLock { $0 = true }
    while !thread.isFinished { usleep(1000) }
    _ = try workspace.infer(request(workspace))
    #expect(try workspace.reader(workspace.feed(id: 2)).timeline.count > 400)
    #expect(try states(workspace) == fullRun(of: fixture))
    #expect(try workspace.check([workspace.feed(id: 2)]).isEmpty)
  }

  @Test func `how it was inferred last is remembered with the edit`() throws {
    let fixture = try fixture(count: 400)
    let workspace = fixture.workspace
    #expect(try workspace.lastInference(of: workspace.circuit("north")) == nil)
    _ = try workspace.infer(
      workspace.circuit("north"), method: ThresholdMethod(name: "one"), meaning: .pump)
    let circuit = try workspace.circuit("north")
    _ = try workspace.infer(circuit, method: ThresholdMethod(name: "two"))
    #expect(
      try workspace.lastInference(of: circuit) == InferenceKind(method: "two", meaning: .heat))
    _ = try workspace.set(workspace.feed(id: 2), to: .on, from: 0, to: .max)
    #expect(try workspace.lastInference(of: circuit)?.method == "two")
    for _ in 0..<2 { _ = try workspace.undo(workspace.feed(id: 2)) }
    #expect(
      try workspace.lastInference(of: circuit) == InferenceKind(method: "one", meaning: .pump))
    _ = try workspace.undo(workspace.feed(id: 2))
    #expect(try workspace.lastInference(of: circuit) == nil)
  }

  @Test func `the newest state is that of the last sample, since it last changed`() throws {
    let timeline = Timeline(start: 6000, interval: 300, count: 6)
    let inferred = Inferred(
      states: [.off, .on, .off, .off, .on, .on], confidence: [1, 1, 1, 1, 0.6, 0.7])
    let now = LiveState(inferred, on: timeline)
    #expect(now.time == 7500 && now.state == .on && now.confidence == 0.7 && now.since == 7200)
    let constant = LiveState(
      Inferred(states: [.unknown, .unknown], confidence: [0, 0]),
      on: Timeline(start: 6000, interval: 300, count: 2))
    #expect(constant.state == .unknown && constant.since == 6000 && constant.confidence == 0)
  }
}
