/// Something wrong with an Emoncms, what comes of it, and the way out.
public struct EmoncmsFinding: Sendable, Hashable {
  /// What it is about, such as `feed 28 (heating:north_state)`.
  public let subject: String
  /// What is wrong, as a clause that follows the subject.
  public let problem: String
  /// What comes of it, a sentence.
  public let consequence: String
  /// What to do, a sentence.
  public let remedy: String

  public init(_ subject: String, _ problem: String, consequence: String, remedy: String) {
    self.subject = subject
    self.problem = problem
    self.consequence = consequence
    self.remedy = remedy
  }
}

/// What a look at an Emoncms found. Nothing was changed.
public struct EmoncmsExamination: Sendable, Hashable {
  /// What is so, each a name and a text.
  public var facts: [Fact] = []
  public var findings: [EmoncmsFinding] = []

  public init() {}

  /// Something that is so.
  public struct Fact: Sendable, Hashable {
    public let name: String
    public let text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }
}

/// An installation that has more to tell of itself than every other.
public protocol Examinable: Installation {
  /// Finds out which of its servers answer; one that does not is left aside from then on.
  func examineServers(_ examination: inout EmoncmsExamination) throws(EmoncmsError)

  /// Adds what is particular to this way of reaching an Emoncms.
  func examine(_ feeds: [EmoncmsFeed], _ examination: inout EmoncmsExamination) throws(EmoncmsError)
}

extension Examinable {
  public func examineServers(_ examination: inout EmoncmsExamination) throws(EmoncmsError) {}
}
