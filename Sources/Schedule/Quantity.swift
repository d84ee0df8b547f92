internal import Charts

/// Numbers with their units, as an engineer reads them.
package enum Quantity {
  /// A number with a fixed count of decimals: `12.0`, `−0.5`.
  package static func number(_ value: Double, decimals: Int = 1) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return DecimalText.text(digits: Int((value * scale).rounded()), exponent: -decimals)
  }

  /// `21.4 °C`.
  package static func celsius(_ value: Double) -> String { "\(number(value)) °C" }

  /// `6.5 K`.
  package static func kelvin(_ value: Double) -> String { "\(number(value)) K" }

  /// Hours of a number of seconds: `12.5 h`, `1136 h` from a hundred on.
  package static func hours(_ seconds: Double) -> String {
    let hours = seconds / 3_600
    if seconds == 0 { return "0 h" }
    return "\(number(hours, decimals: hours.magnitude < 99.95 ? 1 : 0)) h"
  }

  package static func hours(_ seconds: Int) -> String { hours(Double(seconds)) }

  /// A duration by hours and minutes, by days and hours from two days on: `1 h 45 min`, `5 d 3 h`.
  package static func duration(_ seconds: Int) -> String {
    let minutes = (seconds + 30) / 60
    if minutes < 60 { return "\(minutes) min" }
    if minutes < 2 * 1_440 {
      return "\(minutes / 60) h" + (minutes % 60 > 0 ? " \(minutes % 60) min" : "")
    }
    let hours = (minutes + 30) / 60
    return "\(hours / 24) d" + (hours % 24 > 0 ? " \(hours % 24) h" : "")
  }

  /// `45 %`; `< 1 %` and `> 99 %` rather than a rounded nothing or all.
  package static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let share = 100 * Double(part) / Double(whole)
    if part > 0, share < 1 { return "< 1 %" }
    if part < whole, share > 99 { return "> 99 %" }
    return "\(number(share, decimals: 0)) %"
  }

  /// A time of day: `06:10`.
  package static func clock(_ seconds: Int) -> String {
    LocalClock.timeText(floorRemainder((seconds + 30) / 60 * 60, 86_400))
  }

  /// A local date: `8 Mar 2021`.
  package static func date(_ dayNumber: Int) -> String {
    let date = CivilDate(dayNumber: dayNumber)
    return "\(date.day) \(date.monthName) \(date.year)"
  }

  /// A local date as ISO 8601 has it: `2021-03-08`.
  package static func isoDate(_ dayNumber: Int) -> String {
    let date = CivilDate(dayNumber: dayNumber)
    func digits(_ number: Int, _ count: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
  }

  /// `Mon` to `Sun`.
  package static func weekday(_ weekday: Int) -> String { CivilDate.weekdayNames[weekday] }

  /// Weekdays in a few words: `Mon–Fri`, `Sat, Sun`.
  package static func weekdays(_ chosen: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for day in chosen.sorted() {
      if let last = runs.last, last.upperBound + 1 == day {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    return runs.map { run in
      let ends = (weekday(run.lowerBound), weekday(run.upperBound))
      return run.count == 1
        ? ends.0 : run.count == 2 ? "\(ends.0), \(ends.1)" : "\(ends.0)–\(ends.1)"
    }.joined(separator: ", ")
  }
}
