/// Why an Emoncms cannot be used as asked: what it is about, what is wrong, and the way out.
///
/// It never holds a key or a password.
public struct EmoncmsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for programs that decide by it.
  public enum Code: String, Sendable, CaseIterable {
    /// Nothing answers there: no such host, refused, cut.
    case unreachable
    /// No answer in time.
    case timedOut
    /// The key or password is not accepted.
    case unauthorized
    /// Known, and without the right to do this.
    case forbidden
    /// No such feed, or none of this account.
    case notFound
    /// A feed of this tag and name exists.
    case taken
    /// A name, tag or unit that Emoncms does not take.
    case badName
    /// The answer is none of Emoncms's, or cut short.
    case malformed
    /// Emoncms says no.
    case refused
    /// Emoncms says yes, and the points are not what was sent.
    case unverified
    /// The feed is not what it was when it was last seen.
    case conflict
    /// The low-write buffer holds points of the feed.
    case buffered
    /// Files, a database or a cache that cannot be written.
    case readOnly
    /// The disk, or the quota, is full.
    case noSpace
    /// Settings that are missing or make no sense.
    case badSettings
    /// A version or an engine that cannot do this.
    case unsupported
    /// The system refuses.
    case system
  }

  public let code: Code
  /// What it is about: an address without its key, a file, `feed 28`.
  public let subject: String
  /// What is wrong, as a clause that follows the subject.
  public let problem: String
  /// What the user can do.
  public let remedy: String

  /// - Parameters:
  ///   - code: The kind of fault.
  ///   - subject: What it is about, without a secret.
  ///   - problem: A clause that follows the subject, without a full stop.
  ///   - remedy: A sentence that says the way out.
  public init(_ code: Code, _ subject: String, _ problem: String, remedy: String) {
    self.code = code
    self.subject = subject
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(subject) \(problem). \(remedy)" }
}
