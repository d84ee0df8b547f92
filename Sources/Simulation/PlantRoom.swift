extension Plant {
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
    /// Gains with everybody present, W.
    public var occupancyGain = 8000.0
    /// Share of the circuit's radiators; the shares of a circuit's rooms sum up to 1.
    public var radiatorShare = 0.5
    /// Constant error of the temperature sensor, K.
    public var sensorOffset = 0.0

    /// - Parameter name: ASCII letters, digits and underscores.
    public init(name: String) { self.name = name }
  }
}
