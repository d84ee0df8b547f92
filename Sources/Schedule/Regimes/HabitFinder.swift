internal import Charts

/// What boosts, setbacks and levels have in common.
struct HabitFinder {
  private let history: CircuitHistory
  private let regimes: Regimes
  /// The local day and the time of day at which each boost begins.
  private let boostTimes: [(dayNumber: Int, second: Int)]

  init(_ history: CircuitHistory, regimes: Regimes) {
    self.history = history
    self.regimes = regimes
    boostTimes = regimes.boosts.map { history.clock.wallTime(at: $0.start) }
  }

  /// The boosts of a weekday: when they begin, and how long they last, seconds.
  func boosts(on weekday: Int) -> [(start: Int, duration: Int)] {
    zip(boostTimes, regimes.boosts).compactMap { time, boost in
      CivilDate.weekday(ofDayNumber: time.dayNumber) == weekday
        ? (time.second, boost.duration) : nil
    }
  }

  /// What the boosts have in common.
  ///
  /// - Parameter days: The days of working weekdays.
  /// - Returns: The habit, or why there is none.
  func boost(_ days: [ScheduleDay]) -> Finding<BoostHabit> {
    let boosts = regimes.boosts
    guard let start = ClockSpread(boostTimes.map(\.second)),
      let duration = Spread(boosts.map { Double($0.duration) }),
      let level = Spread(boosts.map(\.level)), let excess = Spread(boosts.map(\.excess))
    else {
      return .missing(
        history.interval > 3_600
          ? "The temperatures are too far apart for boosts to be seen."
          : "No heating period begins clearly hotter than it goes on.")
    }
    let boosted = Set(boostTimes.map(\.dayNumber))
    let heated = days.filter { $0.isTold && !$0.isWithoutHeat && !$0.isReduced }
    return .found(
      BoostHabit(
        count: boosts.count, daysWith: heated.count { boosted.contains($0.dayNumber) },
        daysHeated: heated.count, start: start, duration: duration, level: level, excess: excess))
  }

  /// The setbacks of nights and those that reach noon.
  var setbacks: (night: SetbackHabit?, day: SetbackHabit?) {
    let clock = history.clock
    let reduced = regimes.spans.filter { $0.regime == .reduced }.map(\.times)
    func reachesNoon(_ setback: Setback) -> Bool {
      let (day, second) = clock.wallTime(at: setback.start)
      let last = clock.wallTime(at: setback.end)
      return last.dayNumber > day + (second < 43_200 ? 0 : 1)
        || last.dayNumber == day + (second < 43_200 ? 0 : 1) && last.second > 43_200
    }
    func habit(_ setbacks: [Setback]) -> SetbackHabit? {
      let heat = reduced.intersecting(setbacks.map(\.times)).reduce(0) { $0 + $1.count }
      return SetbackHabit(setbacks, heat: heat) { clock.wallTime(at: $0).second }
    }
    return (
      habit(regimes.setbacks.filter { !reachesNoon($0) }),
      habit(regimes.setbacks.filter(reachesNoon))
    )
  }

  /// The supply's level in each regime.
  var levels: [HeatRegime: RegimeLevel] {
    let grid = SampleGrid(history)
    var levels: [HeatRegime: RegimeLevel] = [:]
    for regime in HeatRegime.allCases {
      let spans = regimes.spans.filter { $0.regime == regime }
      levels[regime] = RegimeLevel(
        duration: spans.reduce(0) { $0 + $1.duration },
        spans.flatMap { history.supply[grid.samples($0.times)].map(Double.init) })
    }
    return levels
  }
}
