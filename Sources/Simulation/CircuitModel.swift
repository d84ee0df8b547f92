import Glibc

/// One heating circuit: mixing valve or none, water, radiators, the walls behind them, and rooms.
struct CircuitModel {
  /// Temperature of the water in the supply pipe, behind the mixing valve, °C.
  private(set) var supply = 22.0
  /// Temperature of the water that comes back from the radiators, °C.
  private(set) var radiatorReturn = 22.0
  /// Temperature of the water in the return pipe, °C.
  private(set) var returnPipe = 22.0
  /// Heat that the circuit draws from the boiler, W; in a direct circuit it is less than 0 while the
  /// water comes back warmer than it goes.
  private(set) var heat = 0.0
  /// Whether the circuit is being served: a mixed one while heat passes its valve, a direct one from
  /// the first heat until its pump stops.
  private(set) var isServed = false
  private(set) var controller: Controller
  private(set) var rooms: [RoomModel]

  let plant: Plant.Circuit
  private var occupants: [Occupants]
  private var near = 22.0
  private var niche = 19.0
  private let facade: (south: Double, west: Double)
  private let supplyGain: Double
  private let standing: StandingWater

  static let waterHeat = 4186.0
  /// Time that the pump takes to renew the water in the pipe, s.
  static let pipeTime = 40.0

  init(_ plant: Plant.Circuit, index: Int, seed: UInt64, step: Double) {
    self.plant = plant
    controller = Controller(plant, step: step)
    rooms = plant.rooms.map(RoomModel.init)
    occupants = plant.rooms.indices.map {
      Occupants(plant.use, seed: seed, stream: 1000 + 64 * UInt64(index) + UInt64($0))
    }
    let azimuth = plant.facade * .pi / 180
    facade = (cos(azimuth), sin(azimuth))
    supplyGain = 1 - exp(-step / Self.pipeTime)
    standing = StandingWater(plant, step: step)
  }

  /// Mean air temperature of the rooms, °C.
  var room: Double {
    var sum = 0.0
    for index in rooms.indices { sum += rooms[index].air }
    return sum / Double(rooms.count)
  }

  /// Temperature that the supply sensor sees, °C.
  func sensedSupply(boiler: Double) -> Double {
    switch plant.supplySensor {
    case .circuit: supply
    case .header: boiler
    }
  }

  /// Temperature that the return sensor sees, °C: a bypass mixes supply water into it.
  var sensedReturn: Double { plant.bypass * supply + (1 - plant.bypass) * returnPipe }

  /// Heat that leaves the boiler for this circuit, W, with what seeps through the shut valve.
  func load(boiler: Double) -> Double { heat + plant.valveLeak * (boiler - supply) }

  /// Moves on by one step.
  ///
  /// - Parameters:
  ///   - time: Unix seconds.
  ///   - step: Seconds.
  ///   - clock: The local day and its seconds.
  ///   - boiler: Temperature of the header, °C.
  ///   - plantRoom: Temperature of the plant room, °C.
  ///   - weather: The weather.
  mutating func advance(
    to time: Int, step: Double, clock: (day: Int, second: Int), boiler: Double, plantRoom: Double,
    weather: Weather
  ) {
    let room = room
    controller.advance(
      Controller.Inputs(
        outdoor: weather.outdoor, room: room, supply: supply, day: clock.day,
        second: Double(clock.second)))
    draw(boiler: boiler)
    renewPipes(boiler: boiler, plantRoom: plantRoom)
    let sunshine = weather.irradiance(south: facade.south, west: facade.west)
    let emitted = emit(step: step, room: room, sunshine: sunshine)
    if controller.actuator.pumpRuns { returnPipe = radiatorReturn }
    let fromNiche = plant.nicheConductance * (niche - room)
    niche += step * (plant.nicheShare * emitted - fromNiche) / plant.nicheCapacity
    let heating = (1 - plant.nicheShare) * emitted + fromNiche
    for index in rooms.indices {
      occupants[index].advance(
        to: time, day: clock.day, second: clock.second, room: rooms[index].air)
      rooms[index].advance(
        step: step, heating: heating * rooms[index].plant.radiatorShare, sunshine: sunshine,
        weather: weather, use: occupants[index].use)
    }
  }

  /// Heat capacity rate of the water while the pump runs, W/K.
  private var stream: Double { plant.flow * Self.waterHeat }

  /// The mixing valve: boiler water and return water in the proportion of its opening.
  private mutating func draw(boiler: Double) {
    let opening = controller.actuator.opening
    if plant.isDirect {
      heat = opening * stream * (boiler - radiatorReturn)
      isServed = opening > 0 && (isServed || heat > 0)
    } else {
      heat = boiler > radiatorReturn ? opening * stream * (boiler - radiatorReturn) : 0
      isServed = heat > 0
    }
  }

  /// The water in the pipes: what the pump sends, or what stands in them.
  private mutating func renewPipes(boiler: Double, plantRoom: Double) {
    guard controller.actuator.pumpRuns else {
      supply = standing.supply(
        supply, inflow: radiatorReturn, boiler: boiler, plantRoom: plantRoom)
      returnPipe = standing.return(returnPipe, inflow: radiatorReturn, plantRoom: plantRoom)
      return
    }
    let seepage = plant.valveLeak * (boiler - radiatorReturn)
    supply += supplyGain * (radiatorReturn + (heat + seepage) / stream - supply)
  }

  /// The radiators, two masses of water in series; returns the heat that they emit, W.
  private mutating func emit(step: Double, room: Double, sunshine: Double) -> Double {
    let stream = controller.actuator.pumpRuns ? stream : plant.standingFlow * stream
    let surroundings = (1 - plant.nicheContact) * room + plant.nicheContact * niche
    let sun = 0.5 * plant.sunlitWater * sunshine
    let nearEmission = emission(near - surroundings)
    let farEmission = emission(radiatorReturn - surroundings)
    let rate = step / (0.5 * plant.radiatorCapacity)
    radiatorReturn += rate * (stream * (near - radiatorReturn) - farEmission + sun)
    near += rate * (stream * (supply - near) - nearEmission + sun)
    return nearEmission + farEmission
  }

  /// Half of the radiators' emission at a temperature excess.
  private func emission(_ excess: Double) -> Double {
    let magnitude = 0.5 * plant.radiatorCoefficient * pow(abs(excess), plant.emissionExponent)
    return excess < 0 ? -magnitude : magnitude
  }
}
