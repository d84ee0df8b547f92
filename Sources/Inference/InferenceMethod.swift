/// What the inferred state stands for.
public enum Meaning: String, Sendable, CaseIterable {
  /// Warm water is being sent to the radiators.
  case heat
  /// The circulator runs, be the boiler behind it on or off: decided on the scale of days.
  case pump
}

/// A way to tell from a circuit's temperatures when heat was delivered.
public protocol InferenceMethod: Sendable {
  /// A short name for reports and the journal, such as `excess`.
  var name: String { get }

  /// Infers the state of every sample.
  ///
  /// Samples set by hand keep the state they were given.
  ///
  /// - Parameters:
  ///   - series: The temperatures.
  ///   - meaning: What "on" is to mean.
  /// - Returns: States and confidences, as many as samples.
  /// - Throws: ``InferenceError`` when the series cannot tell.
  func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred

  /// How long after an instant its state may still change, s: until samples so much later are known,
  /// it is provisional.
  ///
  /// By the method's own limits, and as long as what it has learnt of the circuit stays what it is:
  /// more samples may teach it otherwise, and change what is older.
  ///
  /// - Parameters:
  ///   - meaning: What "on" is to mean.
  ///   - interval: Seconds between two samples.
  /// - Returns: Seconds, not negative.
  func lookAhead(_ meaning: Meaning, interval: Int) -> Int
}

/// The outcome of an inference.
public struct Inferred: Sendable {
  /// The state of every sample.
  public var states: [HeatState]
  /// Confidence in each state, 0 to 1; 0 where it is unknown, 1 where a person set it.
  public var confidence: [Float]
  /// What the engineer should know, one sentence each: a sensor left out, a substitute used.
  public var notes: [String]

  /// - Parameters:
  ///   - states: The state of every sample.
  ///   - confidence: As many confidences, 0 to 1.
  ///   - notes: Sentences for the engineer.
  public init(states: [HeatState], confidence: [Float], notes: [String] = []) {
    self.states = states
    self.confidence = confidence
    self.notes = notes
  }
}

/// Why a series cannot be inferred, and the way out.
public struct InferenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for programs that decide by it.
  public enum Code: String, Sendable {
    case lengths, tooShort, noSupply, constantSupply, implausible
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
