import Testing

@testable import Charts

struct LocalClockTests {
  private let clock = Support.paris

  @Test func `an instant reads as the wall clock shows it`() {
    #expect(clock.text(at: 1_615_179_600) == "Mon 8 Mar 2021 06:00")
    #expect(clock.text(at: 1_615_179_605) == "Mon 8 Mar 2021 06:00:05")
    #expect(LocalClock.utc.text(at: -1) == "Wed 31 Dec 1969 23:59:59")
  }

  @Test func `days begin at midnight, also beside a change of clock`() {
    for (day, seconds) in [(27, 86_400), (28, 82_800), (29, 86_400)] {
      let number = CivilDate(year: 2021, month: 3, day: day).dayNumber
      let start = clock.start(ofDayNumber: number)
      #expect(clock.wallTime(at: start) == (number, 0))
      #expect(clock.start(ofDayNumber: number + 1) - start == seconds)
    }
    let october = CivilDate(year: 2021, month: 10, day: 31).dayNumber
    #expect(
      clock.start(ofDayNumber: october + 1) - clock.start(ofDayNumber: october) == 90_000)
  }

  @Test func `where midnight is jumped over, the day begins at the jump`() {
    let jump = 1_000 * 86_400
    let clock = LocalClock(zone: "test") { $0 < jump ? 0 : 3_600 }
    #expect(clock.start(ofDayNumber: 1_000) == jump)
  }

  @Test func `where the hour before midnight is repeated, the day begins after it`() {
    let back = 1_000 * 86_400
    let clock = LocalClock(zone: "test") { $0 < back ? 0 : -3_600 }
    #expect(clock.start(ofDayNumber: 1_000) == back + 3_600)
  }

  @Test func `stretches meet at the changes of clock and cover the range`() {
    let range = Support.winter(2021, 1, 1)..<Support.winter(2022, 1, 1)
    let stretches = clock.stretches(of: range)
    #expect(stretches.map(\.offset) == [3_600, 7_200, 3_600])
    #expect(
      stretches.map(\.range.lowerBound) == [range.lowerBound, 1_616_893_200, 1_635_642_000])
    #expect(stretches.last?.range.upperBound == range.upperBound)
  }

  @Test func `a change is found wherever the range begins`() {
    for lead in [1, 2, 86_399, 86_400, 86_401, 172_800] {
      let stretches = clock.stretches(of: 1_616_893_200 - lead..<1_616_893_200 + 100)
      #expect(stretches.map(\.range.count) == [lead, 100])
    }
  }

  @Test func `a clock that answers nonsense is survived`() {
    let clock = LocalClock(zone: "test") { $0 % 2 == 0 ? Int.max : Int.min }
    let stretches = clock.stretches(of: 0..<1_000)
    #expect(stretches.first?.range.lowerBound == 0)
    #expect(stretches.last?.range.upperBound == 1_000)
    _ = clock.start(ofDayNumber: 3)
  }
}
