/// The school's sensors and the feeds they fill.
struct Instruments {
  /// The feeds, of which each sensor fills one.
  var feeds: [SimulatedFeed] = []

  /// What a sensor measures, by the index of its circuit and room.
  private enum Quantity {
    case supply(Int)
    case `return`(Int)
    case indoor(Int, Int)
    case humidity(Int, Int)
    case pumpPower(Int)
    case outdoor
    case plantRoom
  }

  private var sensors: [Sensor] = []
  private var quantities: [Quantity] = []
  private var drifts: [Wander]
  private var random: SeededRandom
  private let rotation: Int
  private let seed: UInt64
  private let step: Double
  private let count: Int

  init(_ plant: Plant, seed: UInt64, step: Double, count: Int) {
    self.seed = seed
    self.step = step
    self.count = count
    var random = SeededRandom(seed: seed, stream: 3)
    drifts = plant.circuits.map {
      Wander(deviation: $0.returnDrift, time: 4 * 86_400, step: step, random: &random)
    }
    rotation = Int(random.uniform() * Double(2 * Self.pumpShift))
    self.random = random
    for (index, circuit) in plant.circuits.enumerated() {
      add(.supply(index), circuit.supplyFeed, "pipes_PT100", .supply, circuit.name)
      add(.return(index), circuit.returnFeed, "pipes_PT100", .return, circuit.name)
      for (place, room) in circuit.rooms.enumerated() {
        let tag = "TRH_\(room.name)"
        add(.indoor(index, place), circuit.indoorFeed(room), tag, .indoor, circuit.name)
        add(.humidity(index, place), circuit.humidityFeed(room), tag, .humidity, circuit.name)
      }
      add(.pumpPower(index), circuit.pumpFeed, "emontx", .pumpPower, circuit.name)
    }
    add(.outdoor, Plant.outdoorFeed, "TEXT_roof", .outdoor, nil)
    add(.plantRoom, Plant.plantRoomFeed, "emonpi", .plantRoom, nil)
  }

  private mutating func add(
    _ quantity: Quantity, _ name: String, _ tag: String, _ role: SimulatedFeed.Role,
    _ circuit: String?
  ) {
    let kind: Sensor.Kind
    let unit: String
    switch role {
    case .supply, .return: (kind, unit) = (.pipe, "°C")
    case .indoor: (kind, unit) = (.room, "°C")
    case .outdoor: (kind, unit) = (.outdoor, "°C")
    case .plantRoom: (kind, unit) = (.plantRoom, "°C")
    case .humidity: (kind, unit) = (.humidity, "%")
    case .pumpPower: (kind, unit) = (.power, "W")
    }
    sensors.append(Sensor(kind, seed: seed, stream: 100 + UInt64(sensors.count), step: step))
    quantities.append(quantity)
    feeds.append(
      SimulatedFeed(
        name: name, tag: tag, unit: unit, role: role, circuit: circuit,
        values: Array(repeating: .nan, count: count)))
  }

  /// Lets every sensor follow the building, one step on.
  mutating func follow(_ model: SchoolModel) {
    for index in drifts.indices { drifts[index].advance(&random) }
    for index in sensors.indices { sensors[index].follow(value(quantities[index], of: model)) }
  }

  /// Writes the sensors' readings into a sample.
  mutating func record(_ sample: Int) {
    for index in sensors.indices { feeds[index].values[sample] = sensors[index].read() }
  }

  private func value(_ quantity: Quantity, of model: SchoolModel) -> Double {
    switch quantity {
    case .supply(let index):
      let circuit = model.circuits[index]
      return circuit.sensedSupply(boiler: model.boiler.temperature) + circuit.plant.supplyOffset
    case .return(let index):
      let circuit = model.circuits[index]
      return circuit.sensedReturn + circuit.plant.returnOffset + drifts[index].value
    case .indoor(let index, let place):
      let room = model.circuits[index].rooms[place]
      return room.air + room.plant.sensorOffset
    case .humidity(let index, let place):
      let room = model.circuits[index].rooms[place]
      return Humidity.relative(vapour: room.vapour, temperature: room.air)
    case .pumpPower(let index): return pumpPower(index, of: model)
    case .outdoor: return model.weather.outdoor + model.weather.glow
    case .plantRoom: return model.plantRoom
    }
  }

  /// Time after which the twin pump takes over, seconds.
  private static let pumpShift = 21 * 86_400

  /// Power of the second of the twin pumps, W: less with warm, thin water; standby while the first runs or
  /// both stand.
  private func pumpPower(_ index: Int, of model: SchoolModel) -> Double {
    guard (model.time + rotation) / Self.pumpShift % 2 == 0 else { return 16 }
    let circuit = model.circuits[index]
    guard circuit.controller.actuator.pumpRuns else { return 16 }
    let plant = circuit.plant
    return plant.pumpPower - plant.pumpPowerPerKelvin * max(0, circuit.supply - 20)
      - (circuit.isServed ? plant.pumpPowerDrop : 0)
  }

  /// A circuit of the result.
  func circuit(_ circuit: Plant.Circuit, ledger: HeatLedger) -> SimulatedCircuit {
    SimulatedCircuit(
      name: circuit.name, supply: circuit.supplyFeed, return: circuit.returnFeed,
      indoor: circuit.rooms.map(circuit.indoorFeed), outdoor: Plant.outdoorFeed,
      plantRoom: Plant.plantRoomFeed, trueState: ledger.state, regime: ledger.regime,
      heat: ledger.heat)
  }
}

/// The names of the feeds.
extension Plant {
  static let outdoorFeed = "temp_outdoor"
  static let plantRoomFeed = "temp_plant_room"
}

extension Plant.Circuit {
  var supplyFeed: String { "supply_\(name)" }
  var returnFeed: String { "return_\(name)" }
  var pumpFeed: String { "power_pump2_\(name)" }
  func indoorFeed(_ room: Plant.Room) -> String { "temp_\(room.name)_\(name)" }
  func humidityFeed(_ room: Plant.Room) -> String { "hum_\(room.name)_\(name)" }
}
