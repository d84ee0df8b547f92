import Feeds
import TestSupport
import Testing

@testable import Workspace

struct CircuitRecordTests {
  /// A supply (id 1) of ten days, a state feed (id 2) on its timeline, an outdoor feed (id 3) that is
  /// coarser and begins later, a room (id 4) that is finer.
  private func fixture() throws -> (Fixture, Circuit) {
    let fixture = try Fixture(count: 2_880)
    let later = Fixture.start + 3_600
    try FeedFiles(folder: fixture.folder.path, id: 3).create(
      points: (0..<1_000).map { Float($0) }, start: later, interval: 600)
    try FeedFiles(folder: fixture.folder.path, id: 4).create(
      points: (0..<30_000).map { Float($0 % 10) }, start: Fixture.start, interval: 60)
    let circuit = Circuit(name: "north", supply: 1, indoor: [4], outdoor: 3, state: 2)
    try fixture.workspace.save(circuit)
    return (fixture, circuit)
  }

  @Test func `state and temperatures come on one grid`() throws {
    let (fixture, circuit) = try fixture()
    try fixture.set(.off, 100..<200)
    let record = try fixture.workspace.record(of: circuit, interval: 300)
    #expect(record.state.id == 2)
    #expect(record.times == fixture.times(0..<2_880))
    #expect(record.grid == Timeline(start: Fixture.start, interval: 300, count: 2_880))
    #expect(record.segments.map(\.state) == [.on, .off, .on])
    let supply = try fixture.workspace.reader(fixture.workspace.feed(id: 1)).points()
    #expect(zip(record.supply, supply).allSatisfy { $0.bitPattern == $1.bitPattern })
    let outdoor = try #require(record.outdoor)
    #expect(outdoor[..<12].allSatisfy { $0.isNaN })
    #expect(Array(outdoor[12..<16]) == [0, 0, 1, 1])
    // Five points of a minute each.
    #expect(record.indoor.count == 1)
    #expect(Array(record.indoor[0][..<4]) == [2, 7, 2, 7])
  }

  @Test func `a finer supply is averaged, on multiples of the interval`() throws {
    let (fixture, circuit) = try fixture()
    let times = fixture.times(7..<100)
    let record = try fixture.workspace.record(
      of: circuit, from: times.lowerBound, to: times.upperBound, interval: 1_800)
    #expect(record.times == times)
    #expect(record.grid.interval == 1_800 && record.grid.start % 1_800 == 0)
    #expect(record.grid.start <= times.lowerBound && record.grid.end >= times.upperBound)
    #expect(record.supply.count == record.grid.count)
    #expect(record.segments.first?.times.lowerBound == times.lowerBound)
    #expect(record.segments.last?.times.upperBound == times.upperBound)
  }

  @Test func `without a state feed, or outside of it, there is nothing to read`() throws {
    let (fixture, circuit) = try fixture()
    var bare = circuit
    bare.state = nil
    let missing = #expect(throws: WorkspaceError.self) {
      try fixture.workspace.record(of: bare, interval: 300)
    }
    #expect(missing?.code == .notFound)
    let outside = #expect(throws: WorkspaceError.self) {
      try fixture.workspace.record(of: circuit, from: 0, to: 1_000, interval: 300)
    }
    #expect(outside?.code == .badRange)
  }
}
