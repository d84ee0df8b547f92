import Charts
import Simulation
import Testing

@testable import Schedule

struct SimulatedSchoolTests {
  @Test(arguments: [(UInt64(1), 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (4, 1), (5,0), (5,1), (6,0), (6,1)])
  func `probe`(seed: UInt64, index: Int) throws {
    let school = try School(seed: seed).simulate()
    let schedule = Schedule(try Support.history(school, index))
    let regime = school.circuits[index].regime
    var truth: [(Int, Int)] = []
    for k in regime.indices where regime[k] == .boost {
      if let last = truth.last, last.1 == k { truth[truth.count - 1].1 = k + 1 } else { truth.append((k, k + 1)) }
    }
    func slot(_ t: Int) -> Int { (t - school.start) / school.interval }
    let boosts = schedule.regimes.boosts
    let hit = truth.count { t in boosts.contains { slot($0.start) < t.1 && slot($0.end) > t.0 } }
    let false_ = boosts.filter { b in !truth.contains { slot(b.start) < $0.1 && slot(b.end) > $0.0 } }
    var m: [[Int]] = Array(repeating: [0, 0, 0], count: 4)
    for span in schedule.regimes.spans {
      for k in slot(span.start)..<slot(span.end) { m[Int(regime[k].rawValue)][HeatRegime.allCases.firstIndex(of: span.regime)!] += 1 }
    }
    print("seed \(seed)/\(index): true boosts \(truth.count) hit \(hit) found \(boosts.count) false \(false_.count); off \(m[0]) reduced \(m[1]) normal \(m[2]) boost \(m[3]) [boost, normal, reduced] depth \(schedule.regimes.depth.value ?? 0)")
    for b in false_ { print("   ", Support.paris.text(at: b.start), b.duration / 60, b.level, b.excess) }
  }
}
extension SimulatedSchoolTests {
  @Test func `probe misses`() throws {
    let school = try School(seed: 1).simulate()
    let h = try Support.history(school, 0)
    let schedule = Schedule(h)
    let regime = school.circuits[0].regime
    let boosts = schedule.regimes.boosts
    func slot(_ t: Int) -> Int { (t - school.start) / school.interval }
    let sampled = SampledHistory(h, spans: schedule.spans)
    let cands = BoostFinder(sampled).candidates()
    for c in cands { if let e = c.excess { print("cand", Support.paris.text(at: sampled.grid.time(c.samples.lowerBound)), c.samples.count * 5, c.level, e, c.outdoor ?? -99) } }
    var k = 0
    while k < regime.count {
      if regime[k] == .boost {
        var e = k; while e < regime.count, regime[e] == .boost { e += 1 }
        if !boosts.contains(where: { slot($0.start) < e && slot($0.end) > k }) {
          print("MISS", Support.paris.text(at: school.start + k * 300), (e-k)*5, (k-12..<min(h.supply.count, e+60)).filter { ($0 - k) % 4 == 0 }.map { "\(Int(h.supply[$0].isNaN ? 0 : h.supply[$0]))\(school.circuits[0].trueState[$0] == 1 ? "" : "o")" }.joined(separator: " "))
        }
        k = e
      } else { k += 1 }
    }
  }
}
