/// A change of state at an instant.
struct TimedEdge: Hashable, Sendable {
  /// Unix seconds; between two samples where the truth is not known in between.
  var time: Double
  /// Whether heat comes on.
  var rising: Bool
}

/// Pairs the edges of a truth with the judged ones: one to one, same direction, nearest pairs first.
struct EdgeMatching: Sendable {
  /// Distance of each pair, s.
  private(set) var errors: [Double] = []
  /// The judged edges left over, by index.
  private(set) var unmatchedJudged: [Int] = []

  /// - Parameters:
  ///   - truth: True edges in order of time.
  ///   - judged: Judged edges in order of time.
  ///   - reach: Largest distance of a pair, s.
  init(truth: [TimedEdge], judged: [TimedEdge], within reach: Double) {
    var pairs: [(distance: Double, truth: Int, judged: Int)] = []
    var first = 0
    for (index, edge) in truth.enumerated() {
      while first < judged.count, judged[first].time < edge.time - reach { first += 1 }
      for other in first..<judged.count {
        guard judged[other].time <= edge.time + reach else { break }
        guard judged[other].rising == edge.rising else { continue }
        pairs.append((abs(judged[other].time - edge.time), index, other))
      }
    }
    pairs.sort { ($0.distance, $0.truth, $0.judged) < ($1.distance, $1.truth, $1.judged) }
    var truthTaken = [Bool](repeating: false, count: truth.count)
    var judgedTaken = [Bool](repeating: false, count: judged.count)
    for pair in pairs where !truthTaken[pair.truth] && !judgedTaken[pair.judged] {
      truthTaken[pair.truth] = true
      judgedTaken[pair.judged] = true
      errors.append(pair.distance)
    }
    unmatchedJudged = judged.indices.filter { !judgedTaken[$0] }
  }
}
