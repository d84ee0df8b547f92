/// When nothing is recorded: short losses of one node's messages, and one outage of the logger.
struct Outages {
  private let seed: UInt64
  private let days: Int
  private let interval: Int

  init(seed: UInt64, days: Int, interval: Int) {
    self.seed = seed
    self.days = days
    self.interval = interval
  }

  /// Takes out of the feeds what was not recorded.
  func apply(to feeds: inout [SimulatedFeed]) {
    let long = outage()
    var node = 0
    for first in feeds.indices
    where feeds.firstIndex(where: { $0.tag == feeds[first].tag }) == first {
      let gaps = losses(node: node) + [long]
      node += 1
      for feed in feeds.indices where feeds[feed].tag == feeds[first].tag {
        for gap in gaps {
          for sample in gap.clamped(to: feeds[feed].values.indices) {
            feeds[feed].values[sample] = .nan
          }
        }
      }
    }
  }

  /// The outage of the logger, 8 to 30 hours; none in less than ten days.
  private func outage() -> Range<Int> {
    guard days >= 10 else { return 0..<0 }
    var random = SeededRandom(seed: seed, stream: 4)
    let from = random.uniform(0.15...0.85) * Double(days) * 86_400
    return samples(from: from, duration: random.uniform(8...30) * 3600)
  }

  /// Losses of one node, 5 to 60 minutes each, one in five days on average.
  private func losses(node: Int) -> [Range<Int>] {
    var random = SeededRandom(seed: seed, stream: 500 + UInt64(node))
    return (0..<days).compactMap { day in
      guard random.happens(0.2) else { return nil }
      let from = (Double(day) + random.uniform()) * 86_400
      return samples(from: from, duration: random.uniform(300...3600))
    }
  }

  private func samples(from: Double, duration: Double) -> Range<Int> {
    let first = Int(from) / interval
    return first..<first + max(1, Int(duration) / interval)
  }
}
