import Feeds
import TestSupport
import Testing

@Suite struct TimelineTests {
  /// A timeline of a few points, aligned or not.
  private func timeline(_ generator: inout SeededGenerator) -> Timeline {
    Timeline(
      start: Int.random(in: 0...500, using: &generator),
      interval: Int.random(in: 1...20, using: &generator),
      count: Int.random(in: 0...30, using: &generator))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `slots and times agree with a naive model`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let timeline = timeline(&generator)
    let times = (0..<timeline.count).map { timeline.start + $0 * timeline.interval }
    for (slot, time) in times.enumerated() {
      #expect(timeline.time(of: slot) == time)
      for offset in 0..<timeline.interval { #expect(timeline.slot(at: time + offset) == slot) }
    }
    #expect(timeline.slot(at: timeline.start - 1) == -1)
    #expect(timeline.slot(at: timeline.end) == timeline.count)
    #expect(timeline.lastTime == times.last ?? timeline.start)
    for _ in 0..<50 {
      let from = Int.random(in: -50...1200, using: &generator)
      let to = Int.random(in: from...1250, using: &generator)
      let slots = timeline.slots(in: from..<to)
      let expected = times.indices.filter { times[$0] >= from && times[$0] < to }
      #expect(Array(slots) == expected, "\(timeline) \(from)..<\(to)")
      #expect(slots.lowerBound >= 0 && slots.upperBound <= timeline.count)
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `adjoining ranges share no slot and miss none`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let timeline = timeline(&generator)
    let cut = Int.random(in: -10...1200, using: &generator)
    let before = timeline.slots(in: Int.min..<cut)
    let after = timeline.slots(in: cut..<Int.max)
    #expect(Array(before) + Array(after) == Array(0..<timeline.count))
  }

  @Test func `the widest range there is holds every slot`() {
    let timeline = Timeline(start: 1_612_790_400, interval: 300, count: 10)
    #expect(timeline.slots(in: Int.min..<Int.max) == 0..<10)
    #expect(timeline.slots(in: Int.max..<Int.max) == 10..<10)
    #expect(timeline.slots(in: Int.min..<Int.min) == 0..<0)
  }

  @Test func `times of slots are those the slots cover`() {
    let timeline = Timeline(start: 600, interval: 300, count: 4)
    #expect(timeline.times(of: 1..<3) == 900..<1500)
    #expect(timeline.slots(in: timeline.times(of: 1..<3)) == 1..<3)
  }

  @Test func `alignment is that of the start on the interval`() {
    #expect(Timeline(start: 600, interval: 300, count: 1).isAligned)
    #expect(!Timeline(start: 601, interval: 300, count: 1).isAligned)
  }
}
