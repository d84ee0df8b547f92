public import Inference

/// What is to be inferred of a circuit, and how.
public struct InferenceRequest: Sendable {
  /// Which of the state feed's points are written.
  public enum Extent: Sendable, Hashable {
    /// Those of a period: `from` nil for the feed's first point, `to` nil for its end.
    case period(from: Int?, to: Int?)
    /// Those that change, up to the present end of the supply feed: the state feed is made longer.
    case onward
  }

  public var circuit: Circuit
  /// How to infer.
  public var method: any InferenceMethod
  /// What "on" is to mean.
  public var meaning: Meaning
  public var extent: Extent
  /// Whether to leave everything as it is.
  public var isDry: Bool

  /// - Parameters:
  ///   - circuit: The circuit.
  ///   - method: How to infer.
  ///   - meaning: What "on" is to mean.
  ///   - extent: Which points are written.
  ///   - isDry: Whether to leave everything as it is.
  public init(
    _ circuit: Circuit, method: any InferenceMethod, meaning: Meaning = .heat,
    extent: Extent = .period(from: nil, to: nil), isDry: Bool = false
  ) {
    self.circuit = circuit
    self.method = method
    self.meaning = meaning
    self.extent = extent
    self.isDry = isDry
  }
}

/// What became of one request among several.
public struct InferenceOutcome: Sendable {
  /// The circuit's name.
  public let circuit: String
  public let result: Result<InferenceReport, any Error>
  /// How long it took, waiting for the others not included.
  public let elapsed: Duration
}
