public import Inference

/// On where the supply is above 50 °C, unknown where it is missing; what was set by hand is kept.
public struct ThresholdMethod: InferenceMethod {
  public let name: String
  /// The confidence in every known state.
  public var confidence: Float = 0.5
  /// How long a state stays provisional, s.
  public var lookAhead = 0
  /// Runs in the middle of the inference: another program at work meanwhile.
  public var meanwhile: @Sendable () -> Void

  public init(
    name: String = "threshold", confidence: Float = 0.5, lookAhead: Int = 0,
    meanwhile: @escaping @Sendable () -> Void = {}
  ) {
    self.name = name
    self.confidence = confidence
    self.lookAhead = lookAhead
    self.meanwhile = meanwhile
  }

  public func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred {
    meanwhile()
    var states = series.supply.map(Self.state)
    var confidence = states.map { $0 == .unknown ? 0 : self.confidence }
    for index in states.indices {
      guard let hand = series.hand?[index] else { continue }
      states[index] = hand
      confidence[index] = 1
    }
    return Inferred(states: states, confidence: confidence, notes: ["\(series.indoor.count) rooms"])
  }

  public func lookAhead(_ meaning: Meaning, interval: Int) -> Int { lookAhead }

  /// The state that a supply temperature is told as.
  public static func state(_ supply: Float) -> HeatState {
    supply.isNaN ? .unknown : supply > 50 ? .on : .off
  }
}
