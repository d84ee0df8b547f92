/// The samples that a score compares.
struct ScoredGrid: Sendable {
  /// Time of sample 0, Unix seconds.
  let start: Int
  /// Seconds between two samples.
  let interval: Int
  /// What is known of the truth at each sample.
  let truth: [HeatState]
  /// What the feed says there.
  let judged: [HeatState]

  /// Where states change.
  ///
  /// An edge lies between two consecutive stretches of opposite known state at most 20 minutes apart,
  /// or two samples if that is more, in the middle of what separates them.
  func edges(of states: [HeatState]) -> [TimedEdge] {
    let widest = max(1200 / interval, 2)
    var found: [TimedEdge] = []
    var last: Int?
    for (index, state) in states.enumerated() where state != .unknown {
      if let previous = last, states[previous] != state, index - previous - 1 <= widest {
        let middle = Double(previous + 1 + index) / 2
        found.append(
          TimedEdge(time: Double(start) + middle * Double(interval), rising: state == .on))
      }
      last = index
    }
    return found
  }

  /// The share of a window centred on an instant in which the truth is known.
  func knownShare(around time: Double, seconds: Double) -> Double {
    let from = (time - Double(start) - seconds / 2) / Double(interval)
    let to = (time - Double(start) + seconds / 2) / Double(interval)
    let first = Int(max(0, from.rounded(.down)))
    let end = Int(min(Double(truth.count), to.rounded(.up)))
    guard first < end else { return 0 }
    var known = 0.0
    for index in first..<end where truth[index] != .unknown {
      known += min(to, Double(index + 1)) - max(from, Double(index))
    }
    return known / (to - from)
  }
}
