/// Where the inference is held to be in doubt, for a person to look there first.
///
/// Beside every edge a few samples are unsure of where exactly it lies; they are no doubt about a
/// segment. A part of a segment therefore counts where all its samples are below the limit for
/// ``shortest``, and a segment where its mean is.
public enum Doubt {
  /// Confidence below which a state is doubtful.
  public static let limit: Float = 0.8
  /// Shortest part of a segment that is told by itself, s: what an edge may be off by, and what the
  /// methods themselves may miss.
  public static let shortest = 1800

  /// The parts of a run that are in doubt for long enough.
  ///
  /// - Parameters:
  ///   - run: The slots of one state.
  ///   - confidence: Confidences, slot by slot.
  ///   - interval: Seconds between two slots.
  /// - Returns: Ranges of the run, in order, none adjoining.
  static func parts(
    of run: Range<Int>, _ confidence: UnsafeBufferPointer<Float>, interval: Int
  ) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var first = run.lowerBound
    while first < run.upperBound {
      var end = first
      while end < run.upperBound, confidence[end] < limit { end += 1 }
      if (end - first) * interval >= shortest { parts.append(first..<end) }
      first = end + 1
    }
    return parts
  }
}
