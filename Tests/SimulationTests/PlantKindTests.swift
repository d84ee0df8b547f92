import Testing

@testable import Simulation

struct PlantKindTests {
  @Test func `a kind is either ordinary or hard`() {
    #expect(PlantKind.ordinary.count == 5)
    #expect(PlantKind.ordinary + PlantKind.hard == PlantKind.allCases)
  }

  @Test(arguments: PlantKind.allCases)
  func `every seed gives a valid plant of its own, always the same`(kind: PlantKind) throws {
    var sizes: Set<Double> = []
    var boilers: Set<Double> = []
    var climates: Set<Double> = []
    for seed in 0..<UInt64(200) {
      let plant = Plant.variant(kind, seed: seed)
      try plant.validate()
      #expect(plant == Plant.variant(kind, seed: seed))
      sizes.insert(plant.circuits[0].conductance)
      boilers.insert(plant.boiler.power)
      climates.insert(plant.site.yearlyMean)
      for circuit in plant.circuits {
        // June to September, in leap years too.
        let summer = try #require(circuit.control.summer)
        #expect(summer.contains(152) && summer.contains(274))
        #expect((4_000...400_000).contains(circuit.designLoad))
        #expect(plant.boiler.power > 1.4 * circuit.designLoad)
      }
    }
    #expect(sizes.count == 200 && boilers.count == 200 && climates.count == 200)
  }

  @Test(
    arguments: zip(
      PlantKind.allCases,
      [
        0.35...0.95, 0.2...0.8, 0.2...0.85, 0.5...0.97, 0.06...0.4, 0.08...0.95, 0.35...0.95,
        0.35...0.95,
      ] as [ClosedRange<Double>]))
  func `a winter's truth and temperatures are plausible`(
    kind: PlantKind, share: ClosedRange<Double>
  ) throws {
    for seed in UInt64(1)...2 {
      let winter = try Winter(kind, seed: seed, days: 14)
      #expect(share.contains(winter.share), "seed \(seed): \(winter.share)")
      #expect((0.1...6).contains(Double(winter.runs(1).count) / 14), "seed \(seed)")
      let warm = winter.excess(of: winter.back) { winter.state[$0] == 1 }.quantile(0.5)
      let rest = winter.excess(of: winter.back) { winter.state[$0] == 0 }.quantile(0.5)
      #expect(warm > rest + 1, "seed \(seed): \(warm), \(rest)")
      for index in winter.supply.indices where !winter.supply[index].isNaN {
        #expect((-5...80).contains(winter.supply[index]), "seed \(seed)")
      }
      let bounds: ClosedRange<Float> = kind == .hall ? 1...26 : 10...29
      for value in winter.room where !value.isNaN { #expect(bounds.contains(value)) }
    }
  }

  @Test(arguments: PlantKind.allCases, [1_622_498_400, 1_631_743_200])
  func `the summer is off from beginning to end`(kind: PlantKind, start: Int) throws {
    // From 1 June and from 16 September, both at local midnight.
    let plant = Plant.variant(kind, seed: 3)
    let school = try School(seed: 3, start: start, days: 15, plant: plant).simulate()
    for circuit in school.circuits {
      #expect(!circuit.trueState.contains(1))
      #expect(circuit.heat.allSatisfy { $0 == 0 })
      #expect(circuit.regime.allSatisfy { $0 == .off })
    }
  }

  @Test(arguments: PlantKind.allCases)
  func `an hourly record shows the same plant`(kind: PlantKind) throws {
    let hourly = try Winter(kind, seed: 5, days: 4, interval: 3600)
    let usual = try Winter(kind, seed: 5, days: 4)
    #expect(hourly.state.count == 4 * 24)
    // Steps of 60 s in both, hence the same weather; an hour is on where half of it was.
    #expect(abs(hourly.share - usual.share) < 0.05, "\(hourly.share), \(usual.share)")
  }

  @Test func `ten seconds show the same burner's service`() throws {
    let fine = try Winter(.direct, seed: 5, days: 2, interval: 10)
    #expect(fine.state.count == 2 * 8640)
    #expect((0.2...0.9).contains(fine.share))
    #expect(fine.runs(0).allSatisfy { $0.count >= 90 })
  }

  @Test(arguments: PlantKind.allCases)
  func `the heat that is drawn is what the building loses`(kind: PlantKind) throws {
    var plant = Plant.variant(kind, seed: 4)
    for circuit in plant.circuits.indices {
      // Neither sun nor people nor open windows.
      plant.circuits[circuit].sunlitWater = 0
      for room in plant.circuits[circuit].rooms.indices {
        plant.circuits[circuit].rooms[room].solarAperture = 0
        plant.circuits[circuit].rooms[room].occupancyGain = 0
        plant.circuits[circuit].rooms[room].windowConductance = 0
      }
    }
    try plant.validate()
    var model = SchoolModel(plant, seed: 4, step: 60)
    var drawn = 0.0
    var lost = 0.0
    var stored = 0.0
    for minute in 0..<20 * 1440 {
      let header = model.boiler.temperature
      model.advance(to: 1_610_924_400 + 60 * minute)
      if minute == 5 * 1440 { stored = store(model) }
      guard minute > 5 * 1440 else { continue }
      for circuit in model.circuits {
        drawn += 60 * circuit.load(boiler: header)
        for room in circuit.rooms {
          lost += 60 * room.plant.airConductance * (room.air - model.weather.outdoor)
          lost += 60 * room.plant.fabricConductance * (room.structure - model.weather.outdoor)
        }
      }
    }
    let balance = drawn - lost - (store(model) - stored)
    // The water and the walls behind radiators store a little; pipes lose some to the plant room.
    #expect(abs(balance) < 0.04 * drawn, "\(balance) of \(drawn) J")
    #expect(drawn > 0)
  }

  /// What the rooms of a building store, J.
  private func store(_ model: SchoolModel) -> Double {
    model.circuits.flatMap(\.rooms).reduce(0) {
      $0 + $1.plant.airCapacity * $1.air + $1.plant.structureCapacity * $1.structure
    }
  }
}
