/// The parameters of a heated building: its site, boiler and circuits.
///
/// The equations in which they stand are in `docs/simulation.md`.
public struct Plant: Sendable, Equatable {
  public var site: Site
  public var boiler: Boiler
  /// The heating circuits; their names differ.
  public var circuits: [Circuit]

  /// - Parameters:
  ///   - site: Where the building stands.
  ///   - boiler: What heats the water.
  ///   - circuits: What the water heats.
  public init(site: Site, boiler: Boiler, circuits: [Circuit]) {
    self.site = site
    self.boiler = boiler
    self.circuits = circuits
  }

  /// Where the building stands, and its climate.
  public struct Site: Sendable, Equatable {
    /// Degrees north.
    public var latitude = 48.6
    /// Degrees east.
    public var longitude = 7.7
    public var clock = LocalClock()
    /// Mean outdoor temperature of the year, °C.
    public var yearlyMean = 11.0
    /// Half of the difference between the means of summer and winter, K.
    public var seasonalSwing = 9.0
    /// Standard deviation of the changes of air mass from week to week, K.
    public var synopticDeviation = 3.0

    public init() {}
  }

  /// The boiler and the header from which the circuits draw.
  public struct Boiler: Sendable, Equatable {
    /// Power of the burner, W.
    public var power = 420_000.0
    /// Heat capacity of boiler and header, J/K.
    public var capacity = 20_000_000.0
    /// Lowest temperature that it keeps, °C.
    public var lowest = 56.0
    /// Highest temperature that it is asked for, °C.
    public var highest = 72.0
    /// What it adds to the hottest supply that a circuit asks for, K.
    public var margin = 9.0
    /// Half of the burner's hysteresis, K.
    public var hysteresis = 2.0
    /// Burner lockouts a year; a small auxiliary burner then keeps the building from freezing.
    public var lockouts = 8.0
    /// Share of the power left in a lockout.
    public var auxiliaryShare = 0.09

    public init() {}
  }

  /// One heating circuit: mixing valve, pump, radiators, controller and the rooms they serve.
  public struct Circuit: Sendable, Equatable {
    /// ASCII letters, digits and underscores.
    public var name: String
    /// Water flow, kg/s; the pump runs day and night.
    public var flow = 1.55
    /// Heat capacity of the radiators and their water, J/K.
    public var radiatorCapacity = 4_000_000.0
    /// Emission at 1 K above the surroundings, W/K^1.3 (exponent of EN 442).
    public var radiatorCoefficient = 1150.0
    /// Heat capacity of the walls behind the radiators, J/K.
    public var nicheCapacity = 36_000_000.0
    /// From those walls to the rooms, W/K.
    public var nicheConductance = 2500.0
    /// Share of the radiators' heat that goes into those walls.
    public var nicheShare = 0.25
    /// What seeps from the header through the shut valve, W/K.
    public var valveLeak = 0.0
    /// Time that the valve takes from end to end, s.
    public var valveTravel = 150.0
    /// Share of supply water that a bypass lets into the return pipe before its sensor; 1 makes
    /// the return temperature useless.
    public var bypass = 0.0
    /// Sunlit area of radiators and pipes, m².
    public var sunlitWater = 0.0
    /// Azimuth of the façade, degrees from south, west positive.
    public var facade = 0.0
    /// Standard deviation of the slow drift of the return sensor's error, K.
    public var returnDrift = 0.1
    /// Constant error of the supply sensor, K.
    public var supplyOffset = 0.0
    /// Constant error of the return sensor, K.
    public var returnOffset = 0.0
    /// Power of the pump with water of 20 °C, W.
    public var pumpPower = 98.0
    /// What each kelvin of water temperature takes off the pump's power, W/K.
    public var pumpPowerPerKelvin = 0.45
    /// What an open mixing valve takes off the pump's power, W.
    public var pumpPowerDrop = 0.0
    public var control = Control()
    public var rooms: [Room]

    /// - Parameters:
    ///   - name: ASCII letters, digits and underscores.
    ///   - rooms: At least one.
    public init(name: String, rooms: [Room]) {
      self.name = name
      self.rooms = rooms
    }
  }

  /// The settings of a circuit's controller.
  public struct Control: Sendable, Equatable {
    /// Room temperature wanted by day, °C.
    public var normalRoom = 20.0
    /// Room temperature wanted in the reduced regime, °C.
    public var reducedRoom = 17.5
    /// Room temperature at which the quick setback ends and the reduced regime begins, °C.
    public var setbackRoom = 16.5
    /// Slope of the heating curve, K of supply per K of outdoor temperature.
    public var slope = 1.5
    /// K of supply per K that the room is too cold.
    public var roomInfluence = 3.0
    /// Supply temperature of the boost, °C.
    public var boostSupply = 59.0
    /// Local time, seconds since midnight, at which the rooms should be warm.
    public var dayStart = 7.75 * 3600
    /// Local time at which the boost ends at the latest.
    public var boostEnd = 8.25 * 3600
    /// Boost time per kelvin missing, s/K.
    public var boostPerKelvin = 1800.0
    /// Local time at which the day ends.
    public var dayEnd = 18.0 * 3600
    /// Outdoor temperature above which the normal regime is cut out, °C.
    public var normalLimit = 16.0
    /// Outdoor temperature above which the reduced regime is cut out, °C.
    public var reducedLimit = 9.5

    public init() {}
  }

  /// Rooms of one kind, of which one has a sensor. All figures are for the whole of them.
  public struct Room: Sendable, Equatable {
    /// ASCII letters, digits and underscores.
    public var name: String
    /// Air and furniture, J/K.
    public var airCapacity = 20_000_000.0
    /// Walls and floors, J/K.
    public var structureCapacity = 400_000_000.0
    /// From air to structure, W/K.
    public var coupling = 5000.0
    /// From air to outdoors through windows and leaks, W/K.
    public var airConductance = 400.0
    /// From structure to outdoors, W/K.
    public var fabricConductance = 800.0
    /// What open windows add, W/K.
    public var windowConductance = 3500.0
    /// Area through which the façade's irradiance enters, m².
    public var solarAperture = 24.0
    /// Gains with all pupils present, W.
    public var occupancyGain = 8000.0
    /// Share of the circuit's radiators; the shares of a circuit's rooms sum up to 1.
    public var radiatorShare = 0.5

    /// - Parameter name: ASCII letters, digits and underscores.
    public init(name: String) { self.name = name }
  }
}

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
