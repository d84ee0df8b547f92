import Charts
import Feeds
import Testing

@testable import Schedule

struct CalendarTests {
  /// On from 6 to 18 from Monday to Friday.
  private func office(_ moment: Support.Moment) -> Float? {
    moment.weekday < 5 && moment.isBetween(6, 18) ? 45 : nil
  }

  @Test(arguments: [(2021, 3, 8), (2021, 10, 11)])
  func `starts and stops are those of the wall clock, through both changes of the clocks`(
    year: Int, month: Int, day: Int
  ) throws {
    let schedule = Schedule(
      Support.history(from: Support.midnight(year, month, day), days: 42, plan: office))
    #expect(schedule.days.count == 42)
    #expect(Set(schedule.days.map(\.length)) == [86_400, month == 3 ? 82_800 : 90_000])
    for day in schedule.weekdays {
      #expect(day.daysTold == 6)
      #expect(day.works == (day.weekday < 5))
      #expect(day.daysWithoutHeat == (day.weekday < 5 ? 0 : 6))
      #expect(day.firstOn?.median == (day.weekday < 5 ? 6 * 3_600 : nil))
      #expect(day.firstOn?.low == day.firstOn?.high)
      #expect(day.lastOff?.median == (day.weekday < 5 ? 18 * 3_600 : nil))
      #expect(day.hours?.median == (day.weekday < 5 ? 12 : 0))
    }
    #expect(schedule.firstOn?.usual == 6 * 3_600 && schedule.firstOn?.usualCount == 30)
    #expect(schedule.lastOff?.count == 30)
    #expect(schedule.startsADay?.median == 1 && schedule.startsADay?.count == 30)
    #expect(schedule.breaks.isEmpty)
    for (weekday, shares) in schedule.week.shares.enumerated() {
      for (half, share) in shares.enumerated() {
        #expect(share == (weekday < 5 && (12..<36).contains(half) ? 1 : 0))
      }
    }
  }

  @Test func `a day has 23, 24 or 25 hours of heat where it is entirely on`() throws {
    for (start, hours) in [
      (Support.midnight(2021, 3, 26), 23.0), (Support.midnight(2021, 10, 29), 25),
    ] {
      let schedule = Schedule(Support.history(from: start, days: 4) { _ in 45 })
      #expect(schedule.days.map(\.hoursOn) == [24, 24, hours, 24])
      #expect(schedule.days.allSatisfy { $0.isEntirelyOn })
      #expect(schedule.firstOn == nil && schedule.lastOff == nil)
      #expect(schedule.pauses.isEmpty)
    }
  }

  @Test func `what begins or ends with the window or beside the unknown is not seen to`() throws {
    let start = Support.midnight(2021, 3, 8)
    let history = Support.history(
      from: start + 7 * 3_600, days: 3,
      unknown: { $0.day == 1 && $0.isBetween(4, 8) || $0.day == 2 && $0.isBetween(17, 20) },
      plan: office)
    let schedule = Schedule(history)
    #expect(schedule.days.map(\.firstOn) == [nil, nil, 6 * 3_600])
    #expect(schedule.days.map(\.lastOff) == [18 * 3_600, 18 * 3_600, nil])
    #expect(schedule.days.map(\.starts) == [0, 0, 1])
    #expect(!schedule.days.contains { $0.isTold })
    #expect(schedule.unknown == 7 * 3_600)
    let known = schedule.on + schedule.off
    #expect(known + schedule.unknown == schedule.window.count)
    #expect(schedule.pauses.count { $0.isWhole } == 1, "the night from the second day to the third")
  }

