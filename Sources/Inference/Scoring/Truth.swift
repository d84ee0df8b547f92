/// What is known of a circuit's true states, as a function of time.
///
/// A stretch holds from its start up to its end, the end not included. What no stretch covers is not
/// known.
public struct Truth: Sendable {
  /// Stretches of known state in order of time, none empty, none overlapping; two that touch differ.
  public private(set) var segments: [(start: Int, end: Int, state: HeatState)] = []

  /// A truth told as stretches.
  ///
  /// - Parameter segments: Stretches in Unix seconds, in any order. Where two overlap, the later in
  ///   the list holds; `.unknown` takes knowledge away; one that ends before it starts is ignored.
  public init(segments: [(start: Int, end: Int, state: HeatState)]) {
    let real = segments.filter { $0.start < $0.end }
    let instants = Set(real.flatMap { [$0.start, $0.end] }).sorted()
    var position: [Int: Int] = [:]
    for (index, instant) in instants.enumerated() { position[instant] = index }
    var painted = [HeatState](repeating: .unknown, count: instants.count)
    for segment in real {
      guard let first = position[segment.start], let end = position[segment.end] else { continue }
      for index in first..<end { painted[index] = segment.state }
    }
    for (index, state) in painted.enumerated() where state != .unknown {
      append(start: instants[index], end: instants[index + 1], state: state)
    }
  }

  /// A truth read by eye within a window: off wherever nothing else is said.
  ///
  /// - Parameters:
  ///   - window: The stretch that was looked at, Unix seconds; what lies outside is not known.
  ///   - on: Stretches with heat.
  ///   - uncertain: Stretches that could not be told, whatever `on` says of them.
  public init(
    window: (start: Int, end: Int), on: [(start: Int, end: Int)],
    uncertain: [(start: Int, end: Int)]
  ) {
    var told = [(start: window.start, end: window.end, state: HeatState.off)]
    for (stretches, state) in [(on, HeatState.on), (uncertain, .unknown)] {
      for stretch in stretches {
        told.append(
          (max(stretch.start, window.start), min(stretch.end, window.end), state))
      }
    }
    self.init(segments: told)
  }

  /// A truth told sample by sample.
  ///
  /// - Parameters:
  ///   - start: Time of sample 0, Unix seconds.
  ///   - interval: Seconds between two samples, at least 1.
  ///   - states: The state of each sample, which holds until the next.
  public init(start: Int, interval: Int, states: [HeatState]) {
    guard isRepresentable(start: start, interval: interval, count: states.count) else { return }
    for (index, state) in states.enumerated() where state != .unknown {
      let time = start + index * interval
      append(start: time, end: time + interval, state: state)
    }
  }

  /// The truth at the instants of a grid.
  ///
  /// - Parameters:
  ///   - start: Time of sample 0, Unix seconds.
  ///   - interval: Seconds between two samples, at least 1.
  ///   - count: How many samples.
  /// - Returns: The state at each sample, unknown where it is not known.
  public func sampled(start: Int, interval: Int, count: Int) -> [HeatState] {
    var states = [HeatState](repeating: .unknown, count: max(0, count))
    guard isRepresentable(start: start, interval: interval, count: count) else { return states }
    var next = 0
    for index in states.indices {
      let time = start + index * interval
      while next < segments.count, segments[next].end <= time { next += 1 }
      guard next < segments.count else { break }
      if segments[next].start <= time { states[index] = segments[next].state }
    }
    return states
  }

  private mutating func append(start: Int, end: Int, state: HeatState) {
    if let last = segments.last, last.end == start, last.state == state {
      segments[segments.count - 1].end = end
    } else {
      segments.append((start, end, state))
    }
  }
}

/// Whether the times of a grid can be computed.
func isRepresentable(start: Int, interval: Int, count: Int) -> Bool {
  guard interval > 0, count >= 0 else { return false }
  let (span, tooLong) = interval.multipliedReportingOverflow(by: count)
  let (_, tooLate) = start.addingReportingOverflow(span)
  return !tooLong && !tooLate
}
