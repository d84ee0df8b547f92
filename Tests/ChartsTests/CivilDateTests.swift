import Testing

@testable import Charts

struct CivilDateTests {
  @Test func `known days`() {
    #expect(CivilDate(dayNumber: 0) == CivilDate(year: 1970, month: 1, day: 1))
    #expect(CivilDate(dayNumber: 18_694) == CivilDate(year: 2021, month: 3, day: 8))
    #expect(CivilDate(dayNumber: 11_016) == CivilDate(year: 2000, month: 2, day: 29))
    #expect(CivilDate(year: 2021, month: 3, day: 8).dayText == "Mon 8 Mar")
  }

  @Test func `every day of the years 1 to 9999 follows the one before`() {
    let days = CivilDate(year: 1, month: 1, day: 1).dayNumber
    let end = CivilDate(year: 10_000, month: 1, day: 1).dayNumber
    #expect(end - days == 3_652_059)
    for number in stride(from: days, to: end, by: 17) {
      let date = CivilDate(dayNumber: number)
      #expect(date.dayNumber == number)
      let next = CivilDate(dayNumber: number + 1)
      #expect(next.day == date.day + 1 || next.day == 1)
    }
  }

  @Test func `weeks begin on Monday`() {
    #expect(CivilDate.weekday(ofDayNumber: 18_694) == 0)
    #expect(CivilDate.weekday(ofDayNumber: 0) == 3)
    #expect(CivilDate.weekday(ofDayNumber: -4) == 6)
  }
}
