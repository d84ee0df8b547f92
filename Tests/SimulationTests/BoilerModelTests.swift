import Testing

@testable import Simulation

struct BoilerModelTests {
  @Test func `the header stays around what is asked for`() {
    var plant = Plant.Boiler()
    plant.lockouts = 0
    var boiler = BoilerModel(plant, seed: 1)
    for minute in 0..<2000 {
      boiler.advance(to: minute * 60, step: 60, load: 150_000, demand: 55)
      guard minute > 100 else { continue }
      #expect(abs(boiler.temperature - 64) < 5)
    }
  }

  @Test func `a load beyond the burner's power cools it`() {
    var plant = Plant.Boiler()
    plant.lockouts = 0
    var boiler = BoilerModel(plant, seed: 1)
    for minute in 0..<60 {
      boiler.advance(to: minute * 60, step: 60, load: plant.power + 20_000, demand: 60)
    }
    let expected = 60 - 60.0 * 60 * 20_000 / plant.capacity
    #expect(abs(boiler.temperature - expected) < 0.01)
  }

  @Test func `in a lockout the auxiliary burner alone is left`() {
    var plant = Plant.Boiler()
    plant.lockouts = 365
    plant.auxiliaryShare = 0
    var boiler = BoilerModel(plant, seed: 2)
    var lowest = boiler.temperature
    for minute in 0..<8 * 1440 {
      boiler.advance(
        to: minute * 60, step: 60, load: max(0, boiler.temperature - 20) * 1000, demand: 50)
      lowest = min(lowest, boiler.temperature)
    }
    #expect(lowest < 30)
  }
}
