/// The weekdays that are heated for use, as seen: not told by any calendar.
///
/// Where setbacks are found, a weekday works when the supply is normal for at least ``leastHours`` of
/// its hours; else when it has heat at least half as often as the weekday that has it most often.
struct WorkingWeek: Hashable {
  static let leastHours = 3

  /// Whether each weekday works, Monday first; at least one does.
  let works: [Bool]

  init(_ days: [ScheduleDay], _ regimes: Regimes) {
    let found =
      regimes.depth.value == nil
      ? Self.byHeat(days)
      : (0..<7).map { weekday in
        regimes.reducedHours[24 * weekday..<24 * (weekday + 1)].count { $0 == false }
          >= Self.leastHours
      }
    works = found.contains(true) ? found : Array(repeating: true, count: 7)
  }

  private static func byHeat(_ days: [ScheduleDay]) -> [Bool] {
    let shares = (0..<7).map { weekday -> Double? in
      let told = days.filter { $0.isTold && $0.weekday == weekday }
      return told.count < 2 ? nil : told.mean { $0.isWithoutHeat ? 0 : 1 }
    }
    let most = shares.compactMap(\.self).max() ?? 0
    return shares.map { $0.map { most == 0 || 2 * $0 >= most } ?? true }
  }

  /// Whether a day is of a working weekday.
  func works(_ day: ScheduleDay) -> Bool { works[day.weekday] }
}
