/// Which days a school teaches, by a rule that resembles the French calendar of any year.
///
/// Breaks of sixteen days begin on the third Saturday of October, the third of December, the third
/// of February and the second of April; the summer lasts from 6 July to 31 August. The official
/// calendar differs from it by some days from year to year and from zone to zone. Public holidays
/// are not breaks: a heating clock seldom knows them.
enum SchoolCalendar {
  /// Whether a day lies in a break.
  static func isBreak(_ day: Int) -> Bool {
    let year = CivilDate(day: day).year
    let starts = [
      CivilDate.saturday(3, ofMonth: 12, year: year - 1),
      CivilDate.saturday(3, ofMonth: 2, year: year),
      CivilDate.saturday(2, ofMonth: 4, year: year),
      CivilDate.saturday(3, ofMonth: 10, year: year),
      CivilDate.saturday(3, ofMonth: 12, year: year),
    ]
    return starts.contains { $0 <= day && day < $0 + 16 }
      || (CivilDate.day(year, 7, 6)..<CivilDate.day(year, 9, 1)).contains(day)
  }

  /// Whether there are lessons on a day: Monday to Friday outside the breaks.
  static func isTaught(_ day: Int) -> Bool { CivilDate.weekday(day) < 5 && !isBreak(day) }
}
