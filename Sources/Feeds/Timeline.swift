/// The instants of a feed's points: `count` of them, `interval` seconds apart, the first at `start`.
///
/// Times are Unix seconds in UTC. Slot `k` is the point at `start + k * interval`.
public struct Timeline: Hashable, Sendable {
  /// Time of the first point, in Unix seconds; 0 for a feed that has none yet.
  public let start: Int
  /// Seconds between two points, at least 1.
  public let interval: Int
  /// Number of points.
  public let count: Int

  /// - Parameters:
  ///   - start: Time of the first point, in Unix seconds.
  ///   - interval: Seconds between two points, at least 1: metadata from outside is checked by
  ///     ``FeedMetadata`` before it comes here.
  ///   - count: Number of points, not negative.
  public init(start: Int, interval: Int, count: Int) {
    precondition(interval > 0 && count >= 0, "a timeline has an interval and a count")
    self.start = start
    self.interval = interval
    self.count = count
  }

  /// The first instant after the last point's interval: `start + count * interval`.
  public var end: Int { start + count * interval }

  /// Time of the last point, as Emoncms gives it (`end_time`); `start` where there is none.
  public var lastTime: Int { count == 0 ? start : end - interval }

  /// Time of a slot, which may lie outside the feed.
  public func time(of slot: Int) -> Int { start + slot * interval }

  /// The slot whose interval holds `time`, by flooring; negative before the feed, `>= count` after it.
  public func slot(at time: Int) -> Int { floorDivide(time - start, interval) }

  /// The slots whose times lie in `[range.lowerBound, range.upperBound)`, cut to the feed.
  ///
  /// A slot belongs to the range when the instant of its point does, so that adjoining ranges share
  /// no point and miss none.
  public func slots(in range: Range<Int>) -> Range<Int> {
    firstSlot(from: range.lowerBound)..<firstSlot(from: range.upperBound)
  }

  /// The first slot whose time is not before `time`: `count` where there is none.
  func firstSlot(from time: Int) -> Int {
    // Compared before subtracting, so that `Int.min` and `Int.max` may stand for "from the first"
    // and "to the last".
    if time <= start { return 0 }
    if time >= end { return count }
    return ceilDivide(time - start, interval)
  }

  /// The instants that slots cover: `[time of the first, time of the last + interval)`.
  public func times(of slots: Range<Int>) -> Range<Int> {
    time(of: slots.lowerBound)..<time(of: slots.upperBound)
  }

  /// Whether `start` is a multiple of the interval, as Emoncms writes it.
  ///
  /// Emoncms reads an unaligned feed one way and writes it another, off by one slot.
  public var isAligned: Bool { start % interval == 0 }
}

/// The quotient rounded towards minus infinity; `divisor` is positive.
@inlinable func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}

/// The quotient rounded towards plus infinity; `divisor` is positive.
@inlinable func ceilDivide(_ dividend: Int, _ divisor: Int) -> Int {
  -floorDivide(-dividend, divisor)
}
