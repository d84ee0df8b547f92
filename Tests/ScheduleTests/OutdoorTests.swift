import Charts
import Feeds
import Testing

@testable import Schedule

struct OutdoorTests {
  /// A winter that turns into summer: from 2 °C to 22 °C, up and down.
  private func spring(_ day: Int) -> Float { 2 + 20 * Float((day * 37) % 120) / 119 }

  /// Heat for so many hours a day, from 6 on.
  private func history(
    days: Int = 120, outdoor: @escaping (Int) -> Float, hours: @escaping (Support.Moment) -> Double
  ) -> CircuitHistory {
    Support.history(days: days, outdoor: outdoor) { moment in
      moment.isBetween(0, hours(moment)) ? 45 : nil
    }
  }

  @Test func `a known line and a known limit are found`() throws {
    let schedule = Schedule(
      history(outdoor: spring) { max(0, 1.4 * (16 - Double($0.outdoor))) })
    let hours = try #require(schedule.hoursByOutdoor.value)
    let line = try #require(hours.line.value)
    #expect(abs(line.slope - 1.4) < 0.05, "\(line)")
    #expect(abs(line.hoursAtZero - 22.4) < 0.3)
    #expect(line.typicalError < 0.1)
    let limit = try #require(hours.limit.value)
    #expect(abs(limit.outdoor - 16) < 0.6, "\(limit)")
    #expect(limit.warmerHeated == 0)
    #expect(hours.points.count == 120)
  }

  @Test func `one day of six gone wrong turns neither`() throws {
    let schedule = Schedule(
      history(outdoor: spring) { moment in
        let hours = max(0, 1.4 * (16 - Double(moment.outdoor)))
        return moment.day % 6 != 0 ? hours : moment.day % 12 == 0 ? 24 : 0
      })
    let hours = try #require(schedule.hoursByOutdoor.value)
    let line = try #require(hours.line.value)
    #expect(abs(line.slope - 1.4) < 0.1, "\(line)")
    #expect(abs((hours.limit.value?.outdoor ?? 0) - 16) < 1.2)
  }

  @Test func `days at 24 hours do not flatten the line`() throws {
    let schedule = Schedule(
      history(outdoor: spring) { min(24, max(0, 4 * (15 - Double($0.outdoor)))) })
    let line = try #require(schedule.hoursByOutdoor.value?.line.value)
    #expect(abs(line.slope - 4) < 0.2, "\(line)")
    #expect(line.hours(at: 2) == 24 && line.hours(at: 20) == 0)
  }

  @Test func `other days do not count for the line`() throws {
    let schedule = Schedule(
      Support.history(days: 119, outdoor: spring) { moment in
        guard moment.weekday < 5 else { return nil }
        return moment.isBetween(0, max(0, 1.2 * (18 - Double(moment.outdoor)))) ? 45 : nil
      })
    let hours = try #require(schedule.hoursByOutdoor.value)
    #expect(hours.points.count { !$0.works } == 34)
    #expect(abs((hours.line.value?.slope ?? 0) - 1.2) < 0.05)
    #expect(abs((hours.limit.value?.outdoor ?? 0) - 18) < 0.6)
  }

  @Test func `where there is no line and no limit it says why`() throws {
    let short = Schedule(history(days: 6, outdoor: spring) { _ in 12 })
    #expect(short.hoursByOutdoor.value?.line.reason?.contains("there are 6") == true)
    let alike = Schedule(history(days: 30, outdoor: { 5 + Float($0 % 3) }) { _ in 12 })
    #expect(alike.hoursByOutdoor.value?.line.reason?.contains("too alike") == true)
    #expect(alike.curve.value?.line.reason?.contains("too alike") == true)
    let winter = Schedule(history(days: 60, outdoor: { 8 - Float($0 % 12) }) { _ in 12 })
    #expect(winter.hoursByOutdoor.value?.limit.reason?.contains("no heating limit") == true)
    let summer = Schedule(history(days: 60, outdoor: spring) { _ in 0 })
    #expect(summer.hoursByOutdoor.value?.line.reason?.contains("never on") == true)
    #expect(summer.hoursByOutdoor.value?.limit.reason?.contains("never on") == true)
    #expect(summer.curve.value?.normal.isEmpty == true)
  }

  @Test func `the heating curve is that of normal heat`() throws {
    let schedule = Schedule(
      Support.history(days: 60, outdoor: spring) { moment in
        guard moment.isBetween(6, 20) else { return nil }
        return moment.isBetween(6, 7) ? 70 : 24 + 1.3 * (20 - moment.outdoor)
      })
    let line = try #require(schedule.curve.value?.line.value)
    #expect(abs(line.slope - 1.3) < 0.01 && abs(line.foot - 24) < 0.1)
    #expect(abs(line.supply(at: 0) - 50) < 0.3)
  }

  @Test func `rooms are told at starts and stops`() throws {
    var history = Support.history(days: 20) { $0.isBetween(6, 18) ? 45 : nil }
    history.indoor = history.supply.indices.map { index in
      let (_, second) = Support.paris.wallTime(at: history.start + index * 300)
      return (21_600..<64_800).contains(second) ? 17 + 4 * Float(second - 21_600) / 43_200 : 18
    }
    let room = try #require(Schedule(history).room.value)
    #expect(room.atFirstOn.map { abs($0.median - 17) < 0.01 } == true)
    #expect(room.atLastOff?.median == 18)
    #expect(room.normal.map { abs($0.median - 19) < 0.05 } == true)
    #expect(room.off?.median == 18 && room.reduced == nil)
  }
}
