import Feeds
import Inference
import TestSupport
import Testing

@testable import Workspace

/// States and confidences as they are given.
private struct GivenMethod: InferenceMethod {
  let name = "given"
  let inferred: Inferred

  func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred {
    inferred
  }

  func lookAhead(_ meaning: Meaning, interval: Int) -> Int { 0 }
}

struct DoubtTests {
  /// A feed of 300 s whose states and confidences are given as runs.
  private func inferred(_ runs: [(HeatState, Float, Int)]) throws -> (Fixture, InferenceReport) {
    let count = runs.reduce(0) { $0 + $1.2 }
    let fixture = try Fixture(count: count, state: .on)
    let circuit = Circuit(name: "north", supply: 1, state: 2)
    try fixture.workspace.save(circuit)
    let method = GivenMethod(
      inferred: Inferred(
        states: runs.flatMap { Array(repeating: $0.0, count: $0.2) },
        confidence: runs.flatMap { Array(repeating: $0.1, count: $0.2) }))
    return (fixture, try fixture.workspace.infer(circuit, method: method))
  }

  private func doubtful(_ fixture: Fixture, below limit: Float = Doubt.limit) throws -> [Segment] {
    try fixture.workspace.doubtfulSegments(fixture.state, below: limit)
  }

  @Test func `a doubtful part of a segment is told by itself, and the segment stays whole`() throws
  {
    let (fixture, report) = try inferred([
      (.on, 1, 20), (.on, 0.625, 6), (.on, 1, 14), (.off, 1, 30),
    ])
    let found = try doubtful(fixture)
    #expect(found.map(\.times) == [fixture.times(20..<26)])
    #expect(found.first?.confidence == 0.625 && found.first?.state == .on)
    #expect(report.doubtfulSegments == 1 && report.doubtfulHours == 0.5)
    let segments = try fixture.workspace.segments(fixture.state)
    #expect(segments.map(\.times) == [fixture.times(0..<40), fixture.times(40..<70)])
    #expect(segments.first?.confidence == Float((34 + 6 * 0.625) / 40))
  }

  @Test func `a few unsure samples at an edge are no doubt, a short unsure segment is`() throws {
    let (fixture, report) = try inferred([
      (.on, 1, 20), (.on, 0.5, 5), (.off, 0.5, 5), (.off, 1, 20), (.on, 0.75, 3), (.off, 1, 30),
    ])
    #expect(try doubtful(fixture).map(\.times) == [fixture.times(50..<53)])
    #expect(report.doubtfulSegments == 1 && report.doubtfulHours == 0.25)
    #expect(report.segments == 4)
  }

  @Test func `doubt on both sides of an edge is two segments`() throws {
    let (fixture, report) = try inferred([
      (.on, 1, 20), (.on, 0.5, 6), (.off, 0.5, 6), (.off, 1, 20),
    ])
    #expect(
      try doubtful(fixture).map(\.times) == [fixture.times(20..<26), fixture.times(26..<32)])
    #expect(report.doubtfulSegments == 2)
  }

  @Test func `what is unknown or set by hand is no doubt`() throws {
    let (fixture, report) = try inferred([(.unknown, 0, 50), (.on, 0.5, 50), (.off, 1, 20)])
    #expect(report.doubtfulSegments == 1)
    let times = fixture.times(60..<90)
    _ = try fixture.workspace.set(
      fixture.state, to: .on, from: times.lowerBound, to: times.upperBound)
    #expect(
      try doubtful(fixture).map(\.times) == [fixture.times(50..<60), fixture.times(90..<100)])
    _ = try fixture.workspace.undo(fixture.state)
    #expect(try doubtful(fixture).map(\.times) == [fixture.times(50..<100)])
    _ = try fixture.workspace.undo(fixture.state)
    #expect(try doubtful(fixture).isEmpty)
    _ = try fixture.workspace.redo(fixture.state)
    #expect(try doubtful(fixture).map(\.times) == [fixture.times(50..<100)])
    #expect(try fixture.workspace.doubtfulSegments(fixture.workspace.feed(id: 1)).isEmpty)
  }

  @Test func `the limit and the period can be chosen`() throws {
    let (fixture, _) = try inferred([(.on, 0.875, 20), (.off, 0.75, 20), (.on, 1, 20)])
    #expect(try doubtful(fixture, below: 0.9).map(\.times).count == 2)
    #expect(try doubtful(fixture, below: 0.7).isEmpty)
    #expect(try doubtful(fixture, below: 0.75).isEmpty)
    let times = fixture.times(25..<30)
    let part = try fixture.workspace.doubtfulSegments(
      fixture.state, from: times.lowerBound, to: times.upperBound)
    #expect(part.map(\.times) == [times])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `random confidences are told as a naive look tells them`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var runs: [(HeatState, Float, Int)] = []
    for _ in 0..<30 {
      runs.append(
        (
          [.on, .off, .unknown].randomElement(using: &generator) ?? .on,
          [0.5, 0.625, 0.75, 0.875, 1].randomElement(using: &generator) ?? 1,
          Int.random(in: 1...12, using: &generator)
        ))
    }
    let (fixture, report) = try inferred(runs)
    let states = runs.flatMap { Array(repeating: $0.0, count: $0.2) }
    let confidence = runs.flatMap { Array(repeating: $0.1, count: $0.2) }
    // Slot by slot: the run it is in, the doubtful part of it, and the mean of its piece.
    var expected = [Bool](repeating: false, count: states.count)
    var piece: [Int] = []
    func flush() {
      guard let first = piece.first, states[first] != .unknown else { return piece = [] }
      let mean = piece.reduce(0) { $0 + Double(confidence[$1]) } / Double(piece.count)
      for slot in piece where mean < 0.8 { expected[slot] = true }
      piece = []
    }
    for slot in states.indices {
      func isLong(_ slot: Int) -> Bool {
        func reach(_ step: Int) -> Int {
          var next = slot
          while states.indices.contains(next), states[next] == states[slot],
            confidence[next] < 0.8
          { next += step }
          return next
        }
        return confidence[slot] < 0.8 && reach(1) - reach(-1) - 1 >= 6
      }
      if slot > 0, states[slot] != states[slot - 1] || isLong(slot) != isLong(slot - 1) { flush() }
      piece.append(slot)
    }
    flush()
    let timeline = try fixture.workspace.reader(fixture.state).timeline
    var found = [Bool](repeating: false, count: states.count)
    for segment in try doubtful(fixture) {
      for slot in timeline.slots(in: segment.times) { found[slot] = true }
    }
    #expect(found == expected, "seed \(seed)")
    #expect(report.doubtfulHours == Double(expected.count { $0 }) / 12, "seed \(seed)")
    #expect(try report.doubtfulSegments == doubtful(fixture).count, "seed \(seed)")
  }
}
