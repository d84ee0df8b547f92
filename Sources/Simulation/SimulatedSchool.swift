/// What a simulation gives: the feeds that the school's sensors would have recorded, and the truth.
///
/// Sample `k` covers `[start + k * interval, start + (k + 1) * interval)`. A feed's value is the
/// last reading within it, as Emoncms keeps the last value posted in an interval; a true state says
/// what happened during it.
public struct SimulatedSchool: Sendable, Equatable {
  /// Time of sample 0, Unix seconds.
  public var start: Int
  /// Seconds between two samples.
  public var interval: Int
  /// The feeds, each of ``count`` values.
  public var feeds: [SimulatedFeed]
  /// The heating circuits.
  public var circuits: [SimulatedCircuit]
  /// Number of samples.
  public var count: Int

  /// The feed of a name.
  ///
  /// - Parameter name: A feed's name, unique in a school.
  /// - Returns: The feed, or nil where there is none.
  public func feed(_ name: String) -> SimulatedFeed? { feeds.first { $0.name == name } }
}

/// One feed of a simulated school.
public struct SimulatedFeed: Sendable, Equatable {
  /// What a feed measures.
  public enum Role: String, Sendable, CaseIterable {
    case supply, `return`, indoor, humidity, outdoor, plantRoom, pumpPower
  }

  /// ASCII letters, digits and underscores; unique in the school.
  public var name: String
  /// The sensor's node, as Emoncms groups its feeds.
  public var tag: String
  /// `°C`, `%` or `W`.
  public var unit: String
  public var role: Role
  /// Name of the circuit it belongs to; nil for what both share.
  public var circuit: String?
  /// Readings, NaN where nothing was recorded.
  public var values: [Float]
}

/// One heating circuit of a simulated school and its truth.
public struct SimulatedCircuit: Sendable, Equatable {
  public var name: String
  /// Name of the feed of the supply temperature.
  public var supply: String
  /// Name of the feed of the return temperature.
  public var `return`: String
  /// Names of the feeds of the room temperatures.
  public var indoor: [String]
  /// Name of the feed of the outdoor temperature.
  public var outdoor: String
  /// Name of the feed of the plant room's temperature.
  public var plantRoom: String
  /// 1 where the circuit was served with heat from the boiler for at least half of the sample's
  /// interval, else 0. It is known in the sensors' gaps as well. In a direct circuit the burner's
  /// pauses belong to the service.
  public var trueState: [UInt8]
  /// What the controller was about for most of the interval's time.
  public var regime: [Regime]
  /// Mean heat that the circuit drew from the boiler during the interval, W; in a mixed circuit more
  /// than 0 wherever the state is 1. What seeps through a shut valve is not counted.
  public var heat: [Float]
}
