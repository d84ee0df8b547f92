public import Emoncms
import Foundation

/// The folder that an Emoncms is installed in, as far as a module of its own goes.
public struct EmoncmsFolder: Sendable, Hashable {
  /// Whether Emoncms's list of visualisations is there to get an entry.
  public enum VisualisationList: String, Sendable {
    case present
    /// There, and offered by no menu or by a hidden one.
    case archived
    case absent
  }

  /// The lowest version that the module is made for.
  private static let oldest = [10]
  /// The versions that the module has been tried on: from the first to before the second.
  private static let tried = ([10, 4], [12])

  /// Its path, absolute.
  public let path: String
  /// What Emoncms calls its version; nil where it does not say.
  public let version: String?
  public let list: VisualisationList

  /// Where Emoncms looks for modules.
  public var modules: String { "\(path)/Modules" }
  /// Where the module is, or will be.
  public var module: String { "\(modules)/retouche" }

  /// Looks at a folder.
  ///
  /// - Parameter folder: The folder, `/var/www/emoncms` for instance.
  /// - Throws: `EmoncmsError` where it is none of an Emoncms that can have the module.
  public init(_ folder: String) throws(EmoncmsError) {
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    for file in ["index.php", "core.php", "Modules/feed/feed_controller.php"] {
      guard access("\(path)/\(file)", R_OK) == 0 else {
        let reason = errno
        throw reason == EACCES
          ? EmoncmsError(
            .readOnly, "\(path)/\(file)", "cannot be read",
            remedy: "Run the command as a user who may look into the folder, or as root.")
          : EmoncmsError(
            .notFound, path, "is no folder of an Emoncms: it has no \(file)",
            remedy: "Name the folder that Emoncms is installed in, /var/www/emoncms for instance.")
      }
    }
    self.path = path
    version = EmoncmsSettings.version(in: path)
    list = Self.list(in: path)
    if let version, Self.isBefore(Self.numbers(version), Self.oldest) {
      throw EmoncmsError(
        .unsupported, path, "is Emoncms \(version), which the editor is not made for",
        remedy: "Update Emoncms to 10.4 or a later version.")
    }
  }

  /// Whether the module has been tried on this version.
  public var isTried: Bool {
    guard let numbers = version.map(Self.numbers) else { return false }
    return !Self.isBefore(numbers, Self.tried.0) && Self.isBefore(numbers, Self.tried.1)
  }

  /// Whether its menu is that of version 11 and later.
  public var hasSetupMenu: Bool {
    version.map { !Self.isBefore(Self.numbers($0), [11]) } ?? true
  }

  private static func list(in path: String) -> VisualisationList {
    let folder = "\(path)/Modules/vis"
    guard access("\(folder)/vis_controller.php", F_OK) == 0 else { return .absent }
    guard let menu = FileManager.default.contents(atPath: "\(folder)/vis_menu.php") else {
      return .archived
    }
    let isArchived =
      String(decoding: menu, as: UTF8.self)
      .firstMatch(of: /["']archived["']\s*=>\s*true/.ignoresCase()) != nil
    return isArchived ? .archived : .present
  }

  /// The numbers that a version begins with.
  static func numbers(_ version: String) -> [Int] {
    version.split(separator: ".").map { part in Int(part.prefix(while: \.isNumber)) ?? 0 }
  }

  /// Whether one version comes before another; what it does not say is 0.
  static func isBefore(_ one: [Int], _ other: [Int]) -> Bool {
    for index in 0..<max(one.count, other.count) {
      let (left, right) = (
        index < one.count ? one[index] : 0, index < other.count ? other[index] : 0
      )
      if left != right { return left < right }
    }
    return false
  }
}
