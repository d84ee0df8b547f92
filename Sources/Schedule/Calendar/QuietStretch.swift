internal import Charts
internal import Feeds

/// A time without heat, from where it goes off to where it comes on.
public struct Pause: Sendable, Hashable {
  /// Unix seconds.
  public let start: Int
  public let end: Int
  /// Whether heat was on right before and right after, so that its ends are seen.
  public let isWhole: Bool

  /// Seconds that it lasts.
  public var duration: Int { end - start }

  /// The longest pauses of some spans, the longest first.
  static func longest(_ spans: [StateSpan], most: Int) -> [Pause] {
    let pauses = spans.indices.filter { spans[$0].state == .off }.map { index in
      Pause(
        start: spans[index].start, end: spans[index].end,
        isWhole: index > 0 && spans[index - 1].state == .on
          && index + 1 < spans.count && spans[index + 1].state == .on)
    }
    return Array(pauses.sorted { ($1.duration, $0.start) < ($0.duration, $1.start) }.prefix(most))
  }
}

/// Three days or more in a row without normal heat, one of them of a working weekday: a holiday, or a
/// season without heating.
public struct Break: Sendable, Hashable {
  /// What kind of days it is made of.
  public enum Kind: String, Sendable, Hashable {
    /// No heat at all.
    case off
    /// Heat at the reduced level.
    case reduced
    /// Some of both.
    case mixed
  }

  /// Its days, since 1 January 1970.
  public let days: Range<Int>
  public let kind: Kind
  /// Mean outdoor temperature, °C.
  public let outdoor: Double?

  static let least = 3

  /// The breaks among some days, in order.
  static func all(_ days: [ScheduleDay], _ week: WorkingWeek) -> [Break] {
    var breaks: [Break] = []
    var start: Int?
    for index in 0...days.count {
      let isQuiet =
        index < days.count && days[index].isTold
        && (days[index].isWithoutHeat || days[index].isReduced)
      if isQuiet {
        start = start ?? index
      } else if let first = start {
        if let found = Break(days[first..<index], week) { breaks.append(found) }
        start = nil
      }
    }
    return breaks
  }

  private init?(_ days: ArraySlice<ScheduleDay>, _ week: WorkingWeek) {
    guard days.count >= Self.least, days.contains(where: week.works), let first = days.first
    else { return nil }
    self.days = first.dayNumber..<first.dayNumber + days.count
    let reduced = days.count(where: \.isReduced)
    kind = reduced == 0 ? .off : reduced == days.count ? .reduced : .mixed
    outdoor = days.compactMap(\.outdoor).mean(of: \.self)
  }
}
