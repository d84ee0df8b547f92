import Feeds
import Inference
import TestSupport
import Testing

@testable import Workspace

struct ScoringTests {
  /// A state feed (id 2) that is on in the first half, and a pump's power (id 3): 40 W in the first
  /// quarter, 2 W after it, missing in the last.
  private func fixture() throws -> Fixture {
    let fixture = try Fixture(count: 400, state: .off)
    try fixture.set(.on, 0..<200)
    try FeedFiles(folder: fixture.folder.path, id: 3).create(
      points: (0..<400).map { $0 < 100 ? 40 : $0 < 300 ? 2 : .nan }, start: Fixture.start,
      interval: Fixture.interval)
    return fixture
  }

  @Test func `a feed above a limit is a truth, and what it has not recorded is not counted`() throws
  {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let pump = try workspace.feed(id: 3)
    let score = try workspace.score(
      workspace.feed(id: 2), against: workspace.truth(of: pump, above: 10))
    #expect(score.samples == 300)
    #expect(score.accuracy == 200.0 / 300)
    #expect(score.balancedAccuracy == 0.75)
    #expect(score.edgeRecall == 0 && score.edgePrecision == 0)
  }

  @Test func `the limit itself is off`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let truth = try workspace.truth(of: workspace.feed(id: 3), above: 40)
    #expect(truth.segments.map(\.state) == [.off])
  }

  @Test func `a period is compared alone`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let times = fixture.times(50..<150)
    let score = try workspace.score(
      workspace.feed(id: 2), against: workspace.truth(of: workspace.feed(id: 3), above: 10),
      from: times.lowerBound, to: times.upperBound)
    #expect(score.samples == 100 && score.accuracy == 0.5)
  }

  @Test func `a feed against itself is right in all`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let feed = try workspace.feed(id: 2)
    let score = try workspace.score(feed, against: workspace.truth(of: feed))
    #expect(score.samples == 400 && score.accuracy == 1 && score.edgeRecall == 1)
    #expect(score.medianEdgeError == 0)
  }

  @Test func `what was measured is neither judged nor a truth without a limit`() throws {
    let fixture = try fixture()
    let workspace = fixture.workspace
    let (feed, pump) = (try workspace.feed(id: 2), try workspace.feed(id: 3))
    let truth = try workspace.truth(of: feed)
    for error in [
      #expect(throws: WorkspaceError.self) { try workspace.truth(of: pump) },
      #expect(throws: WorkspaceError.self) { _ = try workspace.score(pump, against: truth) },
    ] {
      #expect(error?.code == .incompatible && error?.problem.contains("40.0") == true)
    }
  }
}
