import Testing

@testable import Simulation

struct LocalClockTests {
  @Test func `days and dates are each other's inverse over the centuries`() {
    var expected = CivilDate(day: -200_000)
    for day in -200_000..<200_000 where day % 37 == 0 {
      expected = CivilDate(day: day)
      #expect(CivilDate.day(expected.year, expected.month, expected.dayOfMonth) == day)
      #expect((1...12).contains(expected.month) && (1...31).contains(expected.dayOfMonth))
    }
  }

  @Test func `dates that are known`() {
    #expect(CivilDate.day(1970, 1, 1) == 0)
    #expect(CivilDate.day(2000, 2, 29) == 11_016)
    #expect(CivilDate(day: 11_017) == CivilDate(day: CivilDate.day(2000, 3, 1)))
    #expect(CivilDate.weekday(CivilDate.day(2021, 1, 11)) == 0)
    #expect(CivilDate.weekday(CivilDate.day(2021, 3, 28)) == 6)
    #expect(CivilDate.weekday(-1) == 2)
  }

  @Test(arguments: [
    (2021, 28, 31), (2022, 27, 30), (2024, 31, 27), (2020, 29, 25),
  ])
  func `summer time lasts from the last Sunday of March to that of October`(
    year: Int, march: Int, october: Int
  ) {
    let clock = LocalClock()
    let from = CivilDate.day(year, 3, march) * 86_400 + 3600
    let to = CivilDate.day(year, 10, october) * 86_400 + 3600
    #expect(clock.offset(at: from - 1) == 3600)
    #expect(clock.offset(at: from) == 7200)
    #expect(clock.offset(at: to - 1) == 7200)
    #expect(clock.offset(at: to) == 3600)
    #expect(LocalClock(standardOffset: 0, summerTime: false).offset(at: from) == 0)
  }

  @Test func `the clock springs from two to three`() {
    let clock = LocalClock()
    let change = CivilDate.day(2021, 3, 28) * 86_400 + 3600
    #expect(clock.read(at: change - 1).second == 2 * 3600 - 1)
    #expect(clock.read(at: change).second == 3 * 3600)
    #expect(clock.read(at: change).day == CivilDate.day(2021, 3, 28))
    // Local midnight is 23:00 UTC in winter.
    #expect(clock.read(at: School.defaultStart) == (CivilDate.day(2021, 1, 11), 0))
  }
}
