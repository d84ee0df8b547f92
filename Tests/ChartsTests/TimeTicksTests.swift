import TestSupport
import Testing

@testable import Charts

struct TimeTicksTests {
  private let clock = Support.paris

  private func labels(_ step: TimeStep, _ from: Int, _ to: Int) -> [String] {
    step.ticks(in: from..<to, clock: clock).map(\.label)
  }

  @Test func `times of day, with the date at midnight`() {
    let from = Support.winter(2021, 3, 8, 20)
    let ticks = TimeStep.seconds(7_200).ticks(in: from..<from + 6 * 3_600 + 1, clock: clock)
    #expect(ticks.map(\.label) == ["20:00", "22:00", "00:00", "02:00"])
    #expect(ticks.map(\.context) == ["Mon 8 Mar", nil, "Tue 9 Mar", nil])
  }

  @Test func `seconds are written where ticks are closer than minutes`() {
    let from = Support.winter(2021, 3, 8)
    #expect(labels(.seconds(30), from, from + 61) == ["00:00:00", "00:00:30", "00:01:00"])
  }

  @Test func `the night that loses an hour`() {
    let from = Support.winter(2021, 3, 28)
    #expect(
      labels(.seconds(3_600), from, from + 5 * 3_600)
        == ["00:00", "01:00", "03:00", "04:00", "05:00"])
    #expect(
      labels(.seconds(10_800), from, from + 9 * 3_600) == ["00:00", "03:00", "06:00", "09:00"])
  }

  @Test func `the night that has an hour twice`() {
    let from = Support.winter(2021, 10, 31) - 3_600
    #expect(
      labels(.seconds(3_600), from, from + 5 * 3_600)
        == ["00:00", "01:00", "02:00", "02:00", "03:00"])
    #expect(labels(.seconds(21_600), from, from + 14 * 3_600) == ["00:00", "06:00", "12:00"])
  }

  @Test func `days, Mondays, months and years`() {
    let from = Support.winter(2021, 3, 8)
    #expect(labels(.days, from, from + 2 * 86_400) == ["Mon 8 Mar", "Tue 9 Mar"])
    #expect(
      labels(.alternateDays, from, from + 8 * 86_400)
        == ["Mon 8 Mar", "Wed 10 Mar", "Fri 12 Mar", "Mon 15 Mar"])
    #expect(
      labels(.mondays, from + 1, from + 22 * 86_400)
        == ["Mon 15 Mar", "Mon 22 Mar", "Mon 29 Mar"])
    #expect(
      labels(.months(1), from, from + 90 * 86_400) == ["Apr 2021", "May 2021", "Jun 2021"])
    #expect(labels(.months(6), from, from + 400 * 86_400) == ["Jul 2021", "Jan 2022"])
    #expect(labels(.years(5), from, from + 3_700 * 86_400) == ["2025", "2030"])
  }

  @Test func `the year stands under the first day and under the New Year`() {
    let from = Support.winter(2020, 12, 30)
    let ticks = TimeStep.days.ticks(in: from..<from + 4 * 86_400, clock: clock)
    #expect(ticks.map(\.context) == ["2020", nil, "2021", nil])
  }

  @Test(arguments: 0..<300)
  func `ticks increase and fall on round local times`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let exponent = Double.random(in: 1...9, using: &generator)
    let span = Int(DecimalText.powerOfTen(Int(exponent))) * Int.random(in: 1...9, using: &generator)
    let changes = [1_616_893_200, 1_635_642_000]
    let from = changes[Int(seed % 2)] - Int.random(in: 0...span, using: &generator)
    let width = Double.random(in: 30...300, using: &generator)
    let step = TimeStep.fitting(span: span, characters: width, gap: 2)
    let ticks = step.ticks(in: from..<from + span, clock: clock)
    #expect(Double(ticks.count) <= width / 4, "seed \(seed)")
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.instant < $1.instant }, "seed \(seed)")
    for tick in ticks {
      let (day, second) = clock.wallTime(at: tick.instant)
      let date = CivilDate(dayNumber: day)
      switch step {
      case .seconds(let count): #expect(second % count == 0, "seed \(seed)")
      case .days: #expect(second == 0, "seed \(seed)")
      case .alternateDays, .mondays:
        #expect(second == 0 && [0, 2, 4].contains(CivilDate.weekday(ofDayNumber: day)))
      case .months(let count):
        #expect(second == 0 && date.day == 1 && (date.month - 1) % count == 0, "seed \(seed)")
      case .years(let count):
        #expect(second == 0 && date.day == 1 && date.month == 1 && date.year % count == 0)
      }
    }
  }

  @Test func `the small ticks lie between the others`() {
    for step in TimeStep.all {
      guard let minor = step.minor else { continue }
      #expect(minor.duration < step.duration, "\(step)")
    }
  }

  @Test func `an empty window has no ticks`() {
    for step in TimeStep.all { #expect(step.ticks(in: 5..<5, clock: clock).isEmpty) }
  }

  @Test func `the whole of drawable time has ticks`() {
    let step = TimeStep.fitting(span: Chart.drawable.count, characters: 100, gap: 2)
    let ticks = step.ticks(in: Chart.drawable, clock: .utc)
    #expect(ticks.map(\.label).first == "1000")
    #expect(ticks.map(\.label).last == "9000")
  }
}
