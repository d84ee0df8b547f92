import Glibc

/// The whole building: weather, boiler, plant room and circuits, advanced together.
struct SchoolModel {
  private(set) var weather: Weather
  private(set) var boiler: BoilerModel
  private(set) var circuits: [CircuitModel]
  /// Air temperature of the plant room, °C.
  private(set) var plantRoom = 20.0
  /// Time of the last step, Unix seconds.
  private(set) var time = 0
  private let clock: LocalClock
  private let boilerLoss: Double
  private let step: Double
  private let plantRoomGain: Double

  init(_ plant: Plant, seed: UInt64, step: Double) {
    weather = Weather(site: plant.site, seed: seed, step: step)
    boiler = BoilerModel(plant.boiler, seed: seed)
    circuits = plant.circuits.indices.map {
      CircuitModel(plant.circuits[$0], index: $0, seed: seed, step: step)
    }
    clock = plant.site.clock
    boilerLoss = plant.boiler.loss
    self.step = step
    plantRoomGain = 1 - exp(-step / (2.5 * 3600))
  }

  /// Moves on to an instant, one step after the last.
  mutating func advance(to time: Int) {
    self.time = time
    weather.advance(to: time)
    let now = clock.read(at: time)
    let header = boiler.temperature
    var load = boilerLoss * (header - plantRoom)
    var demand: Double?
    var pipes = 0.0
    for index in circuits.indices {
      circuits[index].advance(
        to: time, step: step, clock: now, boiler: header, plantRoom: plantRoom, weather: weather)
      load += circuits[index].load(boiler: header)
      pipes += circuits[index].supply
      if let wanted = circuits[index].controller.demand { demand = max(demand ?? wanted, wanted) }
    }
    boiler.advance(to: time, step: step, load: load, demand: demand)
    pipes /= Double(circuits.count)
    let warmth = 0.11 * header + 0.34 * pipes + 0.3 * weather.outdoor + 0.25 * circuits[0].room
    plantRoom += plantRoomGain * (warmth - plantRoom)
  }
}
