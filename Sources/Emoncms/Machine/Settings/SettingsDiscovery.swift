import Foundation

extension EmoncmsSettings {
  /// Where PHP looks for MariaDB's socket on the usual systems.
  private static let usualSockets = [
    "/var/run/mysqld/mysqld.sock", "/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock",
    "/tmp/mysql.sock",
  ]

  /// Reads the settings of the Emoncms that is installed in a folder.
  ///
  /// `settings.php` counts before `settings.ini`, either over the defaults that come with Emoncms.
  /// PHP is not run.
  ///
  /// - Parameters:
  ///   - folder: The folder, `/var/www/emoncms` for instance.
  ///   - environment: What `{{NAME}}` in the settings stands for; that of the process if nil.
  ///   - phpFolder: Where PHP's own settings are, for the path of the database's socket.
  /// - Throws: ``EmoncmsError`` with code `badSettings`: file, line or key, and what is wrong.
  public init(
    readingFrom folder: String,
    environment: [String: String]? = nil,
    phpFolder: String = "/etc/php"
  ) throws(EmoncmsError) {
    let file = try SettingsFile(
      in: folder, environment: environment ?? ProcessInfo.processInfo.environment)
    let reader = SettingsKeys(file: file.path, values: file.values)
    var host = try reader.text("sql", "server") ?? "localhost"
    // PHP's mark for a connection that is kept open.
    if host.hasPrefix("p:") { host.removeFirst(2) }
    let database = Database(
      host: host, port: try reader.port("sql", "port") ?? 3306,
      socket: host == "localhost" ? Self.socket(phpFolder) : nil,
      name: try reader.required("sql", "database"),
      username: try reader.required("sql", "username"),
      password: Secret(try reader.text("sql", "password") ?? ""))
    var cache: Cache?
    if file.values["redis", "enabled"]?.isTrue == true {
      cache = Cache(
        host: try reader.text("redis", "host") ?? "localhost",
        port: try reader.port("redis", "port") ?? 6379,
        password: Secret(try reader.text("redis", "auth") ?? ""),
        number: try reader.number("redis", "dbnum", 0...Int(Int32.max)) ?? 0,
        prefix: try reader.text("redis", "prefix") ?? "emoncms")
    }
    self.init(
      folder: folder, database: database, cache: cache,
      dataFolder: try Self.dataFolder(folder, reader),
      hasWriteBuffer: cache != nil && file.values["feed", "redisbuffer", "enabled"]?.isTrue == true,
      version: Self.version(in: folder))
  }

  private static func dataFolder(
    _ folder: String, _ reader: SettingsKeys
  ) throws(EmoncmsError) -> String {
    var path = try reader.text("feed", "phpfina", "datadir") ?? "/var/lib/phpfina/"
    guard path.hasSuffix("/") else {
      throw reader.failure(
        ["feed", "phpfina", "datadir"], "does not end with /, which Emoncms needs",
        "Add it: Emoncms puts the names of its files right behind.")
    }
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// What an Emoncms calls its version: `version.json`, or `version.txt` before version 11.
  package static func version(in folder: String) -> String? {
    struct Version: Decodable {
      let version: String
    }
    if let data = FileManager.default.contents(atPath: "\(folder)/version.json"),
      let version = try? JSONDecoder().decode(Version.self, from: data)
    {
      return version.version.printable
    }
    guard let data = FileManager.default.contents(atPath: "\(folder)/version.txt"),
      let line = String(decoding: data.prefix(40), as: UTF8.self)
        .split(whereSeparator: \.isWhitespace).first
    else { return nil }
    return String(line).printable
  }

  /// Path of the database's socket: what PHP is told, or the first of the usual ones that is there.
  private static func socket(_ phpFolder: String) -> String? {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: phpFolder)) ?? []
    for version in versions.sorted().reversed() {
      for part in ["apache2", "fpm", "cli"] {
        let path = "\(phpFolder)/\(version)/\(part)/php.ini"
        if let data = FileManager.default.contents(atPath: path),
          let values = try? INIReader.read(Array(data), environment: [:]),
          let socket = values["MySQLi", "mysqli.default_socket"]?.text, !socket.isEmpty
        {
          return socket
        }
      }
    }
    return usualSockets.first { FileManager.default.fileExists(atPath: $0) }
  }
}

/// The keys of a settings file, each checked as it is read.
struct SettingsKeys {
  let file: String
  let values: SettingValue

  /// The text of a key; nil where it is not set.
  func text(_ path: String...) throws(EmoncmsError) -> String? { try text(path) }

  /// The text of a key that must be there and not empty.
  func required(_ path: String...) throws(EmoncmsError) -> String {
    guard let text = try text(path), !text.isEmpty else {
      throw failure(path, "is not set", "Set it as Emoncms needs it.")
    }
    return text
  }

  /// A number of a port.
  func port(_ path: String...) throws(EmoncmsError) -> Int? { try number(path, 1...65_535) }

  /// A whole number; nil where it is not set or empty.
  func number(_ section: String, _ key: String, _ range: ClosedRange<Int>)
    throws(EmoncmsError) -> Int?
  {
    try number([section, key], range)
  }

  /// The error for a key.
  func failure(_ path: [String], _ problem: String, _ remedy: String) -> EmoncmsError {
    let key = path.dropFirst(2).reduce(path.prefix(2).joined(separator: ".")) { "\($0)[\($1)]" }
    return EmoncmsError(.badSettings, "\(file): \(key)", problem, remedy: remedy)
  }

  private func number(
    _ path: [String], _ range: ClosedRange<Int>
  ) throws(EmoncmsError) -> Int? {
    guard let text = try text(path), !text.isEmpty else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw failure(
        path, "is no number from \(range.lowerBound) to \(range.upperBound)", "Correct it.")
    }
    return number
  }

  private func text(_ path: [String]) throws(EmoncmsError) -> String? {
    var value: SettingValue? = values
    for key in path { value = value?[key] }
    guard let value else { return nil }
    guard let text = value.text else {
      throw failure(path, "is a list, where one value should be", "Correct it.")
    }
    // The client libraries would read only what stands before it.
    guard !text.utf8.contains(0) else {
      throw failure(path, "holds a zero byte", "Correct it.")
    }
    return text
  }
}
