import Testing

@testable import Simulation

struct SchoolCalendarTests {
  @Test func `the breaks of early 2021`() {
    let cases: [(month: Int, day: Int, taught: Bool)] = [
      (1, 3, false), (1, 4, true), (2, 19, true), (2, 20, false), (2, 22, false), (3, 5, false),
      (3, 8, true), (3, 13, false), (4, 9, true), (4, 12, false), (4, 26, true), (7, 5, true),
      (7, 6, false), (8, 31, false), (9, 1, true), (10, 18, false), (12, 20, false),
    ]
    for (month, day, taught) in cases {
      #expect(
        SchoolCalendar.isTaught(CivilDate.day(2021, month, day)) == taught, "\(month)-\(day)")
    }
  }

  @Test func `a school teaches about 180 days in any year`() {
    for year in 1990...2060 {
      let days = CivilDate.day(year, 1, 1)..<CivilDate.day(year + 1, 1, 1)
      let taught = days.count(where: SchoolCalendar.isTaught)
      #expect((165...190).contains(taught), "\(year): \(taught)")
    }
  }
}
