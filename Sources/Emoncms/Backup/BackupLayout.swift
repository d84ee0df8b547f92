/// Where things are in a backup.
///
/// Emoncms writes `emoncms.sql`, `settings.ini` and the engines' folders at an archive's root; people
/// pack that again under a folder, or pack `phpfina` alone, or the files in it.
enum BackupLayout {
  /// Which of a feed's two files.
  enum Half: CaseIterable {
    case meta
    case data

    var suffix: String {
      switch self {
      case .meta: ".meta"
      case .data: ".dat"
      }
    }
  }

  /// A folder of feed files.
  struct FeedFolder: Equatable {
    let path: String
    /// Whether it is called `phpfina`, and so is preferred to one that is not.
    let isNamed: Bool

    /// The path for messages.
    var shown: String { path.isEmpty ? "its root" : path }

    /// Whether this is the folder that is meant, rather than another that has feed files too.
    ///
    /// - Throws: ``BackupError`` with code `ambiguous` when nothing tells.
    func isPreferred(to other: FeedFolder, in backup: String) throws(BackupError) -> Bool {
      guard isNamed != other.isNamed else {
        throw BackupError(
          .ambiguous, file: backup,
          problem: "holds feeds in two places, \(other.shown) and \(shown)",
          remedy: "Unpack it and give the folder that you mean.")
      }
      return isNamed
    }
  }

  enum Item: Equatable {
    /// The database dump, so many folders down.
    case dump(depth: Int)
    case feedFile(id: Int, Half, FeedFolder)
    /// Nothing that is needed: settings, other engines' files.
    case other
  }

  /// How deep below the root a dump is looked for.
  private static let deepestDump = 3
  /// Engines whose files can be called like those of PHPFina.
  private static let otherEngines: Set = ["phpfiwa", "phptimeseries", "phptimestore", "timestore"]

  /// What an entry is.
  static func item(_ entry: BackupEntry) -> Item {
    guard !entry.isFolder, let name = entry.components.last else { return .other }
    let folders = entry.components.dropLast()
    if name == "emoncms.sql" {
      return folders.count <= deepestDump ? .dump(depth: folders.count) : .other
    }
    for half in Half.allCases where name.hasSuffix(half.suffix) {
      guard let id = feedID(name.dropLast(half.suffix.count)) else { return .other }
      let isNamed = folders.last == "phpfina"
      let isBare = folders.count <= 1 && !otherEngines.contains(folders.last ?? "")
      guard isNamed || isBare else { return .other }
      let path = folders.joined(separator: "/")
      return .feedFile(id: id, half, FeedFolder(path: path, isNamed: isNamed))
    }
    return .other
  }

  /// The id that a file's name stands for: digits without a zero in front, as MySQL's `int` holds.
  private static func feedID(_ text: Substring) -> Int? {
    guard let id = Int32(text), id > 0, String(id) == text else { return nil }
    return Int(id)
  }
}
