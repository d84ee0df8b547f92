import Feeds
import Inference

/// An inferred state on the timeline of the feed that is to take it.
struct Proposal {
  /// A state and its confidence for every slot of the feed; unknown where the supply feed has none.
  private let states: [State]
  private let confidence: [Float]
  let timeline: Timeline
  /// The first slot that later samples may still change.
  private let provisionalFrom: Int
  /// What the engineer should know, a sentence each.
  var notes: [String]

  /// - Parameters:
  ///   - inferred: The outcome, on the supply feed's timeline.
  ///   - grid: That timeline.
  ///   - target: The state feed's timeline: a slot takes the state of the sample that holds its time.
  ///   - time: The instant from which on later samples may still change it, Unix seconds.
  init(_ inferred: Inferred, on grid: Timeline, for target: Timeline, provisionalFrom time: Int) {
    notes = inferred.notes
    timeline = target
    provisionalFrom = target.slots(in: time..<Int.max).lowerBound
    if grid == target {
      states = inferred.states.map(State.init)
      confidence = inferred.confidence
      return
    }
    let samples = (0..<target.count).map { grid.slot(at: target.time(of: $0)) }
    let known = inferred.states.indices
    states = samples.map { known.contains($0) ? State(inferred.states[$0]) : .unknown }
    confidence = samples.map { known.contains($0) ? inferred.confidence[$0] : 0 }
  }

  /// Number of slots.
  var count: Int { states.count }

  func state(_ slot: Int) -> State { states[slot] }

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
    var stretches: [Stretch] = []
    var next = slots.lowerBound
    for hand in present where hand.provenance == .hand {
      appendInferred(next..<hand.slots.lowerBound, to: &stretches)
      stretches.append(hand)
      for slot in hand.slots { points[slot - slots.lowerBound] = before[slot - slots.lowerBound] }
      next = hand.slots.upperBound
    }
    appendInferred(next..<slots.upperBound, to: &stretches)
    return (points, stretches)
  }

  /// One stretch for each run of one state, with the mean confidence of its points, cut where it holds
  /// doubt, and where it begins to be provisional.
  private func appendInferred(_ slots: Range<Int>, to stretches: inout [Stretch]) {
    confidence.withUnsafeBufferPointer { confidence in
      var first = slots.lowerBound
      while first < slots.upperBound {
        var end = first + 1
        while end < slots.upperBound, states[end] == states[first] { end += 1 }
        var next = first
        if states[first] != .unknown {
          for part in Doubt.parts(of: first..<end, confidence, interval: timeline.interval) {
            append(next..<part.lowerBound, confidence, to: &stretches)
            append(part, confidence, to: &stretches)
            next = part.upperBound
          }
        }
        append(next..<end, confidence, to: &stretches)
        first = end
      }
    }
  }

  private func append(
    _ slots: Range<Int>, _ confidence: UnsafeBufferPointer<Float>, to stretches: inout [Stretch]
  ) {
    guard !slots.isEmpty else { return }
    var stretch = Stretch(
      slots: slots, provenance: .inferred, confidence: Self.mean(confidence, slots))
    if let settled = stretch.clamped(to: 0..<provisionalFrom) { stretches.append(settled) }
    stretch.isProvisional = true
    if let open = stretch.clamped(to: provisionalFrom..<Int.max) { stretches.append(open) }
  }

  /// The mean confidence of some slots, at least one.
  func meanConfidence(_ slots: Range<Int>) -> Float {
    confidence.withUnsafeBufferPointer { Self.mean($0, slots) }
  }

  private static func mean(
    _ confidence: UnsafeBufferPointer<Float>, _ slots: Range<Int>
  ) -> Float {
    var sum = 0.0
    for slot in slots { sum += Double(confidence[slot]) }
    return Float(sum / Double(slots.count))
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
