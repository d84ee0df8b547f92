import Foundation
import Synchronization

/// A website that is what a module sees of an Emoncms, with Retouche's module installed in it.
///
/// PHP's own server runs the few parts of an Emoncms that a module lives on, over a database and a
/// cache of its own; the feeds are those of an ``EmoncmsServer``.
public final class ModuleServer: Sendable {
  /// Who can log in, with the password ``password``.
  public enum User: String, Sendable {
    /// User 1, whose feeds they are.
    case writer
    /// User 1 again, who may only read.
    case reader
    /// User 2.
    case other
  }

  public static let password = "open sesame"
  private static let count = Atomic(0)
  private static let redis = Mutex<RedisServer?>(nil)

  public let version: EmoncmsServer.Version
  /// Where the feeds are.
  public let feeds: EmoncmsServer
  /// What browsers speak to.
  public let gate: RequestGate
  /// The cache; nil where that Emoncms has none.
  public let cache: RedisServer?
  /// What each key of the cache begins with.
  public let prefix: String
  /// Name of the database.
  public let database: String
  private let maria: MariaDBServer
  private let process: ServerProcess

  /// The website's folder, laid out as an Emoncms's.
  public var folder: String { Self.folder(in: process.folder) }

  private static func folder(in folder: String) -> String { "\(folder)/emoncms" }

  /// The website, with a slash at the end.
  public var address: String { "http://127.0.0.1:\(gate.port)/" }

  /// Starts it; ``stop()`` ends it.
  ///
  /// - Parameters:
  ///   - version: What it is to be.
  ///   - hasCache: Whether it has Redis.
  ///   - isInstalled: Whether the module is in it.
  /// - Throws: ``ServerFailure`` where something does not start.
  public init(
    _ version: EmoncmsServer.Version, hasCache: Bool = true, isInstalled: Bool = true
  ) throws {
    self.version = version
    let feeds = try EmoncmsServer(version)
    self.feeds = feeds
    let maria = try MariaDBServer.sharedServer()
    self.maria = maria
    let number = Self.count.add(1, ordering: .relaxed).newValue
    let database = "module\(number)"
    self.database = database
    let prefix = "module\(number)."
    self.prefix = prefix
    let cache = hasCache ? try Self.sharedCache() : nil
    self.cache = cache
    try maria.run(Self.tables(database, feeds))
    let port = try LoopbackListener().port
    process = try ServerProcess { folder in
      let site = Self.folder(in: folder)
      try FileManager.default.copyItem(atPath: Self.host, toPath: site)
      try FileManager.default.createDirectory(
        atPath: "\(folder)/sessions", withIntermediateDirectories: false)
      let settings = Self.settings(maria, database, cache, prefix, feeds)
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(site)/settings.ini"))
      let (file, text) =
        version.isOld
        ? ("version.txt", version.rawValue)
        : ("version.json", #"{"version":"\#(version.rawValue)"}"#)
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(site)/\(file)"))
      if isInstalled { try Self.install(in: site) }
      return [
        "env", "PHP_CLI_SERVER_WORKERS=4", "php", "-q", "-d", "display_errors=0", "-d",
        "error_reporting=-1", "-d", "log_errors=1", "-d", "error_log=\(folder)/complaints", "-d",
        "session.save_path=\(folder)/sessions", "-S", "127.0.0.1:\(port)", "-t", site,
        "\(site)/router.php",
      ]
    }
    gate = try RequestGate(to: port)
    try process.wait {
      guard let socket = LoopbackListener.connect(to: port) else { return false }
      close(socket)
      return true
    }
  }

  /// What PHP has complained of: errors, warnings, what will be gone in a later version.
  public var complaints: String {
    let data = FileManager.default.contents(atPath: "\(process.folder)/complaints") ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  /// Runs statements on the database.
  ///
  /// - Returns: The rows, a line each, their values separated by tabs.
  @discardableResult
  public func sql(_ statements: String) throws -> String {
    try maria.run("USE \(database); \(statements)")
  }

  public func stop() {
    gate.stop()
    process.stop()
    feeds.stop()
    _ = try? maria.run("DROP DATABASE \(database); DROP USER \(database)@'%'")
  }

  // MARK: - What it is made of

  /// The PHP that stands for an Emoncms.
  private static let host = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Host").path

  /// A cache that the sites of this process share. It has no password.
  private static func sharedCache() throws -> RedisServer {
    try redis.withLock { redis in
      if let redis { return redis }
      let server = try RedisServer()
      redis = server
      return server
    }
  }

  private static func tables(_ database: String, _ feeds: EmoncmsServer) -> String {
    // The password, as PHP's password_hash() makes it.
    let hash = "$2y$04$M1wsCwi8D41kNSpdQFBPEu9PVmPc0bNdlNWcLOCgqmtnUgU5J7zPy"
    return """
      CREATE DATABASE \(database) CHARACTER SET utf8mb4;
      CREATE USER \(database)@'%' IDENTIFIED BY '\(password)';
      GRANT ALL ON \(database).* TO \(database)@'%';
      CREATE TABLE \(database).users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
        username varchar(30), password varchar(100), apikey_write varchar(64),
        apikey_read varchar(64), timezone varchar(64), language varchar(5)) ENGINE=MyISAM;
      INSERT INTO \(database).users VALUES
        (1, 'writer', '\(hash)', '\(feeds.writeKey)', '\(feeds.readKey)', 'Europe/Paris', 'en_GB'),
        (2, 'other', '\(hash)', '\(feeds.otherKey)', '-', 'Europe/Paris', 'en_GB');
      """
  }

  private static func settings(
    _ maria: MariaDBServer, _ database: String, _ cache: RedisServer?, _ prefix: String,
    _ feeds: EmoncmsServer
  ) -> String {
    """
    [sql]
    server = "127.0.0.1"
    database = "\(database)"
    username = "\(database)"
    password = "\(password)"
    port = \(maria.port)
    [redis]
    enabled = \(cache == nil ? "false" : "true")
    host = "127.0.0.1"
    port = \(cache?.port ?? 6379)
    prefix = "\(prefix)"
    [feed]
    server = "\(feeds.url)"
    redisbuffer[enabled] = \(cache == nil ? "false" : "true")
    [interface]
    default_language = "en_GB"

    """
  }

  /// Installs the module as a person does.
  ///
  /// `MODULE_FILES=Sources` tries the files of the project as they are instead of those built in.
  public static func install(in site: String) throws {
    if let sources = ProcessInfo.processInfo.environment["MODULE_FILES"] {
      return try copyModule(from: sources, to: "\(site)/Modules/retouche")
    }
    try retouche("install-editor", site)
  }

  /// Removes the module as a person does.
  public static func removeModule(from site: String) throws { try retouche("remove-editor", site) }

  private static func retouche(_ command: String, _ site: String) throws {
    let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    _ = try Spawning.run([
      products.appendingPathComponent("retouche").path, "emoncms", command, "--emoncms", site,
      "--yes",
    ])
  }

  private static func copyModule(from sources: String, to folder: String) throws {
    let page = "\(folder)/page/000000000000"
    for (source, target) in [
      ("EmoncmsModule/Module", folder), ("EmoncmsModule/Page", "\(page)/emoncms"),
      ("Studio/Page/editor", "\(page)/editor"), ("Studio/Page/studio.css", "\(page)/studio.css"),
      ("Studio/Page/icon.svg", "\(page)/icon.svg"),
    ] {
      let parent = URL(fileURLWithPath: target).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: "\(sources)/\(source)", toPath: target)
    }
  }
}
