import Feeds
import Inference

/// An inferred state on the timeline of the feed that is to take it.
struct Proposal {
  /// A state and its confidence for every slot of the feed; unknown where the supply feed has none.
  private let states: [State]
  private let confidence: [Float]
  let notes: [String]

  /// - Parameters:
  ///   - inferred: The outcome, on the supply feed's timeline.
  ///   - grid: That timeline.
  ///   - target: The state feed's timeline: a slot takes the state of the sample that holds its time.
  init(_ inferred: Inferred, on grid: Timeline, for target: Timeline) {
    notes = inferred.notes
    if grid.start == target.start && grid.interval == target.interval && grid.count == target.count
    {
      states = inferred.states.map(State.init)
      confidence = inferred.confidence
      return
    }
    let samples = (0..<target.count).map { grid.slot(at: target.time(of: $0)) }
    let known = inferred.states.indices
    states = samples.map { known.contains($0) ? State(inferred.states[$0]) : .unknown }
    confidence = samples.map { known.contains($0) ? inferred.confidence[$0] : 0 }
  }

  /// The edit that writes the proposal over some slots, all but those set by hand.
  ///
  /// - Parameters:
  ///   - slots: Where.
  ///   - before: The points there.
  ///   - present: The stretches there.
  /// - Returns: The points and the stretches to put there.
  func edit(
    _ slots: Range<Int>, before: [Float], present: [Stretch]
  ) -> (points: [Float], stretches: [Stretch]) {
    var points = states[slots].map(\.point)
    var stretches = inferredStretches(slots)
    for hand in present where hand.provenance == .hand {
      for slot in hand.slots { points[slot - slots.lowerBound] = before[slot - slots.lowerBound] }
      stretches = stretches.replacing(hand.slots, with: [hand])
    }
    return (points, stretches)
  }

  /// One stretch for each run of one state, with the mean confidence of its points.
  private func inferredStretches(_ slots: Range<Int>) -> [Stretch] {
    var stretches: [Stretch] = []
    var first = slots.lowerBound
    while first < slots.upperBound {
      var end = first
      var sum = 0.0
      while end < slots.upperBound, states[end] == states[first] {
        sum += Double(confidence[end])
        end += 1
      }
      stretches.append(
        Stretch(
          slots: first..<end, provenance: .inferred, confidence: Float(sum / Double(end - first))))
      first = end
    }
    return stretches
  }

  /// What the proposal says of some slots, in numbers of points.
  func figures(
    _ slots: Range<Int>
  ) -> (segments: Int, on: Int, off: Int, unknown: Int, meanConfidence: Double?) {
    var counts = [0, 0, 0]
    var segments = 0
    var sum = 0.0
    for slot in slots {
      counts[Int(states[slot].rawValue)] += 1
      if slot == slots.lowerBound || states[slot] != states[slot - 1] { segments += 1 }
      if states[slot] != .unknown { sum += Double(confidence[slot]) }
    }
    let known = counts[0] + counts[1]
    return (segments, counts[1], counts[0], counts[2], known > 0 ? sum / Double(known) : nil)
  }
}
