/// Hours of heat a day against the day's mean outdoor temperature.
public struct HoursByOutdoor: Sendable {
  /// A day told of.
  public struct Point: Sendable, Hashable {
    /// Days since 1 January 1970.
    public let dayNumber: Int
    /// Mean outdoor temperature, °C.
    public let outdoor: Double
    public let hours: Double
    /// Whether its weekday works, as seen, and it is not a holiday of reduced heat.
    public let works: Bool
  }

  /// The line through the working days.
  public struct Line: Sendable, Hashable {
    /// Hours a day more for each kelvin colder, not negative.
    public let slope: Double
    /// Hours a day that it gives at 0 °C outdoors; more than 24, or none, where it was cut.
    public let hoursAtZero: Double
    /// Where it is drawn: from the coldest to the warmest working day.
    public let outdoor: ClosedRange<Double>
    /// Median distance of a day from it, h.
    public let typicalError: Double

    /// Hours a day at an outdoor temperature, 0 to 24.
    public func hours(at outdoor: Double) -> Double {
      min(max(hoursAtZero - slope * outdoor, 0), 24)
    }
  }

  /// The heating limit: the daily mean above which working days are without heat, and below which they
  /// have some, but for as few exceptions as possible.
  public struct Limit: Sendable, Hashable {
    /// Daily mean outdoor temperature, °C.
    public let outdoor: Double
    /// Working days warmer than that, and those of them that had heat all the same.
    public let warmer: Int
    public let warmerHeated: Int
  }

  /// Every day told of whose outdoor temperature is known, in order.
  public let points: [Point]
  public let line: Finding<Line>
  public let limit: Finding<Limit>

  /// Days that a line needs, and how far apart their temperatures lie (10 % and 90 % quantiles), K.
  static let leastDays = 10
  static let leastRange = 4.0
  /// Days that must be warmer, or colder, than a limit.
  static let leastBeyond = 3

  init(_ days: [ScheduleDay], _ week: WorkingWeek) {
    points = days.compactMap { day in
      guard day.isTold, let outdoor = day.outdoor else { return nil }
      return Point(
        dayNumber: day.dayNumber, outdoor: outdoor, hours: day.hoursOn,
        works: week.works(day) && !day.isReduced)
    }
    let working = points.filter(\.works).sorted { $0.outdoor < $1.outdoor }
    line = Self.line(working)
    limit = Self.limit(working)
  }

  private static func line(_ days: [Point]) -> Finding<Line> {
    guard days.count >= leastDays, let coldest = days.first, let warmest = days.last else {
      return .missing(
        "A line needs \(leastDays) working days that are known; there are \(days.count).")
    }
    guard days.contains(where: { $0.hours > 0 }) else {
      return .missing("Heat was never on: hours a day do not depend on anything.")
    }
    let outdoors = days.map(\.outdoor)
    let places = (low: outdoors.quantile(0.1), high: outdoors.quantile(0.9))
    guard places.high - places.low >= leastRange else {
      return .missing(
        "The days were too alike outdoors, within \(Quantity.kelvin(places.high - places.low)), "
          + "for a line.")
    }
    let fit = CensoredLine(days.map { ($0.outdoor, $0.hours) }, within: 0...24, through: places)
    let errors = days.map { abs($0.hours - fit.value(at: $0.outdoor)) }
    return .found(
      Line(
        slope: max(0, -fit.slope), hoursAtZero: fit.intercept,
        outdoor: coldest.outdoor...warmest.outdoor, typicalError: errors.median ?? 0))
  }

  /// The cut between colder days with heat and warmer ones without that has the fewest exceptions.
  private static func limit(_ days: [Point]) -> Finding<Limit> {
    guard days.count >= leastDays, let warmest = days.last else {
      return .missing(
        "A heating limit needs \(leastDays) working days that are known; there are \(days.count).")
    }
    let heated = days.map { $0.hours * 3_600 >= Double(ScheduleDay.least) }
    guard heated.contains(true) else { return .missing("Heat was never on.") }
    // Exceptions where all days count as colder: those without heat.
    var exceptions = heated.count { !$0 }
    var best = (exceptions: exceptions, coldest: days.count, warmest: days.count)
    for cut in days.indices.reversed() {
      exceptions += heated[cut] ? 1 : -1
      if exceptions < best.exceptions {
        best = (exceptions, cut, cut)
      } else if exceptions == best.exceptions {
        best.coldest = cut
      }
    }
    /// Halfway between the last day below a cut and the first above it.
    func outdoor(_ cut: Int) -> Double {
      (days[max(0, cut - 1)].outdoor + days[min(cut, days.count - 1)].outdoor) / 2
    }
    // Of several cuts that are as good, the middle.
    let outdoor = (outdoor(best.coldest) + outdoor(best.warmest)) / 2
    let colder = days.count { $0.outdoor < outdoor }
    let warmerHeated = heated[colder...].count(where: \.self)
    guard colder >= leastBeyond, days.count - colder >= leastBeyond,
      3 * warmerHeated <= days.count - colder
    else {
      return .missing(
        "Heat was on even on the warmest days, up to \(Quantity.celsius(warmest.outdoor)) on "
          + "average: no heating limit was seen.")
    }
    return .found(
      Limit(outdoor: outdoor, warmer: days.count - colder, warmerHeated: warmerHeated))
  }
}
