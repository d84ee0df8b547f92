/// What keeps the Studio from starting.
public struct StudioError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, a clause without a full stop.
  public let problem: String
  /// What the user can do, a sentence.
  public let remedy: String

  init(_ problem: String, remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(problem). \(remedy)" }
}
