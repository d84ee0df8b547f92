extension PlantDraw {
  /// A gymnasium or parish hall: cold for days, then hours of boost for a meeting.
  static func hall(_ seed: UInt64) -> Plant {
    var draw = PlantDraw(seed, stream: 5)
    var circuit = Plant.Circuit(name: "hall", rooms: [draw.hallRoom(size: draw.factor(1.5))])
    draw.surroundings(of: &circuit)
    draw.settings(of: &circuit.control)
    draw.meet(&circuit)
    if draw.happens(0.5) {
      // Air heaters: light, and their heat goes into the air.
      circuit.emissionExponent = draw.uniform(1...1.1)
      circuit.size(
        excess: draw.uniform(26...36), spread: draw.uniform(10...15), mass: draw.uniform(24...34),
        oversize: draw.uniform(2.2...3))
      circuit.nicheShare = draw.uniform(0...0.05)
    } else {
      circuit.size(
        excess: draw.uniform(26...36), spread: draw.uniform(10...15), mass: draw.uniform(50...80),
        oversize: draw.uniform(2.2...3))
      circuit.nicheShare = draw.uniform(0.1...0.25)
    }
    circuit.nicheConductance = 0.03 * circuit.designLoad
    circuit.nicheCapacity = circuit.nicheConductance * draw.uniform(2...4) * 3600
    circuit.valveTravel = draw.uniform(90...180)
    circuit.pumpStops = draw.happens(0.6)
    circuit.sunlitWater = draw.happens(0.5) ? 0 : draw.uniform(1...6)
    circuit.control.normalRoom = draw.uniform(17...20)
    circuit.control.setbackRoom = draw.uniform(3...5)
    circuit.control.reducedRoom = circuit.control.setbackRoom + 1
    circuit.control.roomInfluence = draw.uniform(1...3)
    circuit.control.boostSupply = draw.uniform(60...72)
    circuit.control.boostPerKelvin = draw.uniform(1500...3000)
    circuit.control.boostLead = 7200...draw.uniform(6...9) * 3600
    var boiler = Plant.Boiler()
    boiler.power = draw.uniform(2.5...3.5) * circuit.designLoad
    boiler.capacity = boiler.power * draw.uniform(40...60)
    boiler.lowest = draw.uniform(40...55)
    boiler.highest = 80
    boiler.margin = draw.uniform(4...8)
    boiler.lockouts = draw.uniform(0...2)
    boiler.loss = boiler.capacity / 100_000
    boiler.restsCold = draw.happens(0.7)
    return Plant(site: draw.site(), boiler: boiler, circuits: [circuit])
  }

  private mutating func hallRoom(size: Double) -> Plant.Room {
    var hall = room("hall", size: size)
    hall.airCapacity = uniform(50e6...100e6) * size
    hall.structureCapacity = uniform(400e6...900e6) * size
    hall.coupling = uniform(6000...10_000) * size
    hall.airConductance = uniform(500...1000) * size
    hall.fabricConductance = uniform(700...1300) * size
    return hall
  }

  /// Two or three meetings a week, and one every other week, each on a day of its own.
  private mutating func meet(_ circuit: inout Plant.Circuit) {
    let evenings = [0, 1, 2, 3, 4].filter { _ in happens(0.35) }.prefix(2)
    circuit.use.meetings = (evenings.isEmpty ? [2] : Array(evenings)).map { weekday in
      let start = time(17...19.5)
      return Plant.Meeting(weekday: weekday, start: start, end: start + time(2...4))
    }
    let saturday = time(10...18)
    circuit.use.meetings.append(
      Plant.Meeting(weekday: 5, start: saturday, end: saturday + time(2...5), everyWeeks: 2))
    let sunday = time(9...10.5)
    circuit.use.meetings.append(
      Plant.Meeting(weekday: 6, start: sunday, end: sunday + time(1.5...4)))
    circuit.use.airing = 0.02
  }
}
