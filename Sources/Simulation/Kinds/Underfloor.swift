extension PlantDraw {
  /// Pipes in a floor: what they emit goes into the floor alone, and comes out of it hours later.
  static func underfloor(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 2)
    let rooms = draw.rooms(size: draw.factor(1.6), losses: draw.uniform(0.5...0.8))
    var circuit = Plant.Circuit(name: "floor", rooms: rooms)
    draw.surroundings(of: &circuit)
    draw.settings(of: &circuit.control)
    draw.use(of: &circuit, dwellings: 0.4)
    circuit.emissionExponent = 1
    circuit.nicheShare = 1
    circuit.nicheContact = 1
    // The excess of the water divides between the way into the floor and the way out of it.
    let excess = draw.uniform(10...14)
    let inward = draw.uniform(0.4...0.55)
    circuit.size(
      excess: excess, spread: draw.uniform(4...7), mass: draw.uniform(70...120),
      oversize: 1)
    let oversize = draw.uniform(1...1.3)
    circuit.radiatorCoefficient = oversize * circuit.designLoad / (inward * excess)
    circuit.nicheConductance = oversize * circuit.designLoad / ((1 - inward) * excess)
    circuit.nicheCapacity = circuit.nicheConductance * draw.uniform(2...4.5) * 3600
    circuit.valveTravel = draw.uniform(120...240)
    circuit.pumpStops = draw.happens(0.3)
    circuit.sunlitWater = 0
    circuit.control.reducedRoom = draw.uniform(16.5...18)
    circuit.control.setbackRoom = draw.uniform(14.5...16)
    circuit.control.roomInfluence = draw.uniform(0.5...2)
    circuit.control.boostSupply = draw.uniform(36...40)
    circuit.control.boostPerKelvin = draw.uniform(3600...7200)
    circuit.control.boostLead = 3600...draw.uniform(3...5) * 3600
    circuit.control.dayEnd -= draw.uniform(0...2) * 3600
    circuit.control.leastExcess = draw.uniform(4.5...6)
    circuit.control.resumeExcess = circuit.control.leastExcess + 2
    circuit.control.wakingError = 1.5
    var boiler = Plant.Boiler()
    boiler.power = draw.uniform(1.6...2.5) * circuit.designLoad
    boiler.capacity = boiler.power * draw.uniform(40...80)
    boiler.lowest = draw.uniform(35...50)
    boiler.highest = 60
    boiler.margin = draw.uniform(4...8)
    boiler.lockouts = draw.uniform(0...2)
    boiler.loss = boiler.capacity / 130_000
    return Plant(site: draw.site(), boiler: boiler, circuits: [circuit])
  }
}
