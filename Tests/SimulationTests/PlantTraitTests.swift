import Testing

@testable import Simulation

/// What sets each kind of plant apart.
struct PlantTraitTests {
  /// Median time that the return takes to make four fifths of its rise over three hours, s.
  private func riseTime(_ kind: PlantKind, seed: UInt64) throws -> Int {
    let winter = try Winter(kind, seed: seed, days: 10)
    let hours = 3600 / winter.interval
    let times = winter.runs(0).compactMap { rest -> Int? in
      let start = rest.upperBound
      guard rest.count >= 4 * hours, start + 3 * hours < winter.state.count else { return nil }
      let rise = winter.back[start - 1..<start + 3 * hours]
      guard let low = rise.first, let high = rise.max(), !rise.contains(where: \.isNaN) else {
        return nil
      }
      return rise.firstIndex { $0 > low + 0.8 * (high - low) }.map { $0 - start }
    }
    let median = try #require(times.isEmpty ? nil : times.sorted()[times.count / 2])
    return median * winter.interval
  }

  @Test func `a heated floor is slower than radiators`() throws {
    for seed in UInt64(1)...2 {
      let floor = try riseTime(.underfloor, seed: seed)
      let radiators = try riseTime(.radiators, seed: seed)
      #expect(floor >= 2 * radiators, "\(floor) s, \(radiators) s")
    }
  }

  @Test func `a heated floor gets 25 to 42 °C`() throws {
    let winter = try Winter(.underfloor, seed: 6, days: 14)
    let supply = winter.supply.indices.filter {
      winter.state[$0] == 1 && !winter.supply[$0].isNaN
    }.map { winter.supply[$0] }.sorted()
    #expect(supply.quantile(0.1) > 25)
    #expect(supply.quantile(1) < 42)
  }

  @Test(arguments: [UInt64(1), 2])
  func `the burner saws at a direct supply, and the truth does not`(seed: UInt64) throws {
    let winter = try Winter(.direct, seed: seed, days: 7, interval: 60)
    var teeth = 0
    var hours = 0.0
    var extreme: Float = .nan
    var rising = false
    for index in winter.supply.indices
    where winter.regime[index] == .normal && winter.state[index] == 1 {
      let value = winter.supply[index]
      guard !value.isNaN else { continue }
      hours += Double(winter.interval) / 3600
      if rising ? value > extreme : !(value > extreme) { extreme = value }
      // A turn is one of at least 2 K.
      guard abs(value - extreme) > 2 else { continue }
      if rising { teeth += 1 }
      rising.toggle()
      extreme = value
    }
    #expect((0.7...8).contains(Double(teeth) / hours), "\(teeth) teeth in \(hours) h")
    // Pauses shorter than a quarter of an hour are the burner's, and belong to the service.
    #expect(winter.runs(0).allSatisfy { $0.count >= 15 })
    #expect(winter.runs(0).contains { $0.count > 6 * 60 })
  }

  @Test func `a direct circuit's nights are off but for the frost`() throws {
    let winter = try Winter(.direct, seed: 3, days: 14)
    let reduced = winter.regime.count { $0 == .reduced }
    #expect(Double(reduced) < 0.05 * Double(winter.regime.count))
  }

  @Test(arguments: [UInt64(1), 3])
  func `cold nights of a substation are reduced, mild ones off`(seed: UInt64) throws {
    let winter = try Winter(.setback, seed: seed, days: 35)
    let day = 86_400 / winter.interval
    let nights = stride(from: 0, to: winter.state.count, by: day).map { midnight in
      winter.state[midnight..<midnight + day / 6].count { $0 == 1 }
    }
    #expect(nights.count { $0 > day / 7 } >= 4)
    #expect(nights.count { $0 == 0 } >= 4)
    let reduced = winter.excess { winter.state[$0] == 1 && winter.regime[$0] == .reduced }
    let normal = winter.excess { winter.state[$0] == 1 && winter.regime[$0] == .normal }
    #expect(reduced.quantile(0.5) < normal.quantile(0.5))
  }

  @Test(arguments: [UInt64(1), 2])
  func `a hall is off for days and then boosted for hours`(seed: UInt64) throws {
    let winter = try Winter(.hall, seed: seed, days: 28)
    let perHour = 3600 / winter.interval
    #expect(winter.runs(0).contains { $0.count > 48 * perHour })
    #expect(winter.runs(1).contains { $0.count > 5 * perHour })
    let boost = winter.regime.count { $0 == .boost }
    #expect(boost > 28 / 7 * 2 * 2 * perHour)
    let normal = winter.regime.count { $0 == .normal }
    #expect(boost + normal < winter.regime.count / 3)
  }

  @Test(arguments: [UInt64(1), 8])
  func `weak heating is 3 to 8 K above the rooms`(seed: UInt64) throws {
    let winter = try Winter(.weak, seed: seed, days: 21)
    let excess = winter.excess { winter.state[$0] == 1 }
    #expect(excess.quantile(0.05) > 2.8)
    #expect(excess.quantile(0.95) < 8.2)
    #expect((4...6.5).contains(excess.quantile(0.5)))
  }

  @Test(arguments: [UInt64(1), 17])
  func `warm water rests 8 to 15 K above the rooms`(seed: UInt64) throws {
    let winter = try Winter(.warmRest, seed: seed, days: 21)
    let settled = winter.runs(0).flatMap { $0.dropFirst(4 * 3600 / winter.interval) }
    let rest = Set(settled)
    let excess = winter.excess { rest.contains($0) }
    #expect(excess.count > 200)
    #expect(excess.quantile(0.05) > 7.5)
    #expect(excess.quantile(0.95) < 15.5)
  }

  @Test(arguments: [UInt64(1), 2])
  func `on the boiler's side the supply stays hot, and the return tells`(seed: UInt64) throws {
    let winter = try Winter(.boilerSide, seed: seed, days: 21)
    let twoHours = 7200 / winter.interval
    let ends = winter.runs(0).filter { $0.count > twoHours + 6 }.map { $0.lowerBound + twoHours }
    #expect(ends.count > 5)
    let resting = Set(ends.flatMap { $0..<$0 + 6 })
    #expect(winter.excess { resting.contains($0) }.quantile(0.2) > 10)
    let back = ends.map { winter.back[$0] - winter.room[$0] }.filter { !$0.isNaN }.sorted()
    #expect(back.quantile(0.8) < 8)
  }
}
