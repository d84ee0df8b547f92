/// Where the Studio listens, and what it serves.
public struct StudioConfiguration: Sendable {
  /// The port that is asked for where nobody names one.
  public static let usualPort = 8321

  /// A name or an address of this machine.
  public var host: String
  /// 0 for any that is free.
  public var port: Int
  /// A folder to read the page from at each request; nil for the page inside the program.
  public var pageFolder: String?
  /// The program's version.
  public var version: String

  /// - Parameters:
  ///   - host: A name or an address of this machine.
  ///   - port: The port; 0 for any that is free.
  ///   - pageFolder: A folder to read the page from; nil for the page inside the program.
  ///   - version: The program's version.
  public init(
    host: String = "127.0.0.1", port: Int = usualPort, pageFolder: String? = nil, version: String
  ) {
    self.host = host
    self.port = port
    self.pageFolder = pageFolder
    self.version = version
  }
}
