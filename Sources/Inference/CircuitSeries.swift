/// The temperatures of one heating circuit on one grid: what an inference method is given.
///
/// All arrays have `supply.count` values, sample `k` being the instant `start + k * interval`;
/// temperatures in °C, NaN where nothing was recorded.
public struct CircuitSeries: Sendable {
  /// Time of sample 0, Unix seconds (UTC).
  public var start: Int
  /// Seconds between two samples, at least 1.
  public var interval: Int
  /// Water leaving for the radiators (*départ*).
  public var supply: [Float]
  /// Water coming back (*retour*).
  public var `return`: [Float]?
  /// Room air, one array a sensor; empty where no room is measured.
  public var indoor: [[Float]]
  /// Outside air.
  public var outdoor: [Float]?
  /// Air of the plant room.
  public var plantRoom: [Float]?
  /// What a person has set by hand, sample by sample: nil where inference decides; else the state
  /// that it must keep.
  public var hand: [HeatState?]?

  /// - Parameters:
  ///   - start: Time of sample 0, Unix seconds.
  ///   - interval: Seconds between two samples.
  ///   - supply: Supply temperatures, °C.
  ///   - return: Return temperatures, °C.
  ///   - indoor: Room temperatures, °C, one array a sensor.
  ///   - outdoor: Outside temperatures, °C.
  ///   - plantRoom: Plant room temperatures, °C.
  ///   - hand: States set by hand.
  public init(
    start: Int, interval: Int, supply: [Float], return: [Float]? = nil, indoor: [[Float]] = [],
    outdoor: [Float]? = nil, plantRoom: [Float]? = nil, hand: [HeatState?]? = nil
  ) {
    self.start = start
    self.interval = interval
    self.supply = supply
    self.return = `return`
    self.indoor = indoor
    self.outdoor = outdoor
    self.plantRoom = plantRoom
    self.hand = hand
  }
}

/// What inference says of one sample.
public enum HeatState: UInt8, Sendable, Hashable {
  case off = 0
  case on = 1
  case unknown = 2
}
