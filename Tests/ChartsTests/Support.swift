import Feeds

@testable import Charts

/// Clocks and curves that several tests use.
enum Support {
  /// Central European time by the rule in force since 1996: summer time from the last Sunday of March
  /// to the last Sunday of October, 01:00 UTC.
  static let paris = LocalClock(zone: "Europe/Paris") { instant in
    let year = CivilDate(dayNumber: floorDivide(instant, 86_400)).year
    let start = lastSunday(year: year, month: 3) * 86_400 + 3_600
    let end = lastSunday(year: year, month: 10) * 86_400 + 3_600
    return (start..<end).contains(instant) ? 7_200 : 3_600
  }

  private static func lastSunday(year: Int, month: Int) -> Int {
    let last = CivilDate(year: year, month: month, day: 31).dayNumber
    return last - (CivilDate.weekday(ofDayNumber: last) + 1) % 7
  }

  /// A local time in Paris, winter time assumed.
  static func winter(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0) -> Int {
    CivilDate(year: year, month: month, day: day).dayNumber * 86_400 + (hour - 1) * 3_600
  }

  /// Columns of one value each; NaN for a column that holds nothing.
  static func columns(_ values: [Float]) -> Columns {
    var columns = Columns(count: values.count)
    for (index, value) in values.enumerated() where !value.isNaN {
      columns.min[index] = value
      columns.max[index] = value
      columns.mean[index] = value
      columns.first[index] = value
      columns.last[index] = value
      columns.count[index] = 1
    }
    return columns
  }

  static func curve(_ values: [Float], name: String = "supply", unit: String = "°C") -> Curve {
    Curve(name: name, unit: unit, interval: 0, columns: columns(values))
  }
}
