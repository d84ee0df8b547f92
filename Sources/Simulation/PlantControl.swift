extension Plant {
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
    /// Least and greatest boost time, s; a boost does not begin before midnight.
    public var boostLead = 2700.0...9000.0
    /// Local time at which the day ends.
    public var dayEnd = 18.0 * 3600
    /// Outdoor temperature above which the normal regime is cut out, °C.
    public var normalLimit = 16.0
    /// Outdoor temperature above which the reduced regime is cut out, °C.
    public var reducedLimit = 9.5
    /// Outdoor temperature below which nights are reduced and above which they are off, °C; nil
    /// where the rooms alone decide.
    public var nightLimit: Double?
    /// Days of the year, from 1, on which the heating is shut down; nil where only mild days are
    /// cut out.
    public var summer: ClosedRange<Int>?
    /// Whether it heats day and night, summer and winter, without cut-outs.
    public var alwaysOn = false
    /// The curve's excess over the room below which no heat is asked for, K.
    public var leastExcess = 5.0
    /// The curve's excess over the room above which heat is asked for again, K.
    public var resumeExcess = 8.0
    /// Shortfall of the supply at which a valve that is shut begins to move, K.
    public var wakingError = 2.5

    public init() {}
  }
}
