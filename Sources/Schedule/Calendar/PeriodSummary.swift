internal import Charts

/// A month, or a heating season, in figures.
public struct PeriodSummary: Sendable, Hashable {
  /// `Mar 2021`, or `2020–21` for the season from July to June.
  public let name: String
  /// Its local days in the window.
  public let days: Range<Int>
  /// Seconds on, off and unknown.
  public let on: Int
  public let off: Int
  public let unknown: Int
  /// Of the seconds on, those of boosts and of setbacks.
  public let boost: Int
  public let reduced: Int
  /// Days of which at least 95 % are known; what follows counts these alone.
  public let daysTold: Int
  public let daysHeated: Int
  public let daysEntirelyOn: Int
  /// Mean hours on in a day; nil without a day told of.
  public let hoursADay: Double?
  /// Mean number of starts in a day.
  public let startsADay: Double?
  /// The first and the last day with heat, days since 1 January 1970, of all days in the window.
  public let firstHeated: Int?
  public let lastHeated: Int?
  /// When the first normal heat of a day begins and the last one ends.
  public let firstOn: ClockSpread?
  public let lastOff: ClockSpread?
  /// Means of the days' mean temperatures, °C.
  public let outdoor: Double?
  public let indoor: Double?

  init(name: String, _ days: ArraySlice<ScheduleDay>, from first: Int) {
    self.name = name
    self.days = days.startIndex + first..<days.endIndex + first
    func sum(_ part: (ScheduleDay) -> Int) -> Int { days.reduce(0) { $0 + part($1) } }
    on = sum(\.on)
    off = sum(\.off)
    unknown = sum(\.unknown)
    boost = sum(\.boost)
    reduced = sum(\.reduced)
    let told = days.filter(\.isTold)
    daysTold = told.count
    daysHeated = told.count { !$0.isWithoutHeat }
    daysEntirelyOn = told.count(where: \.isEntirelyOn)
    hoursADay = told.mean(of: \.hoursOn)
    startsADay = told.mean { Double($0.starts) }
    firstHeated = days.first { !$0.isWithoutHeat }?.dayNumber
    lastHeated = days.last { !$0.isWithoutHeat }?.dayNumber
    firstOn = ClockSpread(days.compactMap(\.firstOn))
    lastOff = ClockSpread(days.compactMap(\.lastOff))
    outdoor = days.compactMap(\.outdoor).mean(of: \.self)
    indoor = days.compactMap(\.indoor).mean(of: \.self)
  }

  /// The months of some days, in order.
  static func months(_ days: [ScheduleDay]) -> [PeriodSummary] {
    summaries(days) { "\($0.monthName) \($0.year)" }
  }

  /// The heating seasons of some days, in order: each from July to June.
  static func seasons(_ days: [ScheduleDay]) -> [PeriodSummary] {
    summaries(days) { date in
      let year = date.month >= 7 ? date.year : date.year - 1
      let next = floorRemainder(year + 1, 100)
      return "\(year)–\(next < 10 ? "0" : "")\(next)"
    }
  }

  private static func summaries(
    _ days: [ScheduleDay], by name: (CivilDate) -> String
  ) -> [PeriodSummary] {
    guard let first = days.first?.dayNumber else { return [] }
    let names = days.map { name($0.date) }
    var summaries: [PeriodSummary] = []
    var start = 0
    for index in days.indices where index + 1 == days.count || names[index + 1] != names[index] {
      summaries.append(PeriodSummary(name: names[index], days[start...index], from: first))
      start = index + 1
    }
    return summaries
  }
}

extension Collection {
  /// The mean of a property; nil of an empty collection.
  func mean(of value: (Element) -> Double) -> Double? {
    isEmpty ? nil : reduce(0) { $0 + value($1) } / Double(count)
  }
}
