public import Charts
internal import Feeds

/// The schedule that a regulator really follows, read off a circuit's state and temperatures.
///
/// Everything is told in local time, daylight saving handled. Time grows with the samples; beyond
/// them, memory grows with the days.
public struct Schedule: Sendable {
  /// The time that is told of, `[from, to)` in Unix seconds.
  public let window: Range<Int>
  public let clock: LocalClock
  /// The states, without a hole.
  public let spans: [StateSpan]
  /// The segments that a person set.
  public let byHand: [LaneSegment]
  /// Seconds on, off and unknown.
  public let on: Int
  public let off: Int
  public let unknown: Int
  public let certainty: Certainty

  /// Every local day of the window, in order.
  public let days: [ScheduleDay]
  public let months: [PeriodSummary]
  /// Heating seasons, from July to June.
  public let seasons: [PeriodSummary]
  /// Seven of them, Monday first.
  public let weekdays: [WeekdayPattern]
  public let week: WeekProfile
  /// When the first normal heat of working days begins and the last one ends.
  public let firstOn: ClockSpread?
  public let lastOff: ClockSpread?
  /// Number of starts in a day told of that has heat.
  public let startsADay: Spread?
  public let mostStarts: ScheduleDay?
  /// The longest pauses, the longest first.
  public let pauses: [Pause]
  /// Holidays and seasons without normal heat, in order.
  public let breaks: [Break]

  public let regimes: Regimes
  public let boost: Finding<BoostHabit>
  /// The setbacks of nights, which do not reach noon, and those that do.
  public let nightSetback: SetbackHabit?
  public let daySetback: SetbackHabit?
  /// The supply's level in each regime that occurs.
  public let levels: [HeatRegime: RegimeLevel]

  public let hoursByOutdoor: Finding<HoursByOutdoor>
  public let curve: Finding<HeatingCurve>
  public let room: Finding<RoomTemperatures>

  /// - Parameter history: What is known of the circuit.
  public init(_ history: CircuitHistory) {
    window = history.window
    clock = history.clock
    let spans = [StateSpan](history.segments, in: history.window)
    self.spans = spans
    func seconds(_ state: State) -> Int {
      spans.reduce(0) { $0 + ($1.state == state ? $1.duration : 0) }
    }
    (on, off, unknown) = (seconds(.on), seconds(.off), seconds(.unknown))
    byHand = history.segments.filter { $0.provenance == "hand" }
    certainty = Certainty(history.segments, doubtful: history.doubtful, in: history.window)

    let regimes = Regimes(history, spans: spans)
    self.regimes = regimes
    let days = DayBook(history, spans: spans, regimes: regimes).days
    self.days = days
    let working = WorkingWeek(days, regimes)
    let habits = HabitFinder(history, regimes: regimes)
    months = PeriodSummary.months(days)
    seasons = PeriodSummary.seasons(days)
    let byWeekday = Dictionary(grouping: days, by: \.weekday)
    weekdays = (0..<7).map { weekday in
      WeekdayPattern(
        weekday, byWeekday[weekday] ?? [], works: working.works[weekday],
        boosts: habits.boosts(on: weekday))
    }
    let work = days.filter(working.works)
    firstOn = ClockSpread(work.compactMap(\.firstOn))
    lastOff = ClockSpread(work.compactMap(\.lastOff))
    let heated = days.filter { $0.isTold && !$0.isWithoutHeat }
    startsADay = Spread(heated.map { Double($0.starts) })
    mostStarts = heated.max { ($0.starts, $1.dayNumber) < ($1.starts, $0.dayNumber) }
    pauses = Pause.longest(spans, most: 5)
    let breaks = Break.all(days, working)
    self.breaks = breaks
    week = WeekProfile(spans, without: breaks, clock: history.clock)

    boost = habits.boost(work)
    (nightSetback, daySetback) = habits.setbacks
    levels = habits.levels
    hoursByOutdoor =
      history.outdoor == nil
      ? .missing(Self.noOutdoor) : .found(HoursByOutdoor(days, working))
    curve =
      history.outdoor.map {
        .found(HeatingCurve(history, outdoor: $0, regimes: regimes))
      } ?? .missing(Self.noOutdoor)
    room =
      history.indoor.map {
        .found(RoomTemperatures(history, indoor: $0, spans: spans, regimes: regimes))
      } ?? .missing("The circuit has no indoor feed: what the rooms are like is not known.")
  }

  private static let noOutdoor =
    "The circuit has no outdoor feed: how heat follows the weather is not known."

  /// Seconds of the window.
  public var covered: Int { window.count }
}
