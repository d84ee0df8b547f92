/// What a workspace refuses or finds wrong: what it concerns, why, and the way out.
public struct WorkspaceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for programs that decide by it.
  public enum Code: String, Sendable, CaseIterable {
    /// No folder, or no feed, circuit or edit of that name.
    case notFound
    /// A name that several feeds bear.
    case ambiguous
    /// A name that is taken, or that Emoncms would not take.
    case badName
    /// A write to a measured feed.
    case readOnly
    /// A range that holds no point of the feed.
    case badRange
    /// Another process is writing the feed.
    case locked
    /// The feed was changed by something other than Retouche.
    case foreignChange
    /// What a person saw of the feed, or of its history, is no longer what is there.
    case changedMeanwhile
    /// An edit was begun and could be neither completed nor taken back: the next opening does.
    case interrupted
    /// There is nothing to undo or to redo.
    case nothingToDo
    /// The database is damaged, or no database at all.
    case damagedDatabase
    /// The database was written by a newer Retouche.
    case newerDatabase
    /// The database cannot be opened or written.
    case inaccessibleDatabase
    /// A journal entry whose checksum is wrong.
    case damagedJournal
    /// Feeds that cannot be used together.
    case incompatible
    /// Text that is no time, no state, no truth.
    case malformed
  }

  public let code: Code
  /// The feed, circuit, file or value at fault, as a person would name it.
  public let subject: String
  /// What is wrong, as a clause that follows the subject, without a full stop.
  public let problem: String
  /// What the user can do, a sentence.
  public let remedy: String

  /// - Parameters:
  ///   - code: The kind of fault.
  ///   - subject: The thing at fault.
  ///   - problem: A clause that follows it.
  ///   - remedy: The way out, a sentence.
  public init(_ code: Code, _ subject: String, _ problem: String, remedy: String) {
    self.code = code
    self.subject = subject
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(subject) \(problem). \(remedy)" }
}
