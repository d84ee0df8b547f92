import Feeds
import Glibc

/// Why a backup cannot be opened: which file, which entry or line of it, and the way out.
public struct BackupError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for programs that decide by it.
  public enum Code: String, Sendable, CaseIterable {
    /// The backup, or the folder that is to receive it, is not there.
    case missing
    /// The system refuses a file: rights, a device error, a file where a folder should be.
    case inaccessible
    /// The disk, or the quota, is full.
    case noSpace
    /// The file is no archive of a kind that can be read.
    case notAnArchive
    /// The archive holds nothing.
    case empty
    /// The archive is cut short or its content is not what its checksums say.
    case damaged
    /// An entry could reach outside the archive: an absolute path, `..`, a link, a device.
    case unsafeEntry
    /// Unpacked, the archive exceeds ``BackupLimits/unpackedBytes``.
    case tooLarge
    /// The archive exceeds ``BackupLimits/entries``.
    case tooManyEntries
    /// A database dump cannot be read as SQL.
    case malformedDump
    /// Feeds lie in two places and nothing tells which is meant.
    case ambiguous
    /// No pair of PHPFina files is in the backup.
    case noFeeds
    /// The destination exists and is not an empty folder, or cannot be replaced by one.
    case destinationTaken
    /// A feed is to be registered, and there is no database dump.
    case noDump
    /// A feed is to be registered, and the dump makes no table of feeds.
    case noTable
    /// The dump lists a feed of this name and tag.
    case taken
    /// The dump, or this kind of archive, cannot hold the new feed.
    case unsuitable
    /// The backup changed while it was read.
    case changed
    /// What was written, read again, is not what was to be written.
    case unverified
  }

  public let code: Code
  /// Path of the archive, folder or file at fault.
  public let file: String
  /// The entry of the archive, where there is one.
  public let entry: String?
  /// The line of the text at fault, from 1, where there is one.
  public let line: Int?
  /// What is wrong, as a clause that follows the file's name.
  public let problem: String
  /// What the user can do.
  public let remedy: String

  /// - Parameters:
  ///   - code: The kind of fault.
  ///   - file: Path of the archive, folder or file at fault.
  ///   - entry: The entry of the archive.
  ///   - line: The line of the text, from 1.
  ///   - problem: A clause that follows the file's name, without a full stop.
  ///   - remedy: A sentence that says the way out.
  public init(
    _ code: Code, file: String, entry: String? = nil, line: Int? = nil, problem: String,
    remedy: String
  ) {
    self.code = code
    self.file = file
    self.entry = entry
    self.line = line
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String {
    var place = file
    if let entry { place += ": entry \(entry.printable)" }
    if let line { place += ": line \(line)" }
    return "\(place): \(problem). \(remedy)"
  }
}

extension BackupError {
  /// The error for a feed file that cannot be written while a backup is opened.
  init(_ error: FeedError) {
    let code: Code =
      switch error.code {
      case .missing: .missing
      case .noSpace: .noSpace
      case .exists: .destinationTaken
      default: .inaccessible
      }
    self.init(code, file: error.file, problem: error.problem, remedy: error.remedy)
  }

  /// The error for an `errno` that a call on `path` left.
  ///
  /// - Parameters:
  ///   - number: The `errno`.
  ///   - path: The path at fault.
  ///   - failure: What could not be done, as in "cannot be read".
  /// - Returns: The error, with the way out that fits the `errno`.
  static func system(_ number: Int32, _ path: String, _ failure: String) -> BackupError {
    let (code, remedy): (Code, String) =
      switch number {
      case ENOENT, ENOTDIR: (.missing, "Check the path.")
      case ENOSPC, EDQUOT: (.noSpace, "Free some room on this disk and run the command again.")
      case EEXIST, ENOTEMPTY:
        (.destinationTaken, "Name a folder that does not exist yet: nothing is overwritten.")
      case EBUSY, EINVAL:
        (.destinationTaken, "Name a folder that does not exist yet, inside this one for instance.")
      case EACCES, EPERM, EROFS:
        (.inaccessible, "Check the owner and the mode of the path and of its folder.")
      default: (.inaccessible, "Check the disk and the rights on the path.")
      }
    return BackupError(
      code, file: path, problem: "\(failure): \(String(cString: strerror(number)))",
      remedy: remedy)
  }
}

extension String {
  /// The text with its control characters spelt out: a hostile name must not steer a terminal.
  var printable: String {
    let isHarmless = unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    if isHarmless { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.properties.generalCategory == .control {
        text += scalar.escaped(asASCII: true)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
