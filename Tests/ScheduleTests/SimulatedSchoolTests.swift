import Charts
import Simulation
import Testing

@testable import Schedule

/// The regimes of simulated schools, whose controllers tell what they were about.
struct SimulatedSchoolTests {
  @Test func `regimes are those of the controller`() throws {
    let school = try School(seed: 7).simulate()
    for index in school.circuits.indices { try check(school, index) }
  }

  private func check(_ school: SimulatedSchool, _ index: Int) throws {
    let schedule = Schedule(Support.history(school, index))
    let regimes = school.circuits[index].regime
    func slots(_ start: Int, _ end: Int) -> Range<Int> {
      (start - school.start) / school.interval..<(end - school.start) / school.interval
    }
    // Samples by what the controller was about and by what was found.
    var found: [Regime: [HeatRegime: Double]] = [:]
    for span in schedule.regimes.spans {
      for slot in slots(span.start, span.end) {
        found[regimes[slot], default: [:]][span.regime, default: 0] += 1
      }
    }
    func share(_ regime: Regime, _ found: [HeatRegime: Double]?, as named: HeatRegime) -> Double {
      (found?[named] ?? 0) / max(1, found?.values.reduce(0, +) ?? 0)
    }
    #expect(share(.reduced, found[.reduced], as: .reduced) > 0.9)
    #expect(share(.normal, found[.normal], as: .normal) > 0.88)
    // Where the normal level is as hot as the boost, nobody can tell them apart.
    #expect(share(.boost, found[.boost], as: .boost) > (index == 0 ? 0.6 : 0.8))
    let trueBoosts = schedule.regimes.boosts.count { boost in
      slots(boost.start, boost.end).contains { regimes[$0] == .boost }
    }
    #expect(schedule.regimes.boosts.count >= 25)
    #expect(Double(trueBoosts) >= 0.9 * Double(schedule.regimes.boosts.count))
    let isSchoolDay = schedule.weekdays.map(\.works)
    #expect(isSchoolDay == [true, true, true, true, true, false, false])
    let line = try #require(schedule.curve.value?.line.value)
    let control = Plant.school.circuits[index].control
    // The regulator's room influence and the sun flatten what is seen.
    #expect(line.slope < control.slope && line.slope > 0.7 * control.slope)
  }
}
