extension PlantDraw {
  /// Large surfaces in a building that loses little: the water is hardly warmer than the rooms.
  static func weak(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 6)
    let rooms = draw.rooms(size: draw.factor(1.4), losses: draw.uniform(0.45...0.6))
    var circuit = Plant.Circuit(name: "weak", rooms: rooms)
    draw.surroundings(of: &circuit)
    circuit.supplyOffset *= 0.5
    draw.settings(of: &circuit.control)
    draw.use(of: &circuit, dwellings: 0.3)
    circuit.emissionExponent = draw.uniform(1.1...1.3)
    circuit.size(
      excess: draw.uniform(5...6), spread: draw.uniform(2...3), mass: draw.uniform(150...250),
      oversize: draw.uniform(1...1.25))
    circuit.nicheShare = draw.uniform(0.1...0.2)
    circuit.nicheContact = 0.2
    circuit.nicheConductance = 0.08 * circuit.designLoad
    circuit.nicheCapacity = circuit.nicheConductance * draw.uniform(2...4) * 3600
    circuit.valveTravel = draw.uniform(120...240)
    circuit.control.setbackRoom = circuit.control.normalRoom - draw.uniform(1.8...2.5)
    circuit.control.reducedRoom = circuit.control.normalRoom - draw.uniform(1...1.5)
    circuit.control.roomInfluence = draw.uniform(0.3...0.8)
    circuit.control.boostSupply = circuit.control.normalRoom + draw.uniform(5.5...6.5)
    circuit.control.slope *= 1.2
    circuit.control.leastExcess = 4.2
    circuit.control.resumeExcess = 5
    circuit.control.wakingError = 1.5
    var source = Plant.Boiler()
    source.power = draw.uniform(2...3) * circuit.designLoad
    source.capacity = source.power * draw.uniform(60...100)
    source.lowest = draw.uniform(32...40)
    source.highest = 45
    source.margin = 5
    source.lockouts = 0
    source.loss = source.capacity / 130_000
    return Plant(site: draw.site(), boiler: source, circuits: [circuit])
  }
}
