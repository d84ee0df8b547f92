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
    /// What the plant room takes from it, W/K.
    public var loss = 150.0
    /// Whether the burner rests while no circuit asks for heat; else the boiler is kept at its lowest
    /// temperature.
    public var restsCold = false

    public init() {}
  }
}
