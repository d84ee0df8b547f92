extension Plant {
  /// One heating circuit: mixing valve or none, pump, radiators, controller and the rooms they serve.
  public struct Circuit: Sendable, Equatable {
    /// ASCII letters, digits and underscores.
    public var name: String
    /// Whether the boiler's water reaches the radiators unmixed. There is no valve then: the pump
    /// runs while heat is asked for, and stops.
    public var isDirect = false
    /// Water flow while the pump runs, kg/s.
    public var flow = 1.55
    /// Whether the pump of a mixed circuit stops while no heat is asked for; else it runs day and
    /// night.
    public var pumpStops = false
    /// Time that a pump runs on after heat is no longer asked for, s.
    public var pumpOverrun = 300.0
    /// Share of the flow that gravity keeps up while the pump stands.
    public var standingFlow = 0.002
    /// Time constant with which standing water takes the plant room's temperature at the sensors, s.
    public var pipeCooling = 7200.0
    /// Heat capacity of the radiators and their water, J/K.
    public var radiatorCapacity = 4_000_000.0
    /// Emission at 1 K above the surroundings, W/K^n with `n` the exponent.
    public var radiatorCoefficient = 1150.0
    /// Exponent of the emission: 1.3 for radiators (EN 442), about 1 for floors and air heaters.
    public var emissionExponent = 1.3
    /// Heat capacity of the walls behind the radiators, or of the heated floor, J/K.
    public var nicheCapacity = 36_000_000.0
    /// From those walls to the rooms, W/K.
    public var nicheConductance = 2500.0
    /// Share of the radiators' heat that goes into those walls.
    public var nicheShare = 0.25
    /// Weight of those walls, beside the rooms, in the temperature of the surroundings: 1 for pipes
    /// in a floor.
    public var nicheContact = 0.5
    /// What seeps from the header through the shut valve, W/K.
    public var valveLeak = 0.0
    /// Time that the valve takes from end to end, s.
    public var valveTravel = 150.0
    /// Where the supply sensor stands.
    public var supplySensor = SupplySensor.circuit
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
    public var use = Use()
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

  /// Where a circuit's supply sensor stands.
  public enum SupplySensor: Sendable, Hashable {
    /// On the circuit's pipe, behind the mixing valve.
    case circuit
    /// On the boiler's side of the valve: it sees the header, whether or not heat is drawn from it.
    case header
  }
}
