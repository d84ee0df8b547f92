import Testing

@testable import Simulation

struct OutagesTests {
  private func feed(_ name: String, _ tag: String, _ count: Int) -> SimulatedFeed {
    SimulatedFeed(
      name: name, tag: tag, unit: "°C", role: .indoor, circuit: nil,
      values: Array(repeating: 20, count: count))
  }

  /// Lengths of the runs of NaN.
  private func gaps(_ values: [Float]) -> [Int] {
    values.split(whereSeparator: { !$0.isNaN }).map(\.count)
  }

  @Test func `a node's feeds lose the same messages, other nodes lose others`() {
    let count = 60 * 288
    var feeds = [feed("a", "x", count), feed("b", "y", count), feed("c", "x", count)]
    Outages(seed: 11, days: 60, interval: 300).apply(to: &feeds)
    let missing = feeds.map { $0.values.map(\.isNaN) }
    #expect(missing[0] == missing[2])
    #expect(missing[0] != missing[1])
    for feed in feeds {
      let lengths = gaps(feed.values)
      #expect(lengths.count { $0 >= 96 } == 1)
      #expect(lengths.count { $0 <= 24 } >= 4)
      #expect((0.003...0.05).contains(Double(lengths.reduce(0, +)) / Double(count)))
    }
  }

  @Test func `a short span has no long outage`() {
    for seed in UInt64(0)..<50 {
      var feeds = [feed("a", "x", 288)]
      Outages(seed: seed, days: 1, interval: 300).apply(to: &feeds)
      #expect(gaps(feeds[0].values).allSatisfy { $0 <= 12 }, "seed \(seed)")
    }
  }
}
