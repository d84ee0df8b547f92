/// What an Emoncms on this machine says of where it keeps things.
public struct EmoncmsSettings: Hashable, Sendable {
  /// Section `[sql]`.
  public struct Database: Hashable, Sendable {
    public var host: String
    public var port: Int
    /// Path of the server's socket, used in place of host and port.
    public var socket: String?
    public var name: String
    public var username: String
    public var password: Secret

    public init(
      host: String = "localhost", port: Int = 3306, socket: String? = nil, name: String,
      username: String, password: Secret
    ) {
      self.host = host
      self.port = port
      self.socket = socket
      self.name = name
      self.username = username
      self.password = password
    }
  }

  /// Section `[redis]`.
  public struct Cache: Hashable, Sendable {
    /// A host, or the path of a socket.
    public var host: String
    public var port: Int
    public var password: Secret
    /// The number of the database.
    public var number: Int
    /// What stands before every key, without a separator.
    public var prefix: String

    public init(
      host: String = "localhost", port: Int = 6379, password: Secret = Secret(""), number: Int = 0,
      prefix: String = "emoncms"
    ) {
      self.host = host
      self.port = port
      self.password = password
      self.number = number
      self.prefix = prefix
    }
  }

  /// Where Emoncms is installed, as it was given.
  public var folder: String
  public var database: Database
  /// nil where Emoncms does without Redis.
  public var cache: Cache?
  /// Where the files of feeds at a fixed interval are, without a slash at its end.
  public var dataFolder: String
  /// Whether points wait in Redis before they are written (low-write mode).
  public var hasWriteBuffer: Bool
  /// What Emoncms calls its version, where it says so.
  public var version: String?

  public init(
    folder: String, database: Database, cache: Cache?, dataFolder: String,
    hasWriteBuffer: Bool = false, version: String? = nil
  ) {
    self.folder = folder
    self.database = database
    self.cache = cache
    self.dataFolder = dataFolder
    self.hasWriteBuffer = hasWriteBuffer
    self.version = version
  }
}
