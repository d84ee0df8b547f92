import Feeds
import TestSupport

@testable import Charts

extension Chart {
  /// A chart of anything that a caller might send, sane or not.
  static func random(using generator: inout SeededGenerator) -> Chart {
    let spans = [0, 1, 59, 3_600, 86_400, 604_800, 7_776_000, 400_000_000, Int.max / 2]
    let span = spans[Int.random(in: 0..<spans.count, using: &generator)]
    let from = Int.random(in: -100_000...1_700_000_000, using: &generator)
    let names = ["", "supply", "départ <nord> & \"sud\"", "暖房の水温🔥", "\u{1B}\u{0}x\ny"]
    let values: [Float] = [
      .nan, .infinity, -.infinity, 0, -12.5, 20, .leastNonzeroMagnitude, 3.4e38, -3.4e38,
      12_345.678,
    ]
    func pick<T>(_ all: [T]) -> T { all[Int.random(in: 0..<all.count, using: &generator)] }
    let curves = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
      let pair = [pick(values), pick(values)]
      let count = pick([0, 1, 2, 7, 300])
      return Curve(
        name: pick(names), unit: pick(["°C", "W", "%", ""]), interval: pick([0, 300, -1, .max]),
        columns: Support.columns((0..<count).map { _ in pick(pair) }))
    }
    let lanes = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      let segments = (0..<pick([0, 1, 30])).map { index in
        LaneSegment(
          start: from + index * (span.clamped(to: 1...400_000_000) / 20),
          end: pick([from + (index + 1) * (span.clamped(to: 1...400_000_000) / 20), .max, .min]),
          state: pick(State.allCases), provenance: pick([nil, "hand", "inferred", "<odd>"]),
          confidence: pick([nil, 0.2, 0.8, 1, .nan, .infinity]))
      }
      return Lane(name: pick(names), segments: segments)
    }
    return Chart(
      title: pick([nil, "North", names[2], names[3]]), window: from..<from + span, curves: curves,
      lanes: lanes, clock: pick([.utc, Support.paris]))
  }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
