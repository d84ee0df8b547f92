import Charts
import Feeds
import Testing

@testable import Schedule

struct RegimeTests {
  /// Outdoor temperatures that come and go over three weeks.
  private func weather(_ day: Int) -> Float { 6 + 6 * Float((day * 5) % 21 - 10) / 10 }

  @Test func `a boost every morning is found, longer on Mondays`() throws {
    let schedule = Schedule(
      Support.history(days: 28, outdoor: weather) { moment in
        guard moment.weekday < 5, moment.isBetween(6, 18) else { return nil }
        return moment.isBetween(6, moment.weekday == 0 ? 8 : 7.25) ? 58 : 45 - moment.outdoor
      })
    #expect(schedule.regimes.boosts.count == 20)
    let boost = try #require(schedule.boost.value)
    #expect(boost.daysWith == 20 && boost.daysHeated == 20)
    #expect(boost.start.median == 6 * 3_600)
    #expect(schedule.weekdays[0].boostDuration?.median == 7_200)
    for day in schedule.weekdays[1..<5] { #expect(day.boostDuration?.median == 4_500) }
    #expect(boost.level.median == 58)
    for boost in schedule.regimes.boosts {
      let dayNumber = schedule.clock.wallTime(at: boost.start).dayNumber
      let normal = Double(45 - weather(dayNumber - Support.dayNumber(2021, 3, 8)))
      #expect(abs(boost.excess - (58 - normal)) < 0.01)
    }
    #expect(schedule.levels[.boost]?.median == 58)
    #expect(schedule.regimes.setbacks.isEmpty)
    let hours = Double(schedule.days.reduce(0) { $0 + $1.boost }) / 3_600
    #expect(hours == 28, "four of two hours, sixteen of one and a quarter")
  }

  @Test func `a start without a boost, an overshoot and a slow decline are none`() throws {
    let plans: [(Support.Moment) -> Float?] = [
      { $0.isBetween(6, 18) ? 45 : nil },
      // Ten minutes too hot.
      { $0.isBetween(6, 18) ? $0.isBetween(6, 6.17) ? 60 : 45 : nil },
      // Ever less, as the day warms: 1.5 K an hour.
      { $0.isBetween(6, 18) ? 55 - 1.5 * Float($0.second - 6 * 3_600) / 3_600 : nil },
    ]
    for plan in plans {
      let schedule = Schedule(Support.history(days: 14, outdoor: weather, plan: plan))
      #expect(schedule.regimes.boosts.isEmpty)
      #expect(schedule.boost.reason?.isEmpty == false)
      #expect(schedule.regimes.spans.allSatisfy { $0.regime == .normal })
    }
  }

  @Test func `heat that goes off after the boost is told a boost by those of other days`() throws {
    let schedule = Schedule(
      Support.history(days: 21, outdoor: weather) { moment in
        // From the third week on the rooms are warm once the boost is over.
        guard moment.isBetween(6, moment.day < 14 ? 18 : 7.5) else { return nil }
        return moment.isBetween(6, 7.5) ? 58 : 45 - moment.outdoor
      })
    #expect(schedule.regimes.boosts.count == 21)
    #expect(schedule.regimes.boosts.allSatisfy { $0.duration == 5_400 })
  }

  @Test func `setbacks at night and over weekends are found, and their end is a start`() throws {
    let schedule = Schedule(
      Support.history(days: 28, outdoor: weather) { moment in
        let normal = 45 - moment.outdoor
        return moment.weekday < 5 && moment.isBetween(5.5, 21.5) ? normal : normal - 8
      })
    let depth = try #require(schedule.regimes.depth.value)
    #expect(abs(depth - 8) < 0.1)
    #expect(schedule.regimes.reducedHours[24 * 2 + 12] == false)
    #expect(schedule.regimes.reducedHours[24 * 2 + 2] == true)
    #expect(schedule.regimes.reducedHours[24 * 6 + 12] == true)
    let night = try #require(schedule.nightSetback)
    #expect(night.count == 17, "the first night began before")
    let (morning, evening) = (5 * 3_600 + 1_800, 21 * 3_600 + 1_800)
    #expect(night.start.median == evening && night.end.median == morning)
    #expect(night.duration.median == 8 * 3_600)
    let weekend = try #require(schedule.daySetback)
    #expect(weekend.count == 4)
    #expect(weekend.duration.high == 56 * 3_600)
    #expect(schedule.weekdays.map(\.works) == [true, true, true, true, true, false, false])
    #expect(schedule.weekdays[5].daysReduced == 4)
    #expect(schedule.firstOn?.median == morning && schedule.lastOff?.median == evening)
    #expect(schedule.days.allSatisfy { $0.isEntirelyOn })
    let curve = try #require(schedule.curve.value?.line.value)
    #expect(abs(curve.slope - 1) < 0.01 && abs(curve.foot - 25) < 0.1)
  }

  @Test func `a boost ends a setback that never went off`() throws {
    let schedule = Schedule(
      Support.history(days: 28, outdoor: weather) { moment in
        let normal = 45 - moment.outdoor
        guard moment.weekday < 5, moment.isBetween(5.5, 21.5) else { return normal - 8 }
        return moment.isBetween(5.5, 7) ? 62 : normal
      })
    #expect(schedule.regimes.boosts.count == 20)
    let boost = try #require(schedule.boost.value)
    let start = 5 * 3_600 + 1_800
    #expect(abs(boost.start.median - start) <= 600)
    #expect(abs(boost.duration.median - 5_400) <= 600)
    let firstOn = try #require(schedule.firstOn)
    #expect(abs(firstOn.median - start) <= 600)
  }

  @Test func `a start so hot that it takes hours to come down is no normal level`() throws {
    let schedule = Schedule(
      Support.history(days: 28, outdoor: weather) { moment in
        guard moment.isBetween(5, 21) else { return nil }
        // 42 °C for two hours, then 4 K an hour down to 30 °C: a floor.
        let hours = Float(moment.second) / 3_600
        return max(30, min(42, 42 - 4 * (hours - 7)))
      })
    #expect(schedule.regimes.setbacks.isEmpty)
    #expect(schedule.firstOn?.median == 5 * 3_600)
    #expect(schedule.lastOff?.median == 21 * 3_600)
  }

  @Test func `colder nights are no setback`() throws {
    let start = Support.midnight(2021, 3, 8)
    var history = Support.history(from: start, days: 28) { _ in 40 }
    // 8 K colder at night; the supply follows the outdoor temperature and nothing else.
    var outdoor: [Float] = []
    for index in history.supply.indices {
      let (dayNumber, second) = Support.paris.wallTime(at: start + index * 300)
      let day = dayNumber - Support.dayNumber(2021, 3, 8)
      outdoor.append(weather(day) + ((25_200..<79_200).contains(second) ? 8 : 0))
      history.supply[index] = 50 - 1.2 * outdoor[index]
    }
    history.outdoor = outdoor
    let schedule = Schedule(history)
    #expect(schedule.regimes.depth.value == nil)
    #expect(schedule.regimes.setbacks.isEmpty)
    #expect(schedule.weekdays.allSatisfy { $0.works })
    let curve = try #require(schedule.curve.value?.line.value)
    #expect(abs(curve.slope - 1.2) < 0.05)
  }

  @Test func `without an outdoor feed setbacks and boosts are found all the same`() throws {
    let schedule = Schedule(
      Support.history(days: 21, outdoor: nil, indoor: false) { moment in
        guard moment.isBetween(6, 22) else { return 32 }
        return moment.isBetween(6, 7) ? 60 : 44
      })
    #expect(schedule.regimes.depth.value == 12)
    #expect(schedule.regimes.boosts.count == 21)
    #expect(schedule.hoursByOutdoor.reason?.contains("no outdoor feed") == true)
    #expect(schedule.curve.reason?.contains("no outdoor feed") == true)
    #expect(schedule.room.reason?.contains("no indoor feed") == true)
  }

  @Test func `a holiday at the reduced level is a break`() throws {
    let schedule = Schedule(
      Support.history(days: 35, outdoor: weather) { moment in
        let normal = 45 - moment.outdoor
        let isHoliday = (14..<19).contains(moment.day)
        guard moment.weekday < 5, !isHoliday, moment.isBetween(6, 18) else { return normal - 8 }
        return normal
      })
    let found = try #require(schedule.breaks.first)
    #expect(schedule.breaks.count == 1)
    #expect(found.kind == .reduced)
    #expect(found.days == Support.dayNumber(2021, 3, 20)..<Support.dayNumber(2021, 3, 29))
  }

  @Test func `hourly temperatures tell levels too, two-hourly ones no boosts`() throws {
    for (interval, boosts) in [(3_600, 21), (7_200, 0)] {
      let schedule = Schedule(
        Support.history(days: 21, interval: interval, outdoor: weather) { moment in
          guard moment.isBetween(6, 22) else { return 24 }
          return moment.isBetween(6, 8) ? 60 : 42
        })
      #expect(schedule.regimes.boosts.count == boosts)
      #expect((schedule.boost.reason == nil) == (boosts > 0))
      #expect(schedule.regimes.depth.value != nil)
    }
  }
}
