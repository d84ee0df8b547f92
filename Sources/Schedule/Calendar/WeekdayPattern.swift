/// What the days of one weekday have in common.
public struct WeekdayPattern: Sendable, Hashable {
  /// 0 for Monday to 6 for Sunday.
  public let weekday: Int
  /// Whether it is heated for use, as seen from the heat itself.
  public let works: Bool
  /// Days of which at least 95 % are known; of these, those without heat, those with heat at the reduced
  /// level alone, and those that are entirely on.
  public let daysTold: Int
  public let daysWithoutHeat: Int
  public let daysReduced: Int
  public let daysEntirelyOn: Int
  /// Hours on in a day.
  public let hours: Spread?
  /// When the first normal heat of a day begins and the last one ends, seconds since local midnight.
  public let firstOn: ClockSpread?
  public let lastOff: ClockSpread?
  /// Its boosts: when they begin, and how many seconds they last.
  public let boostStart: ClockSpread?
  public let boostDuration: Spread?

  init(_ weekday: Int, _ days: [ScheduleDay], works: Bool, boosts: [(start: Int, duration: Int)]) {
    self.weekday = weekday
    self.works = works
    let told = days.filter(\.isTold)
    daysTold = told.count
    daysWithoutHeat = told.count(where: \.isWithoutHeat)
    daysReduced = told.count(where: \.isReduced)
    daysEntirelyOn = told.count(where: \.isEntirelyOn)
    hours = Spread(told.map(\.hoursOn))
    firstOn = ClockSpread(days.compactMap(\.firstOn))
    lastOff = ClockSpread(days.compactMap(\.lastOff))
    boostStart = ClockSpread(boosts.map(\.start))
    boostDuration = Spread(boosts.map { Double($0.duration) })
  }
}
