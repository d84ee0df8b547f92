public import Feeds

/// What a workspace knows of a circuit over some time: its state, and its temperatures on one grid.
public struct CircuitRecord: Sendable {
  /// The state feed.
  public let state: Feed
  /// The time it is about, `[from, to)` in Unix seconds: that of whole points of the state feed.
  public let times: Range<Int>
  /// The state, in order, without a hole.
  public let segments: [Segment]
  /// Where it is in doubt: what ``Workspace/doubtfulSegments(_:below:from:to:)`` gives.
  public let doubtful: [Segment]
  /// The instants of the temperatures, which reach over ``times``.
  public let grid: Timeline
  /// Temperatures, °C, as many as the grid has instants; NaN where nothing was recorded.
  public let supply: [Float]
  /// One array a room sensor.
  public let indoor: [[Float]]
  public let outdoor: [Float]?
}

extension Workspace {
  /// Reads a circuit's state and temperatures over some time.
  ///
  /// - Parameters:
  ///   - circuit: The circuit, which must have a state feed.
  ///   - from: First instant, Unix seconds; nil for the state feed's first point.
  ///   - to: The instant after the last; nil for the state feed's end.
  ///   - interval: Seconds between two temperatures, unless the supply feed is coarser; points of a finer
  ///     feed are averaged.
  /// - Returns: What is known.
  /// - Throws: ``WorkspaceError`` with code `notFound` for a circuit without a state feed, `badRange` for
  ///   a time in which that has no point; ``FeedError`` for a feed that cannot be read.
  public func record(
    of circuit: Circuit, from: Int? = nil, to: Int? = nil, interval: Int
  ) throws -> CircuitRecord {
    guard let id = circuit.state else {
      throw WorkspaceError(
        .notFound, "circuit \(circuit.name)", "has no state feed",
        remedy: "Infer its state with `retouche infer`.")
    }
    let state = try feed(id: id)
    let timeline = try wholeReader(state).timeline
    let times = timeline.times(of: try slots(of: state, timeline, from: from, to: to))
    let supply = try wholeReader(feed(id: circuit.supply))
    let step = max(interval, supply.timeline.interval)
    // On multiples of the step, as feeds are.
    let start = times.lowerBound - times.lowerBound % step
    let grid = Timeline(
      start: start, interval: step, count: (times.upperBound - start + step - 1) / step)
    func values(_ id: Int) throws -> [Float] { try wholeReader(feed(id: id)).values(on: grid) }
    return CircuitRecord(
      state: state, times: times,
      segments: try segments(state, from: times.lowerBound, to: times.upperBound),
      doubtful: try doubtfulSegments(state, from: times.lowerBound, to: times.upperBound),
      grid: grid, supply: try supply.values(on: grid), indoor: try circuit.indoor.map(values),
      outdoor: try circuit.outdoor.map(values))
  }
}
