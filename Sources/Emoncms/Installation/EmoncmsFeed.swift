/// A feed as an Emoncms lists it.
public struct EmoncmsFeed: Sendable, Hashable {
  /// The engine of feeds at a fixed interval, PHPFina.
  public static let fixedInterval = 5

  public let id: Int
  public let name: String
  /// The node that Emoncms shows it under.
  public let tag: String
  public let unit: String
  /// The number of the engine that keeps its points.
  public let engine: Int
  /// Time of the last value that Emoncms has cached, in Unix seconds.
  public let lastTime: Int?
  /// The last value that Emoncms has cached.
  public let lastValue: Double?
  /// Size of its files as Emoncms last counted it, in bytes.
  public let size: Int?

  public init(
    id: Int, name: String, tag: String, unit: String, engine: Int, lastTime: Int? = nil,
    lastValue: Double? = nil, size: Int? = nil
  ) {
    self.id = id
    self.name = name
    self.tag = tag
    self.unit = unit
    self.engine = engine
    self.lastTime = lastTime
    self.lastValue = lastValue
    self.size = size
  }
}
