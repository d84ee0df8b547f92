internal import Charts

/// What a local day was like.
public struct ScheduleDay: Sendable, Hashable {
  /// Days since 1 January 1970, local date.
  public let dayNumber: Int
  /// Seconds that the day has, 23 or 25 hours of them where the clock is changed.
  public let length: Int
  /// Seconds of it in the window.
  public let covered: Int
  /// Seconds on, off and unknown; together ``covered``.
  public internal(set) var on = 0
  public internal(set) var off = 0
  public internal(set) var unknown = 0
  /// Of the seconds on, those of boosts and those of setbacks.
  public internal(set) var boost = 0
  public internal(set) var reduced = 0
  /// How many times heat came on after it was off.
  public internal(set) var starts = 0
  /// When the first normal heat of the day began and the last one ended, seconds on the wall clock since
  /// midnight; nil where none did. What is reduced does not count.
  public internal(set) var firstOn: Int?
  public internal(set) var lastOff: Int?
  /// Mean temperatures, °C; nil where less than four fifths of the day were recorded.
  public internal(set) var outdoor: Double?
  public internal(set) var indoor: Double?

  /// What may be unknown of a day that is told of, as a share of it.
  public static let mostUnknown = 0.05
  /// Heat shorter than this makes no day heated, and a pause shorter than this does not keep it from
  /// being entirely on, s.
  public static let least = 1_800

  init(dayNumber: Int, length: Int, covered: Int) {
    self.dayNumber = dayNumber
    self.length = length
    self.covered = covered
  }

  /// Whether enough of the day is known for its hours to be compared with those of others.
  public var isTold: Bool {
    covered == length && Double(unknown) <= Self.mostUnknown * Double(length)
  }

  /// Whether heat was hardly ever on.
  public var isWithoutHeat: Bool { on < Self.least }

  /// Whether heat was hardly ever off.
  public var isEntirelyOn: Bool { off + unknown < Self.least && !isWithoutHeat }

  /// Whether there was heat, and hardly ever at the normal level.
  public var isReduced: Bool { !isWithoutHeat && on - reduced < Self.least }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { CivilDate.weekday(ofDayNumber: dayNumber) }

  var date: CivilDate { CivilDate(dayNumber: dayNumber) }

  /// Hours on.
  public var hoursOn: Double { Double(on) / 3_600 }
}
