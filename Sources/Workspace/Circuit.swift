/// A heating circuit: the feeds that play a role in it, by id.
public struct Circuit: Sendable, Hashable, Codable {
  public var name: String
  /// Water leaving for the radiators.
  public var supply: Int
  /// Water coming back.
  public var `return`: Int?
  /// Room air, one or more.
  public var indoor: [Int]
  /// Outside air.
  public var outdoor: Int?
  /// Air of the plant room.
  public var plantRoom: Int?
  /// The circuit's state feed.
  public var state: Int?

  /// - Parameters:
  ///   - name: The circuit's name.
  ///   - supply: Feed of the water leaving for the radiators.
  ///   - return: Feed of the water coming back.
  ///   - indoor: Feeds of room air.
  ///   - outdoor: Feed of outside air.
  ///   - plantRoom: Feed of the plant room's air.
  ///   - state: The state feed.
  public init(
    name: String, supply: Int, return: Int? = nil, indoor: [Int] = [], outdoor: Int? = nil,
    plantRoom: Int? = nil, state: Int? = nil
  ) {
    self.name = name
    self.supply = supply
    self.return = `return`
    self.indoor = indoor
    self.outdoor = outdoor
    self.plantRoom = plantRoom
    self.state = state
  }

  /// Every feed that plays a role, with the role's name.
  public var roles: [(role: String, feed: Int)] {
    var roles = [("supply", supply)]
    if let feed = self.return { roles.append(("return", feed)) }
    roles += indoor.map { ("indoor", $0) }
    if let outdoor { roles.append(("outdoor", outdoor)) }
    if let plantRoom { roles.append(("plant room", plantRoom)) }
    if let state { roles.append(("state", state)) }
    return roles
  }
}