  @Test func `what is not told at all is unknown`() throws {
    var history = Support.history(days: 3, plan: office)
    history.segments.removeAll { $0.start >= Support.midnight(2021, 3, 9) }
    let schedule = Schedule(history)
    #expect(
      schedule.spans.last
        == StateSpan(
          start: Support.midnight(2021, 3, 9), end: Support.midnight(2021, 3, 11), state: .unknown))
    #expect(schedule.unknown == 2 * 86_400)
    #expect(schedule.days.map(\.isTold) == [true, false, false])
  }

  @Test func `months and seasons add up to the whole`() throws {
    let schedule = Schedule(
      Support.history(from: Support.midnight(2020, 5, 20), days: 500, interval: 3_600, plan: office)
    )
    #expect(schedule.months.count == 18)
    #expect(schedule.months.first?.name == "May 2020")
    #expect(schedule.seasons.map(\.name) == ["2019–20", "2020–21", "2021–22"])
    for periods in [schedule.months, schedule.seasons] {
      #expect(periods.reduce(0) { $0 + $1.on } == schedule.on)
      #expect(periods.reduce(0) { $0 + $1.off } == schedule.off)
      #expect(periods.reduce(0) { $0 + $1.days.count } == 500)
      #expect(
        zip(periods, periods.dropFirst()).allSatisfy { $0.days.upperBound == $1.days.lowerBound })
    }
    let season = schedule.seasons[1]
    #expect(season.daysTold == 365 && season.daysHeated == 261)
    #expect(season.firstHeated == Support.dayNumber(2020, 7, 1))
    #expect(season.lastHeated == Support.dayNumber(2021, 6, 30))
    #expect(season.startsADay.map { abs($0 - 261.0 / 365) < 1e-9 } == true)
  }

  @Test func `a week off is a break, a weekend is none`() throws {
    let schedule = Schedule(
      Support.history(days: 28) { (14..<19).contains($0.day) ? nil : self.office($0) })
    let found = try #require(schedule.breaks.first)
    #expect(schedule.breaks.count == 1)
    // With the weekends on either side.
    #expect(found.days == Support.dayNumber(2021, 3, 20)..<Support.dayNumber(2021, 3, 29))
    #expect(found.kind == .off && found.outdoor == 5)
    let pause = try #require(schedule.pauses.first)
    #expect(pause.start == Support.midnight(2021, 3, 19) + 18 * 3_600)
    #expect(pause.end == Support.midnight(2021, 3, 29) + 6 * 3_600)
    #expect(pause.isWhole)
    #expect(
      zip(schedule.pauses, schedule.pauses.dropFirst()).allSatisfy { $0.duration >= $1.duration })
  }

  @Test func `stops after midnight belong together`() throws {
    let schedule = Schedule(
      Support.history(days: 21) { moment in
        // A bar: from 16:00 to 00:30, on Saturdays to 23:40.
        if moment.isBetween(0, 0.5) { return moment.weekday == 6 ? nil : 45 }
        return moment.isBetween(16, moment.weekday == 5 ? 23.0 + 2 / 3.0 : 24) ? 45 : nil
      })
    let lastOff = try #require(schedule.lastOff)
    #expect(lastOff.median == 1_800)
    #expect(lastOff.low == 1_800 && lastOff.high == 1_800)
    #expect(schedule.firstOn?.median == 16 * 3_600)
  }

  @Test func `starts are counted, those after the unknown are not`() throws {
    let schedule = Schedule(
      Support.history(
        days: 7, unknown: { $0.day == 3 && $0.isBetween(5, 6.05) },
        plan: { $0.isBetween(6, 8) || $0.isBetween(12, 13) || $0.isBetween(20, 21) ? 40 : nil }))
    #expect(schedule.days.map(\.starts) == [3, 3, 3, 2, 3, 3, 3])
    #expect(schedule.mostStarts?.starts == 3)
    #expect(schedule.mostStarts?.dayNumber == Support.dayNumber(2021, 3, 8))
  }

  @Test func `uncertain hours and those by hand are told`() throws {
    var history = Support.history(days: 2, plan: office)
    for index in 0..<24 { history.segments[index].confidence = 0.6 }
    history.doubtful = Array(history.segments[0..<24])
    for index in 100..<112 {
      history.segments[index].provenance = "hand"
      history.segments[index].confidence = nil
    }
    let schedule = Schedule(history)
    #expect(schedule.certainty.uncertain == 2 * 3_600)
    #expect(schedule.certainty.byHand == 3_600)
    #expect(schedule.byHand.count == 12)
    #expect(schedule.certainty.longest.count == Certainty.most)
    // 24 segments of 0.6 and 540 of 0.95.
    let expected = 527.4 / 564
    let mean = try #require(schedule.certainty.meanConfidence)
    #expect(abs(mean - expected) < 1e-6)
  }
}
