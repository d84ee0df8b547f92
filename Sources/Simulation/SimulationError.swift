/// Why a school cannot be simulated, and the way out.
public struct SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for programs that decide by it.
  public enum Code: String, Sendable, CaseIterable {
    /// The number of days is out of bounds.
    case days
    /// The interval is out of bounds or does not divide the day.
    case interval
    /// The start is out of bounds or no multiple of the interval.
    case start
    /// A parameter of the plant has no physical meaning, or is too quick for the simulation's step.
    case plant
  }

  public let code: Code
  /// What is wrong, a clause without a full stop.
  public let problem: String
  /// What the user can do, a sentence.
  public let remedy: String

  /// - Parameters:
  ///   - code: The kind of fault.
  ///   - problem: What is wrong.
  ///   - remedy: The way out.
  public init(_ code: Code, problem: String, remedy: String) {
    self.code = code
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(problem). \(remedy)" }
}
