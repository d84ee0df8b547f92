import Feeds
import Glibc

/// The settings files of an installation, read and merged as Emoncms does.
struct SettingsFile {
  /// Larger files are no settings.
  private static let largest = 1 << 20

  /// The file that the user wrote, for messages.
  let path: String
  /// What it says, over Emoncms's own defaults.
  let values: SettingValue

  /// Reads `settings.php` where there is one, `settings.ini` elsewhere.
  ///
  /// - Parameters:
  ///   - folder: Where Emoncms is installed.
  ///   - environment: The variables of the environment.
  /// - Throws: ``EmoncmsError`` with code `badSettings` that names the file, and the line.
  init(in folder: String, environment: [String: String]) throws(EmoncmsError) {
    let php = "\(folder)/settings.php"
    let ini = "\(folder)/settings.ini"
    if let bytes = try Self.bytes(of: php) {
      path = php
      let defaults = try Self.php("\(folder)/default-settings.php", folder, environment)
      let custom = try Self.php(bytes, php, folder, environment)
      let settings = custom["settings"] ?? Self.modern(custom)
      values = (defaults?["_settings"] ?? .table([:])).merged(with: settings)
    } else if let bytes = try Self.bytes(of: ini) {
      path = ini
      let defaultPath = "\(folder)/default-settings.ini"
      let defaults = try Self.bytes(of: defaultPath)
      let custom = try Self.ini(bytes, ini, environment)
        .mapText { text throws(EmoncmsError) in try Self.substitute(text, ini, environment) }
      values = try
        (defaults.map { bytes throws(EmoncmsError) in
          try Self.ini(bytes, defaultPath, environment)
        } ?? .table([:])).merged(with: custom)
    } else {
      throw EmoncmsError(
        .badSettings, folder, "has neither settings.ini nor settings.php",
        remedy: "Name the folder that Emoncms is installed in, /var/www/emoncms for instance.")
    }
  }

  /// The variables of the days before `$settings`, in its form.
  private static func modern(_ old: SettingValue) -> SettingValue {
    var sql: [String: SettingValue] = [:]
    for key in ["server", "database", "username", "password", "port"] { sql[key] = old[key] }
    var redis = (old["redis_server"] ?? .table([:])).table
    redis["enabled"] = old["redis_enabled"]
    return .table([
      "sql": .table(sql), "redis": .table(redis), "feed": old["feed_settings"] ?? .table([:]),
    ])
  }

  private static func php(
    _ path: String, _ folder: String, _ environment: [String: String]
  ) throws(EmoncmsError) -> SettingValue? {
    guard let bytes = try bytes(of: path) else { return nil }
    return try php(bytes, path, folder, environment)
  }

  private static func php(
    _ bytes: [UInt8], _ path: String, _ folder: String, _ environment: [String: String]
  ) throws(EmoncmsError) -> SettingValue {
    do throws(SettingsSyntaxError) {
      return try PHPReader.read(bytes, folder: folder, environment: environment)
    } catch {
      throw failure(path, error)
    }
  }

  private static func ini(
    _ bytes: [UInt8], _ path: String, _ environment: [String: String]
  ) throws(EmoncmsError) -> SettingValue {
    do throws(SettingsSyntaxError) {
      return try INIReader.read(bytes, environment: environment)
    } catch {
      throw failure(path, error)
    }
  }

  /// Puts variables of the environment in place of `{{NAME}}`.
  private static func substitute(
    _ text: String, _ path: String, _ environment: [String: String]
  ) throws(EmoncmsError) -> SettingValue {
    guard text.contains("{{"), text.contains("}}") else { return .text(text) }
    var result = ""
    var rest = Substring(text)
    while let opening = rest.firstRange(of: "{{"),
      let closing = rest[opening.upperBound...].firstRange(of: "}}")
    {
      let name = String(rest[opening.upperBound..<closing.lowerBound])
      guard let value = environment[name] else {
        throw EmoncmsError(
          .badSettings, path, "needs the variable \(name.printable), which is not set here",
          remedy: "Set it as it is set for Emoncms: `\(name.printable)=... retouche ...`.")
      }
      result += rest[..<opening.lowerBound] + value
      rest = rest[closing.upperBound...]
    }
    result += rest
    return switch result.lowercased() {
    case "true": .bool(true)
    case "false": .bool(false)
    default: .text(result)
    }
  }

  private static func failure(_ path: String, _ error: SettingsSyntaxError) -> EmoncmsError {
    EmoncmsError(
      .badSettings, "\(path): line \(error.line)", error.problem,
      remedy: "Correct it, or name the server and its key instead of the folder.")
  }

  /// The bytes of a file; nil where there is none.
  static func bytes(of path: String) throws(EmoncmsError) -> [UInt8]? {
    let fileSystem = SystemFileSystem()
    do throws(FeedError) {
      let file = try fileSystem.open(path, for: .read)
      defer { fileSystem.close(file) }
      let size = try fileSystem.size(of: file)
      guard size <= largest else {
        throw FeedError(
          .malformed, file: path, problem: "is too large to be settings", remedy: "Check the path.")
      }
      var bytes = [UInt8](repeating: 0, count: size)
      var failure: FeedError?
      let count = bytes.withUnsafeMutableBytes { buffer in
        do throws(FeedError) {
          return try fileSystem.read(file, at: 0, into: buffer)
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      return Array(bytes.prefix(count))
    } catch {
      if error.code == .missing { return nil }
      throw EmoncmsError(
        .badSettings, path, error.problem,
        remedy: "Run the command as a user who may read it: `sudo -u www-data retouche ...`.")
    }
  }
}
