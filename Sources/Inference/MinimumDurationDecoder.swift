/// The most likely sequence of on and off when neither may last less than a minimum.
///
/// Evidence comes as one log-likelihood ratio a sample, `ln p(seen | on) - ln p(seen | off)`. The
/// sequence found is the exact maximum of the summed evidence of its samples on, less a cost a
/// switch, over all sequences whose runs are long enough: a Viterbi search over two states with
/// explicit minimum durations, linear in the number of samples.
///
/// Three kinds of run are never held to be too short, since their true length is not seen or was
/// settled by a person: the first, the last, and one that holds a sample set by hand.
public struct MinimumDurationDecoder: Sendable {
  /// Shortest run of off, samples; less than 1 counts as 1.
  public var minimumOff: Int
  /// Shortest run of on, samples; less than 1 counts as 1.
  public var minimumOn: Int
  /// What a switch costs, in the unit of the evidence.
  public var switchCost: Double

  /// - Parameters:
  ///   - minimumOff: Shortest run of off, samples.
  ///   - minimumOn: Shortest run of on, samples.
  ///   - switchCost: What a switch costs, in the unit of the evidence.
  public init(minimumOff: Int, minimumOn: Int, switchCost: Double) {
    self.minimumOff = max(1, minimumOff)
    self.minimumOn = max(1, minimumOn)
    self.switchCost = switchCost
  }

  /// Finds the best sequence.
  ///
  /// - Parameters:
  ///   - evidence: A log-likelihood ratio a sample, positive for on; NaN says nothing, and what lies
  ///     beyond ±10 000 counts as that much.
  ///   - hand: A state a sample that must be kept; nil and unknown are free, and so are samples
  ///     beyond its end.
  /// - Returns: Whether each sample is on.
  public func decode(_ evidence: [Float], hand: [HeatState?]? = nil) -> [Bool] {
    decode(evidence[...], hand: hand?[...])
  }

  /// As ``decode(_:hand:)``, of a part of the samples.
  func decode(_ evidence: ArraySlice<Float>, hand: ArraySlice<HeatState?>?) -> [Bool] {
    DecoderPass(self, evidence, hand, remembers: false).sequence()
  }

  /// How much better the best sequence with a sample on is than the best with it off.
  ///
  /// - Parameters:
  ///   - evidence: As for ``decode(_:hand:)``.
  ///   - hand: As for ``decode(_:hand:)``.
  /// - Returns: The difference of the two maxima (max-marginals), sample by sample, positive for on;
  ///   infinite where a person decided.
  public func margins(_ evidence: [Float], hand: [HeatState?]? = nil) -> [Float] {
    DecoderPass(self, evidence[...], hand?[...], remembers: true).margins()
  }
}
