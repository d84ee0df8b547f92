/// What went wrong with a feed's files: which file, where in it, what stood there, and the way out.
public struct FeedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for programs that decide by it.
  public enum Code: String, Sendable, CaseIterable {
    /// A file is not there.
    case missing
    /// A file is there and the system refuses it: rights, a device error, a folder in its place.
    case inaccessible
    /// The disk, or the quota, is full.
    case noSpace
    /// The metadata is not 16 bytes long.
    case metadataSize
    /// The metadata gives an interval of 0.
    case zeroInterval
    /// A start that cannot be: 0 for a feed with points, past the format's end (the year 2106), or,
    /// for a feed to be created, no multiple of the interval.
    case badStart
    /// The points are not a whole number of float32.
    case ragged
    /// A file became shorter while it was being read.
    case shrank
    /// A file became longer while points were about to be appended to it.
    case grew
    /// A file of that name exists already.
    case exists
    /// A request lies outside the feed, is reversed, or holds no point.
    case badRange
    /// Text that should be data cannot be read as such (CSV, for one).
    case malformed
  }

  public let code: Code
  /// Path of the file at fault.
  public let file: String
  /// Byte offset in the file (or line number, for ``Code/malformed`` text), where there is one.
  public let offset: Int?
  /// The value found there, as text, where there is one.
  public let value: String?
  /// What is wrong, as a clause that follows the file's name.
  public let problem: String
  /// What the user can do.
  public let remedy: String

  /// - Parameters:
  ///   - code: The kind of fault.
  ///   - file: Path of the file at fault.
  ///   - offset: Byte offset in it, or line number for text.
  ///   - value: What stood there.
  ///   - problem: A clause that follows the file's name, without a full stop.
  ///   - remedy: A sentence that says the way out.
  public init(
    _ code: Code, file: String, offset: Int? = nil, value: String? = nil, problem: String,
    remedy: String
  ) {
    self.code = code
    self.file = file
    self.offset = offset
    self.value = value
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(file): \(problem). \(remedy)" }
}
