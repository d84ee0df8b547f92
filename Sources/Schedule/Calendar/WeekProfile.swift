internal import Charts
internal import Feeds

/// How often heat is on, by weekday and half-hour of local time, long breaks without heat left out.
public struct WeekProfile: Sendable, Hashable {
  /// Half-hours of a day.
  public static let halves = 48

  /// Share of the known time on, 0 to 1, by weekday (Monday first) and half-hour; nil where nothing is
  /// known.
  public let shares: [[Double?]]

  /// Breaks without heat that last so many days are left out: a summer would fade all else.
  static let longBreak = 7

  /// - Parameters:
  ///   - spans: The states.
  ///   - breaks: Times without normal heat.
  ///   - clock: Tells local time.
  init(_ spans: [StateSpan], without breaks: [Break], clock: LocalClock) {
    let left = breaks.filter { $0.kind == .off && $0.days.count >= Self.longBreak }
      .map {
        clock.start(ofDayNumber: $0.days.lowerBound)..<clock.start(ofDayNumber: $0.days.upperBound)
      }
    var on = [Int](repeating: 0, count: 7 * Self.halves)
    var known = on
    for span in spans where span.state != .unknown {
      for (range, offset) in [span.times].subtracting(left).flatMap(clock.stretches) {
        var local = range.lowerBound + offset
        let end = range.upperBound + offset
        while local < end {
          let half = floorDivide(local, 1_800)
          let next = min(end, (half + 1) * 1_800)
          let weekday = CivilDate.weekday(ofDayNumber: floorDivide(half, Self.halves))
          let slot = weekday * Self.halves + floorRemainder(half, Self.halves)
          known[slot] += next - local
          if span.state == .on { on[slot] += next - local }
          local = next
        }
      }
    }
    shares = (0..<7).map { weekday in
      (0..<Self.halves).map { half in
        let slot = weekday * Self.halves + half
        return known[slot] > 0 ? Double(on[slot]) / Double(known[slot]) : nil
      }
    }
  }
}
