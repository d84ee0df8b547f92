/// A mark of the time axis, on a round local time.
struct TimeTick: Equatable {
  /// Unix seconds.
  let instant: Int
  /// `06:00`, `Mon 8 Mar`, `Mar 2021` or `2021`.
  let label: String
  /// What the label leaves out (the date of a time, the year of a date), at the first tick and
  /// wherever it changes; nil elsewhere.
  let context: String?
}

/// The distance between the ticks of a time axis.
enum TimeStep: Equatable {
  /// A number of seconds that divides a day; the ticks are counted from local midnight.
  case seconds(Int)
  case days
  /// Mondays, Wednesdays and Fridays.
  case alternateDays
  case mondays
  /// Firsts of months; the number divides 12 and is counted from January.
  case months(Int)
  /// New Year's Days of the years that the number divides.
  case years(Int)

  /// Every step, from the finest to the coarsest.
  static let all: [TimeStep] =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200]
    .map { .seconds($0) } + [.days, .alternateDays, .mondays, .months(1), .months(3), .months(6)]
    + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].map { .years($0) }

  /// The least time between two ticks, in seconds, but for the hour that daylight saving takes.
  var duration: Int {
    switch self {
    case .seconds(let count): count
    case .days: 86_400
    case .alternateDays: 2 * 86_400
    case .mondays: 7 * 86_400
    case .months(let count): count * 28 * 86_400
    case .years(let count): count * 365 * 86_400
    }
  }

  /// Characters of a label.
  var labelLength: Int {
    switch self {
    case .seconds(let count): count % 60 == 0 ? 5 : 8
    case .days, .alternateDays, .mondays: 10
    case .months: 8
    case .years: 4
    }
  }

  /// Whether a label names an instant, and is centred on it, or a period, which begins there.
  var namesInstants: Bool {
    if case .seconds = self { true } else { false }
  }

  /// The step of the small ticks between two labelled ones; nil for none.
  var minor: TimeStep? {
    switch self {
    case .seconds(let count): Self.minorSeconds[count].map { .seconds($0) }
    case .days: .seconds(21_600)
    case .alternateDays, .mondays: .days
    case .months(let count): count == 1 ? .mondays : .months(1)
    case .years(let count): count == 1 ? .months(3) : count == 10 ? .years(1) : nil
    }
  }

  private static let minorSeconds = [
    2: 1, 10: 5, 15: 5, 30: 10, 60: 15, 120: 60, 300: 60, 600: 300, 900: 300, 1_800: 600,
    3_600: 900, 7_200: 3_600, 10_800: 3_600, 21_600: 3_600, 43_200: 10_800,
  ]

  /// The finest step whose labels keep apart on an axis.
  ///
  /// - Parameters:
  ///   - span: Seconds that the axis shows, at least 1.
  ///   - characters: Width of the axis in characters of its labels.
  ///   - gap: What must stay free between two times of day, in characters; other labels are told
  ///     apart by their marks, and need less.
  /// - Returns: The step, the coarsest one where none keeps apart.
  static func fitting(span: Int, characters: Double, gap: Int) -> TimeStep {
    let perSecond = characters / Double(span)
    return all.first {
      Double($0.duration) * perSecond >= Double($0.labelLength + ($0.namesInstants ? gap : 2))
    }
      ?? .years(1_000)
  }

  /// The ticks in a window, strictly increasing.
  func ticks(in window: Range<Int>, clock: LocalClock) -> [TimeTick] {
    var shown: String?
    return instants(in: window, clock: clock).map { instant in
      let (label, context) = text(at: instant, clock: clock)
      defer { shown = context }
      return TimeTick(instant: instant, label: label, context: context == shown ? nil : context)
    }
  }

  /// The instants of the ticks in a window, strictly increasing.
  func instants(in window: Range<Int>, clock: LocalClock) -> [Int] {
    guard !window.isEmpty else { return [] }
    if case .seconds(let count) = self {
      return timesOfDay(every: count, in: window, clock: clock)
    }
    let first = clock.wallTime(at: window.lowerBound).dayNumber
    let last = clock.wallTime(at: window.upperBound - 1).dayNumber
    return dayNumbers(in: first...max(first, last + 1))
      .map { clock.start(ofDayNumber: $0) }
      .filter { window.contains($0) }
  }

  /// Times of day that are multiples of a step, on the wall clock.
  ///
  /// A clock set back shows an hour twice and one set forward skips one: a time so repeated is marked
  /// again only where it stands clear of the mark before.
  private func timesOfDay(every step: Int, in window: Range<Int>, clock: LocalClock) -> [Int] {
    var instants: [Int] = []
    for (range, offset) in clock.stretches(of: window) {
      var instant = range.lowerBound + floorRemainder(-(range.lowerBound + offset), step)
      while instant < range.upperBound {
        if instants.last.map({ 5 * (instant - $0) >= 3 * step }) ?? true {
          instants.append(instant)
        }
        instant += step
      }
    }
    return instants
  }

  /// The days that begin a period of this step, at least those in a range of day numbers.
  private func dayNumbers(in days: ClosedRange<Int>) -> [Int] {
    switch self {
    case .seconds: []
    case .days: Array(days)
    case .alternateDays: days.filter { [0, 2, 4].contains(CivilDate.weekday(ofDayNumber: $0)) }
    case .mondays: days.filter { CivilDate.weekday(ofDayNumber: $0) == 0 }
    case .months(let count): firstsOfMonths(every: count, in: days)
    case .years(let count): firstsOfMonths(every: 12 * count, in: days)
    }
  }

  private func firstsOfMonths(every step: Int, in days: ClosedRange<Int>) -> [Int] {
    let first = CivilDate(dayNumber: days.lowerBound)
    let last = CivilDate(dayNumber: days.upperBound)
    let start = (12 * first.year + first.month - 1) / step * step
    return stride(from: start, through: 12 * last.year + last.month - 1, by: step).map {
      CivilDate(year: floorDivide($0, 12), month: floorRemainder($0, 12) + 1, day: 1).dayNumber
    }
  }

  private func text(at instant: Int, clock: LocalClock) -> (label: String, context: String?) {
    let (dayNumber, second) = clock.wallTime(at: instant)
    let date = CivilDate(dayNumber: dayNumber)
    switch self {
    case .seconds(let count):
      let time = LocalClock.timeText(second, seconds: count % 60 != 0)
      return (time, date.dayText)
    case .days, .alternateDays, .mondays: return (date.dayText, "\(date.year)")
    case .months: return ("\(date.monthName) \(date.year)", nil)
    case .years: return ("\(date.year)", nil)
    }
  }
}
