extension PlantDraw {
  /// The school, with every parameter drawn around its own.
  static func radiators(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 1)
    var plant = Plant.school
    plant.site = draw.site()
    let size = draw.factor(1.8)
    let azimuth = draw.uniform(-60...60)
    for index in plant.circuits.indices {
      draw.vary(&plant.circuits[index], size: size * draw.factor(1.2))
      plant.circuits[index].facade += azimuth
    }
    plant.boiler.power *= size
    plant.boiler.capacity *= size * draw.factor(1.3)
    plant.boiler.loss *= size
    plant.boiler.lowest = draw.uniform(45...60)
    plant.boiler.margin = draw.uniform(5...12)
    plant.boiler.lockouts = draw.uniform(0...8)
    return plant
  }

  private mutating func vary(_ circuit: inout Plant.Circuit, size: Double) {
    let facade = circuit.facade
    let sunlit = circuit.sunlitWater
    surroundings(of: &circuit)
    circuit.facade = facade
    circuit.flow *= size * factor(1.2)
    circuit.radiatorCapacity *= size * factor(1.3)
    circuit.radiatorCoefficient *= size * factor(1.2)
    circuit.nicheCapacity *= size * factor(1.5)
    circuit.nicheConductance *= size * factor(1.3)
    circuit.nicheShare = uniform(0.12...0.3)
    circuit.valveLeak = happens(0.5) ? 0 : uniform(10...60) * size
    circuit.valveTravel = uniform(90...240)
    // One circuit in four has a bypass that is stuck open.
    circuit.bypass = happens(0.25) ? uniform(0.85...0.98) : uniform(0...0.08)
    circuit.sunlitWater = sunlit * size * factor(1.5)
    for index in circuit.rooms.indices {
      let model = circuit.rooms[index]
      circuit.rooms[index] = room(model.name, size: size, share: model.radiatorShare)
    }
    settings(of: &circuit.control)
    use(of: &circuit, dwellings: 0)
    circuit.control.reducedRoom = uniform(16.5...18)
    circuit.control.setbackRoom = uniform(14.5...16.3)
    circuit.control.slope *= factor(1.15)
    circuit.control.roomInfluence = uniform(1...7)
    circuit.control.boostSupply = uniform(50...62)
  }
}
