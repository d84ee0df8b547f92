extension PlantDraw {
  /// Light radiators or convectors that the boiler's own water flows through.
  static func direct(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 3)
    let rooms = draw.rooms(size: draw.factor(1.6), losses: draw.uniform(0.5...0.8))
    var circuit = Plant.Circuit(name: "direct", rooms: rooms)
    draw.surroundings(of: &circuit)
    draw.settings(of: &circuit.control)
    draw.use(of: &circuit, dwellings: 0.3)
    circuit.isDirect = true
    circuit.pumpOverrun = draw.uniform(120...900)
    circuit.emissionExponent = draw.uniform(1.28...1.4)
    circuit.size(
      excess: draw.uniform(24...34), spread: draw.uniform(9...14), mass: draw.uniform(24...40),
      oversize: draw.uniform(1.3...1.7))
    circuit.nicheShare = draw.uniform(0.05...0.15)
    circuit.nicheConductance = 0.03 * circuit.designLoad
    circuit.nicheCapacity = circuit.nicheConductance * draw.uniform(2...4) * 3600
    circuit.sunlitWater = draw.happens(0.5) ? 0 : draw.uniform(1...6)
    // Off at night, but for the frost.
    circuit.control.setbackRoom = draw.uniform(12.5...14.5)
    circuit.control.reducedRoom = circuit.control.setbackRoom + 1
    circuit.control.roomInfluence = draw.uniform(1...4)
    circuit.control.boostLead = 2700...draw.uniform(2...4) * 3600
    circuit.control.boostSupply = draw.uniform(55...68)
    circuit.control.slope *= draw.uniform(1...1.2)
    var boiler = Plant.Boiler()
    boiler.power = draw.uniform(1.5...2.2) * circuit.designLoad
    boiler.capacity = max(1_500_000, boiler.power * draw.uniform(20...36))
    boiler.lowest = draw.uniform(32...42)
    boiler.highest = 75
    boiler.margin = 0
    boiler.hysteresis = draw.uniform(2.5...4.5)
    boiler.lockouts = draw.uniform(0...2)
    boiler.loss = boiler.capacity / draw.uniform(15_000...40_000)
    boiler.restsCold = true
    return Plant(site: draw.site(), boiler: boiler, circuits: [circuit])
  }
}
