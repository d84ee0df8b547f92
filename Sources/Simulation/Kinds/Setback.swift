extension PlantDraw {
  /// A substation: its heat exchanger's valve acts like a mixing valve on a header that is always hot.
  static func setback(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 4)
    let site = draw.site()
    let rooms = draw.rooms(size: draw.factor(1.8), losses: draw.uniform(0.6...1.1))
    var circuit = Plant.Circuit(name: "block", rooms: rooms)
    draw.surroundings(of: &circuit)
    draw.settings(of: &circuit.control)
    draw.use(of: &circuit, dwellings: 0.75)
    circuit.size(
      excess: draw.uniform(24...34), spread: draw.uniform(10...16), mass: draw.uniform(50...80),
      oversize: draw.uniform(1...1.3))
    circuit.nicheShare = draw.uniform(0.12...0.3)
    circuit.nicheConductance = 0.04 * circuit.designLoad
    circuit.nicheCapacity = circuit.nicheConductance * draw.uniform(3...5) * 3600
    circuit.valveTravel = draw.uniform(400...700)
    circuit.control.wakingError = 1
    circuit.pumpStops = draw.happens(0.3)
    circuit.sunlitWater = draw.happens(0.5) ? 0 : draw.uniform(1...6)
    circuit.control.reducedRoom = circuit.control.normalRoom - draw.uniform(2...3.5)
    circuit.control.setbackRoom = circuit.control.reducedRoom - 1.5
    circuit.control.reducedLimit = circuit.control.normalLimit
    circuit.control.nightLimit = site.yearlyMean - site.seasonalSwing + draw.uniform(0...3)
    circuit.control.roomInfluence = draw.uniform(0.5...3)
    circuit.control.slope *= draw.uniform(0.95...1.1)
    circuit.control.boostSupply = draw.uniform(58...68)
    circuit.control.boostLead = 0...(draw.happens(0.5) ? 0 : 3600)
    var substation = Plant.Boiler()
    substation.power = 3 * circuit.designLoad
    substation.capacity = substation.power * draw.uniform(40...60)
    substation.lowest = draw.uniform(65...75)
    substation.highest = 90
    substation.margin = 12
    substation.hysteresis = 0.5
    substation.lockouts = 0
    substation.loss = draw.uniform(30...80)
    return Plant(site: site, boiler: substation, circuits: [circuit])
  }
}
