import Feeds
import Foundation
import Inference
import TestSupport
import Testing

@testable import Workspace

extension Fixture {
  /// A fixture whose state feed belongs to a circuit, to be continued.
  static func growing(count: Int, seed: UInt64 = 1) throws -> Fixture {
    let fixture = try Fixture(count: count, seed: seed)
    try fixture.workspace.save(Circuit(name: "loop", supply: 1, state: 2))
    return fixture
  }

  /// Goes on with the inference, as the model's `proceed` does.
  func proceed(in workspace: Workspace? = nil) throws -> InferenceReport {
    let workspace = workspace ?? self.workspace
    return try workspace.infer(
      InferenceRequest(
        workspace.circuit("loop"), method: ThresholdMethod(lookAhead: 20 * Self.interval),
        extent: .onward))
  }

  func supplyPoints() throws -> [Float] { try workspace.reader(workspace.feed(id: 1)).points() }
}

/// State feeds that become longer.
struct GrowthTests {
  @Test(arguments: [1, 4000, 4095, 4096], [UInt64(1), 2])
  func `random growth, edits, undos and redos behave as the model, across reopenings`(
    count: Int, seed: UInt64
  ) throws {
    let fixture = try Fixture.growing(count: count, seed: seed)
    var generator = SeededGenerator(seed: seed &* 77 &+ UInt64(count))
    var workspace = fixture.workspace
    var model = FeedModel(points: Array(repeating: 1, count: count))
    for step in 0..<25 {
      let comment = "seed \(seed), \(count) points, step \(step)"
      let feed = try workspace.feed(id: 2)
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: workspace = try fixture.reopened()
      case 1, 2: #expect(model.undo() == ((try? workspace.undo(feed)) != nil), "\(comment)")
      case 3, 4: #expect(model.redo() == ((try? workspace.redo(feed)) != nil), "\(comment)")
      case 5:
        // Another program appends to the state feed itself.
        let points = generator.statePoints(Int.random(in: 1...5, using: &generator))
        try fixture.append(points)
        model.append(points)
      case 6, 7:
        let slots = generator.slots(in: model.count)
        let state = State.allCases.randomElement(using: &generator) ?? .off
        #expect(
          try fixture.set(state, slots, in: workspace).changedPoints == model.set(state, slots),
          "\(comment)")
      default:
        let most = Bool.random(using: &generator) ? 4200 : 3
        try fixture.append(
          feed: 1, generator.points(Int.random(in: 1...most, using: &generator)))
        let supply = try fixture.supplyPoints()
        let before = model.count
        let report = try fixture.proceed(in: workspace)
        #expect(try #require(report.edit) > 0, "\(comment)")
        #expect(report.changedPoints == model.proceed(over: supply[...]), "\(comment)")
        #expect(report.appendedPoints == max(0, supply.count - before), "\(comment)")
      }
      try expectSame(feed, in: workspace, model, comment)
    }
    #expect(try workspace.check().filter { $0.feed == 2 }.isEmpty)
    let feed = try workspace.feed(id: 2)
    while model.undo() { _ = try workspace.undo(feed) }
    expectSame(try workspace.contents(feed), model.contents, "all undone")
    while model.redo() { _ = try workspace.redo(feed) }
    expectSame(try workspace.contents(feed), model.contents, "all done again")
  }

  @Test func `what another program appends in between is never written over`() throws {
    // While the feed is read, before it is opened for writing; before the look and before the write.
    let questions: [(Int, FeedError.Code?)] = [(2, nil), (3, nil), (4, .grew), (5, .grew)]
    for (question, code) in questions {
      let fixture = try Fixture.growing(count: 5000)
      try fixture.append(feed: 1, [60, 60, 60])
      let fileSystem = InterferingFileSystem(at: fixture.folder.file("2.dat"), call: question) {
        try? fixture.append([0, 1])
      }
      let workspace = try Workspace(fixture.folder.path, fileSystem: fileSystem)
      let comment = "question \(question)"
      do {
        _ = try fixture.proceed(in: workspace)
        #expect(code == nil, "\(comment)")
      } catch let error as FeedError {
        #expect(error.code == code, "\(comment)")
        #expect(error.remedy.contains("run the command again"))
        #expect(try workspace.reader(fixture.state).points().suffix(3) == [1, 0, 1], "\(comment)")
        #expect(try workspace.history(fixture.state).allSatisfy(\.undone), "\(comment)")
        _ = try fixture.proceed()
      }
      #expect(fileSystem.questions >= question, "\(comment)")
      #expect(try workspace.reader(fixture.state).points().suffix(3) == [1, 1, 1], "\(comment)")
      #expect(try workspace.check([fixture.state]).isEmpty, "\(comment)")
      // It is in the journal as what was there before.
      _ = try workspace.undo(fixture.state)
      let points = try workspace.reader(fixture.state).points()
      #expect(points.count == 5003 && points[5000] == 0 && points[5001] == 1, "\(comment)")
      #expect(points[5002].isNaN, "\(comment)")
    }
  }

  @Test(arguments: [0, 1, 3, 4, 12_345, 20_000, 20_004, 20_401, 20_402, 21_000])
  func `a write that fails in the middle leaves the feed as before, with at most a tail of unknown`(
    torn: Int
  ) throws {
    let fixture = try Fixture.growing(count: 5000)
    try fixture.append(feed: 1, Array(repeating: 60, count: 300))
    // Where the file ends with a whole point, another program appends before the failure is seen.
    let foreign: [Float] = torn <= 20_000 || torn % 4 == 0 ? [0, 1] : []
    // The edit covers the whole feed, which was never inferred: 20 000 bytes, and 1200 beyond its end.
    let faulty = FaultyFileSystem(.failure(.noSpace, torn: torn), at: 1) {
      try? fixture.append(foreign)
    }
    let workspace = try Workspace(fixture.folder.path, fileSystem: faulty)
    let error = #expect(throws: FeedError.self) { try fixture.proceed(in: workspace) }
    #expect(error?.code == .noSpace)
    let grown = max(0, torn - 20_000 + 3) / 4
    var model = FeedModel(points: Array(repeating: 1, count: 5000))
    model.edit(
      5000..<(5000 + grown), points: Array(repeating: .nan, count: grown),
      marks: Array(repeating: .init(provenance: .initial), count: grown))
    model.append(foreign)
    expectSame(try workspace.contents(fixture.state), model.contents, "torn at \(torn)")
    #expect(try workspace.check([fixture.state]).isEmpty)
    #expect(try fixture.reopened().recoveryProblems.isEmpty)

    let report = try fixture.proceed()
    #expect(report.appendedPoints == 300 - grown - foreign.count)
    #expect(try workspace.reader(fixture.state).timeline.count == 5300)
    _ = try workspace.undo(fixture.state)
    #expect(try workspace.contents(fixture.state)[0..<model.count] == model.contents)
    #expect(try workspace.check([fixture.state]).isEmpty)
  }

  @Test func `an interrupted growth that meets another program's points is taken back`() throws {
    for torn in [8000, 20_000, 20_404, 20_405] {
      let fixture = try Fixture.growing(count: 5000)
      try fixture.append(feed: 1, Array(repeating: 30, count: 300))
      let dying = FaultyFileSystem(.crash(torn: torn), at: 1)
      #expect(throws: (any Error).self) {
        try fixture.proceed(in: Workspace(fixture.folder.path, fileSystem: dying))
      }
      // Between the look and the write of the next opening.
      let path = fixture.folder.file("2.dat")
      let interfering = InterferingFileSystem(at: path, call: 3) { try? fixture.append([1, 0]) }
      let whole = torn / 4 * 4
      if torn != whole {
        // Emoncms writes its points at whole ones.
        try fixture.folder.write(fixture.folder.bytes(of: "2.dat").prefix(whole), inPlace: "2.dat")
      }
      let workspace = try Workspace(fixture.folder.path, fileSystem: interfering)
      #expect(workspace.recoveryProblems.count == 1, "torn at \(torn)")
      #expect(workspace.recoveryProblems.first?.contains("became longer") == true)
      let grown = max(0, whole / 4 - 5000)
      var model = FeedModel(points: Array(repeating: 1, count: 5000))
      model.edit(
        5000..<(5000 + grown), points: Array(repeating: .nan, count: grown),
        marks: Array(repeating: .init(provenance: .initial), count: grown))
      model.append([1, 0])
      expectSame(try workspace.contents(fixture.state), model.contents, "torn at \(torn)")
      #expect(try workspace.history(fixture.state).allSatisfy(\.undone))
      #expect(try workspace.check([fixture.state]).isEmpty, "torn at \(torn)")
      #expect(try fixture.reopened().recoveryProblems.isEmpty)
    }
  }

  @Test func `an interrupted growth whose feed was cut short since is refused, not written`() throws
  {
    let fixture = try Fixture.growing(count: 5000)
    // Appended by another program and never seen; the edit reaches into it and beyond.
    try fixture.append(Array(repeating: .nan, count: 200))
    try fixture.append(feed: 1, Array(repeating: 60, count: 300))
    let dying = FaultyFileSystem(.crash(torn: 0), at: 1)
    #expect(throws: (any Error).self) {
      try fixture.proceed(in: Workspace(fixture.folder.path, fileSystem: dying))
    }
    let bytes = try fixture.folder.bytes(of: "2.dat")
    try fixture.folder.write(bytes[..<(5100 * 4)], inPlace: "2.dat")
    let workspace = try fixture.reopened()
    // As far as the journal saw it the feed is whole: the edit is completed.
    #expect(workspace.recoveryProblems.isEmpty)
    #expect(try workspace.reader(fixture.state).timeline.count == 5300)
    try fixture.folder.write(bytes[..<(4000 * 4)], inPlace: "2.dat")
    #expect(throws: WorkspaceError.self) { try fixture.proceed(in: workspace) }
    #expect(try fixture.folder.bytes(of: "2.dat").count == 16_000)
  }

  /// Makes an edit of slots far behind what was last seen, up to beyond the end.
  private func growFar(_ fixture: Fixture, in workspace: Workspace) throws {
    _ = try workspace.edit(fixture.state) { timeline, points in
      let slots = 8500..<9100
      let before = Array(points[8500...]) + Array(repeating: Float.nan, count: 100)
      let entry = JournalEntry(
        feed: 2, time: 0, what: "grow", slots: slots, before: before,
        after: Array(repeating: 0, count: 600),
        stretchesBefore: [
          Stretch(slots: 8500..<9000, provenance: .imported),
          Stretch(slots: 9000..<9100, provenance: .initial),
        ],
        stretchesAfter: [Stretch(slots: slots, provenance: .hand)])
      return (entry, timeline.count)
    }
  }

  @Test func `an edit behind points that were never seen takes them in`() throws {
    let fixture = try Fixture.growing(count: 5000)
    try fixture.append(Array(repeating: 1, count: 4000))
    try growFar(fixture, in: fixture.workspace)
    var model = FeedModel(points: Array(repeating: 1, count: 5000))
    model.append(Array(repeating: 1, count: 4000))
    model.edit(
      8500..<9100, points: Array(repeating: 0, count: 600),
      marks: Array(repeating: .init(provenance: .hand), count: 600))
    expectSame(try fixture.workspace.contents(fixture.state), model.contents, "grown")
    #expect(try fixture.workspace.check([fixture.state]).isEmpty)
    _ = model.undo()
    _ = try fixture.workspace.undo(fixture.state)
    expectSame(try fixture.workspace.contents(fixture.state), model.contents, "undone")
    #expect(try fixture.workspace.check([fixture.state]).isEmpty)
  }

  @Test func `an entry beyond the end of a feed that was cut short is foreign`() throws {
    let fixture = try Fixture.growing(count: 5000)
    try fixture.append(Array(repeating: 1, count: 4000))
    let dying = FaultyFileSystem(.crash(torn: 0), at: 1)
    #expect(throws: (any Error).self) {
      try growFar(fixture, in: Workspace(fixture.folder.path, fileSystem: dying))
    }
    let bytes = try fixture.folder.bytes(of: "2.dat")
    try fixture.folder.write(bytes[..<(6000 * 4)], inPlace: "2.dat")
    let reopened = try fixture.reopened()
    #expect(reopened.recoveryProblems.count == 1)
    #expect(try fixture.folder.bytes(of: "2.dat").count == 24_000)
    try reopened.adopt(reopened.feed(id: 2))
    #expect(try fixture.reopened().recoveryProblems.isEmpty)
    #expect(try reopened.check([fixture.state]).isEmpty)
  }

  @Test func `a feed that ends within a point is not made longer`() throws {
    let fixture = try Fixture.growing(count: 500)
    try fixture.append(feed: 1, [60])
    let bytes = try fixture.folder.bytes(of: "2.dat")
    try fixture.folder.write(bytes + [0, 0], inPlace: "2.dat")
    let error = #expect(throws: FeedError.self) { try fixture.proceed() }
    #expect(error?.code == .ragged)
    #expect(try fixture.folder.bytes(of: "2.dat") == bytes + [0, 0])
    try fixture.folder.write(bytes, inPlace: "2.dat")
    #expect(try fixture.proceed().appendedPoints == 1)
  }
}
