/// Tells the local time of an instant.
public struct LocalClock: Sendable {
  /// The zone as a person reads it, such as `Europe/Paris`.
  public let zone: String
  private let secondsEast: @Sendable (Int) -> Int

  /// Universal time.
  public static let utc = LocalClock(zone: "UTC") { _ in 0 }

  /// - Parameters:
  ///   - zone: The zone as a person reads it.
  ///   - localOffset: Seconds east of UTC at an instant given in Unix seconds, daylight saving included.
  public init(zone: String, localOffset: @escaping @Sendable (Int) -> Int) {
    self.zone = zone
    secondsEast = localOffset
  }

  private static let day = 86_400

  /// Seconds east of UTC; an answer beyond a day is cut to a day.
  package func offset(at instant: Int) -> Int {
    min(max(secondsEast(instant), -Self.day), Self.day)
  }

  /// The local date and the seconds since its midnight, as a wall clock shows them.
  package func wallTime(at instant: Int) -> (dayNumber: Int, second: Int) {
    let local = instant + offset(at: instant)
    return (floorDivide(local, Self.day), floorRemainder(local, Self.day))
  }

  /// The first instant of a local day: its midnight or, where the clock jumps over midnight, the jump.
  package func start(ofDayNumber dayNumber: Int) -> Int {
    let local = dayNumber * Self.day
    // No clock changes twice in two days: the offset is that of the day before or of the day after.
    let before = offset(at: local - Self.day)
    let after = offset(at: local + Self.day)
    for offset in [before, after] where self.offset(at: local - offset) == offset {
      return local - offset
    }
    return change(in: local - Self.day..<local + Self.day)
  }

  /// The stretches of a range in which the offset stays the same, in order.
  package func stretches(of range: Range<Int>) -> [(range: Range<Int>, offset: Int)] {
    var stretches: [(range: Range<Int>, offset: Int)] = []
    var start = range.lowerBound
    var probe = start
    while start < range.upperBound {
      let next = min(probe + Self.day, range.upperBound)
      if offset(at: next - 1) != offset(at: start) {
        let change = change(in: max(start, probe - 1)..<next)
        stretches.append((start..<change, offset(at: start)))
        start = change
        probe = change
      } else if next == range.upperBound {
        stretches.append((start..<next, offset(at: start)))
        start = next
      } else {
        probe = next
      }
    }
    return stretches
  }

  /// The first instant of the range's last offset, by bisection; the range holds one change.
  private func change(in range: Range<Int>) -> Int {
    let last = offset(at: range.upperBound - 1)
    var before = range.lowerBound
    var after = range.upperBound - 1
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if offset(at: middle) == last { after = middle } else { before = middle }
    }
    return after
  }
}

extension LocalClock {
  /// `06:00`, with seconds where asked.
  package static func timeText(_ second: Int, seconds: Bool = false) -> String {
    let text = "\(twoDigits(second / 3_600)):\(twoDigits(second / 60 % 60))"
    return seconds ? "\(text):\(twoDigits(second % 60))" : text
  }

  /// `Mon 8 Mar 2021 06:00`, with seconds where they are not 0.
  package func text(at instant: Int) -> String {
    let (dayNumber, second) = wallTime(at: instant)
    let date = CivilDate(dayNumber: dayNumber)
    let time = Self.timeText(second, seconds: second % 60 != 0)
    return "\(date.dayText) \(date.year) \(time)"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
