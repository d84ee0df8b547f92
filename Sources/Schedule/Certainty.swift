public import Charts
internal import Feeds

/// How sure the states are, and which of them a person set.
public struct Certainty: Sendable, Hashable {
  /// Below this confidence a state is called uncertain.
  public static let sure: Float = 0.8

  /// Mean confidence of the states that have one, weighed by their duration; nil where none has.
  public let meanConfidence: Double?
  /// Seconds on or off with a confidence below ``sure``, and seconds set by hand.
  public let uncertain: Int
  public let byHand: Int
  /// The longest uncertain segments, in order of time.
  public let longest: [LaneSegment]

  static let most = 10

  init(_ segments: [LaneSegment], in window: Range<Int>) {
    var (uncertain, byHand, weighed) = (0, 0, 0)
    var sum = 0.0
    var doubtful: [LaneSegment] = []
    for segment in segments {
      let duration = (max(segment.start, window.lowerBound)..<max(segment.start, segment.end))
        .clamped(to: window).count
      guard duration > 0 else { continue }
      if segment.provenance == "hand" { byHand += duration }
      guard segment.state != .unknown, let confidence = segment.confidence, confidence.isFinite
      else { continue }
      weighed += duration
      sum += Double(confidence) * Double(duration)
      if confidence < Self.sure {
        uncertain += duration
        doubtful.append(segment)
      }
    }
    meanConfidence = weighed > 0 ? sum / Double(weighed) : nil
    self.uncertain = uncertain
    self.byHand = byHand
    longest = doubtful.sorted { $0.end - $0.start > $1.end - $1.start }.prefix(Self.most)
      .sorted { $0.start < $1.start }
  }
}
