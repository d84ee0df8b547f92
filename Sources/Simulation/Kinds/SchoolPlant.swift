extension Plant {
  /// A school of two circuits.
  ///
  /// The north's bypass valve is stuck open, so that its return is about as warm as its supply;
  /// the south has the sun, and a valve that does not quite shut.
  public static let school = Plant(site: Site(), boiler: Boiler(), circuits: [north, south])

  private static let north: Circuit = {
    var workshop = Room(name: "B101")
    workshop.airConductance = 650
    workshop.fabricConductance = 900
    workshop.coupling = 4000
    workshop.structureCapacity = 300_000_000
    var classroom = Room(name: "B209")
    classroom.coupling = 6000
    classroom.airConductance = 380
    classroom.structureCapacity = 500_000_000
    var circuit = Circuit(name: "north", rooms: [workshop, classroom])
    circuit.bypass = 0.97
    circuit.returnDrift = 0.6
    circuit.facade = 180
    circuit.radiatorCoefficient = 1350
    circuit.radiatorCapacity = 4_500_000
    circuit.nicheShare = 0.2
    circuit.pumpPower = 147
    circuit.pumpPowerDrop = 8
    circuit.pumpPowerPerKelvin = 0.5
    circuit.control.slope = 1.2
    circuit.control.boostSupply = 50
    circuit.control.roomInfluence = 1
    circuit.control.reducedRoom = 17
    circuit.control.setbackRoom = 14.9
    circuit.control.normalRoom = 20.5
    return circuit
  }()

  private static let south: Circuit = {
    var classroom = Room(name: "B216")
    classroom.solarAperture = 36
    classroom.radiatorShare = 0.46
    var studio = Room(name: "B140")
    studio.coupling = 5500
    studio.radiatorShare = 0.54
    var circuit = Circuit(name: "south", rooms: [classroom, studio])
    circuit.valveLeak = 50
    circuit.sunlitWater = 6
    circuit.supplyOffset = 0.6
    circuit.returnOffset = -0.3
    circuit.control.dayStart = 7.5 * 3600
    circuit.control.boostEnd = 8 * 3600
    circuit.control.dayEnd = 17.75 * 3600
    circuit.control.normalRoom = 20.5
    circuit.control.setbackRoom = 16.2
    circuit.control.roomInfluence = 7
    return circuit
  }()
}
