extension PlantDraw {
  /// A boiler with one mixed circuit of radiators, from which other kinds depart.
  mutating func mixed(_ name: String) -> Plant {
    let rooms = rooms(size: factor(1.6), losses: uniform(0.7...1.2))
    var circuit = Plant.Circuit(name: name, rooms: rooms)
    surroundings(of: &circuit)
    settings(of: &circuit.control)
    use(of: &circuit, dwellings: 0.3)
    circuit.size(
      excess: uniform(24...32), spread: uniform(9...14), mass: uniform(50...80),
      oversize: uniform(1.2...1.6))
    circuit.nicheShare = uniform(0.12...0.3)
    circuit.nicheConductance = 0.04 * circuit.designLoad
    circuit.nicheCapacity = circuit.nicheConductance * uniform(3...5) * 3600
    circuit.valveTravel = uniform(90...240)
    circuit.control.reducedRoom = uniform(16.5...18)
    circuit.control.setbackRoom = uniform(14.5...16.3)
    circuit.control.roomInfluence = uniform(1...5)
    circuit.control.slope *= uniform(0.95...1.1)
    circuit.control.boostSupply = uniform(52...62)
    var boiler = Plant.Boiler()
    boiler.power = uniform(2...3) * circuit.designLoad
    boiler.capacity = boiler.power * uniform(45...70)
    boiler.lowest = uniform(50...60)
    boiler.margin = uniform(5...10)
    boiler.lockouts = uniform(0...4)
    boiler.loss = boiler.capacity / 130_000
    return Plant(site: site(), boiler: boiler, circuits: [circuit])
  }
}
