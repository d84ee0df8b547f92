public import Charts
internal import Feeds

/// How sure the states are, and which of them a person set.
public struct Certainty: Sendable, Hashable {
  /// Mean confidence of the states that have one, weighed by their duration; nil where none has.
  public let meanConfidence: Double?
  /// Seconds in doubt, and seconds set by hand.
  public let uncertain: Int
  public let byHand: Int
  /// The longest stretches in doubt, in order of time.
  public let longest: [LaneSegment]

  static let most = 10

  /// - Parameters:
  ///   - segments: The state.
  ///   - doubtful: Where it is in doubt.
  ///   - window: The time that is told of, Unix seconds.
  init(_ segments: [LaneSegment], doubtful: [LaneSegment], in window: Range<Int>) {
    func duration(_ segment: LaneSegment) -> Int {
      (segment.start..<max(segment.start, segment.end)).clamped(to: window).count
    }
    var (byHand, weighed) = (0, 0)
    var sum = 0.0
    for segment in segments {
      let duration = duration(segment)
      guard duration > 0 else { continue }
      if segment.provenance == "hand" { byHand += duration }
      guard segment.state != .unknown, let confidence = segment.confidence, confidence.isFinite
      else { continue }
      weighed += duration
      sum += Double(confidence) * Double(duration)
    }
    meanConfidence = weighed > 0 ? sum / Double(weighed) : nil
    uncertain = doubtful.reduce(0) { $0 + duration($1) }
    self.byHand = byHand
    longest = doubtful.filter { duration($0) > 0 }.sorted { $0.end - $0.start > $1.end - $1.start }
      .prefix(Self.most)
      .sorted { $0.start < $1.start }
  }
}
