/// An Emoncms that a workspace knows by a name.
public struct Connection: Sendable, Hashable {
  /// How it is reached.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Over HTTP, by its address and a key.
    case http
    /// On this machine, by the folder of its settings.
    case machine
  }

  public let name: String
  public let kind: Kind
  /// An address without a key, or the path of a folder.
  public let address: String
  /// The account whose feeds are meant; nil for the only one there is, or the key's.
  public let user: Int?

  public init(name: String, kind: Kind, address: String, user: Int? = nil) {
    self.name = name
    self.kind = kind
    self.address = address
    self.user = user
  }
}
