/// Local time by a constant offset from UTC and, if wanted, the European Union's summer time.
///
/// The EU rule (directive 2000/84/EC): one hour more from 01:00 UTC on the last Sunday of March
/// to 01:00 UTC on the last Sunday of October.
public struct LocalClock: Sendable, Hashable {
  /// Seconds to add to UTC in winter.
  public var standardOffset: Int
  /// Whether summer time is kept.
  public var summerTime: Bool

  /// - Parameters:
  ///   - standardOffset: Seconds to add to UTC in winter; one hour for France.
  ///   - summerTime: Whether the EU's summer time is kept.
  public init(standardOffset: Int = 3600, summerTime: Bool = true) {
    self.standardOffset = standardOffset
    self.summerTime = summerTime
  }

  /// Seconds to add to UTC at an instant.
  ///
  /// - Parameter time: Unix seconds.
  /// - Returns: The offset from UTC, seconds.
  public func offset(at time: Int) -> Int {
    guard summerTime else { return standardOffset }
    let year = CivilDate(day: floorDivide(time, 86_400)).year
    let from = CivilDate.lastSunday(ofMonth: 3, year: year) * 86_400 + 3600
    let to = CivilDate.lastSunday(ofMonth: 10, year: year) * 86_400 + 3600
    return standardOffset + (from <= time && time < to ? 3600 : 0)
  }

  /// The local day and the seconds that the clock shows since its midnight.
  func read(at time: Int) -> (day: Int, second: Int) {
    let local = time + offset(at: time)
    let day = floorDivide(local, 86_400)
    return (day, local - day * 86_400)
  }
}

/// A date of the Gregorian calendar. Days are counted from 1970-01-01.
struct CivilDate: Hashable {
  let year: Int
  let month: Int
  let dayOfMonth: Int

  /// The date of a day, by counting 400-year cycles from 1 March of year 0.
  init(day: Int) {
    let shifted = day + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day of a date.
  static func day(_ year: Int, _ month: Int, _ dayOfMonth: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + dayOfMonth - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday.
  static func weekday(_ day: Int) -> Int { day + 3 - floorDivide(day + 3, 7) * 7 }

  /// The last Sunday of a month of 31 days.
  static func lastSunday(ofMonth month: Int, year: Int) -> Int {
    let last = Self.day(year, month, 31)
    return last - (weekday(last) + 1) % 7
  }

  /// The n-th Saturday of a month, n from 1.
  static func saturday(_ n: Int, ofMonth month: Int, year: Int) -> Int {
    let first = Self.day(year, month, 1)
    return first + (12 - weekday(first)) % 7 + 7 * (n - 1)
  }
}

/// The quotient rounded towards minus infinity; `divisor` is positive.
func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
