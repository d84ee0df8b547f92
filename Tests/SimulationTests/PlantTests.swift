import Testing

@testable import Simulation

struct PlantTests {
  @Test func `the default plant is valid`() throws {
    try Plant.school.validate()
  }

  @Test(arguments: [Double.nan, .infinity, -1, 1e300])
  func `a parameter without physical meaning is named`(value: Double) {
    let spoilers: [(String, (inout Plant) -> Void)] = [
      ("site.latitude", { $0.site.latitude = value * 100 }),
      ("boiler.capacity", { $0.boiler.capacity = value }),
      ("boiler.power", { $0.boiler.power = value }),
      ("north.flow", { $0.circuits[0].flow = value }),
      ("south.radiatorCapacity", { $0.circuits[1].radiatorCapacity = value }),
      ("south.valveTravel", { $0.circuits[1].valveTravel = value }),
      ("north.bypass", { $0.circuits[0].bypass = value }),
      ("north.control.normalRoom", { $0.circuits[0].control.normalRoom = value }),
      ("north.control.dayStart", { $0.circuits[0].control.dayStart = value }),
      ("north.B101.airCapacity", { $0.circuits[0].rooms[0].airCapacity = value }),
      ("boiler.loss", { $0.boiler.loss = value * 1e9 }),
      ("north.emissionExponent", { $0.circuits[0].emissionExponent = value }),
      ("north.nicheContact", { $0.circuits[0].nicheContact = value * 2 }),
      ("south.pumpOverrun", { $0.circuits[1].pumpOverrun = value }),
      ("south.standingFlow", { $0.circuits[1].standingFlow = value }),
      ("south.pipeCooling", { $0.circuits[1].pipeCooling = value }),
      ("north.use.attendance", { $0.circuits[0].use.attendance = value }),
      ("north.use.presence", { $0.circuits[0].use.presence = value }),
      ("north.use.airing", { $0.circuits[0].use.airing = value }),
      ("south.control.nightLimit", { $0.circuits[1].control.nightLimit = value * 100 }),
      ("south.control.leastExcess", { $0.circuits[1].control.leastExcess = value }),
      ("south.control.resumeExcess", { $0.circuits[1].control.resumeExcess = value }),
      ("south.control.wakingError", { $0.circuits[1].control.wakingError = value }),
      ("south.B140.sensorOffset", { $0.circuits[1].rooms[1].sensorOffset = value * 100 }),
      ("south.B140.coupling", { $0.circuits[1].rooms[1].coupling = value }),
    ]
    for (parameter, spoil) in spoilers {
      var plant = Plant.school
      spoil(&plant)
      let error = #expect(throws: SimulationError.self) {
        try School(seed: 1, days: 1, plant: plant)
      }
      #expect(error?.code == .plant)
      #expect(error?.problem.contains(parameter) == true, "\(parameter): \(error?.problem ?? "")")
    }
  }

  @Test func `hours, meetings and summers outside day, week and year are refused`() {
    let spoilers: [(String, (inout Plant.Circuit) -> Void)] = [
      ("use.hours", { $0.use.hours = -1..<9 }),
      ("use.hours", { $0.use.hours = 8..<25 }),
      ("weekday", { $0.use.meetings = [Plant.Meeting(weekday: 7, start: 0, end: 1)] }),
      ("start", { $0.use.meetings = [Plant.Meeting(weekday: 0, start: -1, end: 1)] }),
      ("end", { $0.use.meetings = [Plant.Meeting(weekday: 0, start: 0, end: 90_000)] }),
      (
        "everyWeeks",
        { $0.use.meetings = [Plant.Meeting(weekday: 0, start: 0, end: 1, everyWeeks: 0)] }
      ),
      ("boostLead", { $0.control.boostLead = 0...100_000 }),
      ("summer", { $0.control.summer = 0...200 }),
      ("summer", { $0.control.summer = 100...367 }),
    ]
    for (parameter, spoil) in spoilers {
      var plant = Plant.school
      spoil(&plant.circuits[1])
      let error = #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
      #expect(error?.problem.contains(parameter) == true, "\(error?.problem ?? "")")
    }
  }

  @Test func `what the step could not follow is refused`() {
    var plant = Plant.school
    plant.circuits[0].rooms[0].airCapacity = 100_000
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
    plant = .school
    plant.boiler.power = 10_000
    plant.boiler.capacity = 1_000_000
    plant.circuits[0].flow = 10
    plant.circuits[0].radiatorCapacity = 100_000_000
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
    plant = .school
    plant.circuits[0].radiatorCapacity = 200_000
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
  }

  @Test func `a plant at its bounds stays finite`() throws {
    var plant = Plant.school
    plant.boiler.capacity = 1_000_000
    plant.boiler.power = 100_000
    plant.circuits[0].flow = 2
    plant.circuits[0].radiatorCapacity = 1_400_000
    plant.circuits[0].rooms[0].airCapacity = 1_000_000
    plant.circuits[1].flow = 0.01
    plant.circuits[1].valveLeak = 0
    plant.circuits[1].valveTravel = 10
    plant.circuits[1].radiatorCoefficient = 200
    let school = try School(seed: 9, days: 5, plant: plant).simulate()
    for feed in school.feeds {
      for value in feed.values where !value.isNaN { #expect(abs(value) < 200, "\(feed.name)") }
      #expect(feed.values.count(where: \.isNaN) < 100, "\(feed.name)")
    }
  }

  @Test(arguments: ["", "a b", "é", "a/b", "x\u{0}", String(repeating: "a", count: 41), "[", "`"])
  func `a name that is no plain word is refused`(name: String) {
    var plant = Plant.school
    plant.circuits[0].name = name
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
    plant = .school
    plant.circuits[0].rooms[1].name = name
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
  }

  @Test func `names that collide, and nothing to heat, are refused`() {
    var plant = Plant.school
    plant.circuits[1].name = "north"
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
    plant = .school
    plant.circuits[0].rooms[1].name = "B101"
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
    plant = .school
    plant.circuits = []
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
    plant = .school
    plant.circuits[0].rooms = []
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
    plant = .school
    plant.circuits[0].rooms[0].radiatorShare = 0.9
    #expect(throws: SimulationError.self) { try School(seed: 1, plant: plant) }
  }
}
