extension FeedReader {
  /// The maximal runs of one state, in order and without a hole between them.
  ///
  /// - Parameter slots: Slots within the timeline; a run that goes on outside them is cut.
  /// - Returns: The runs, which together cover the slots; none for an empty range.
  /// - Throws: as ``read(_:into:)``.
  public func runs(_ slots: Range<Int>) throws(FeedError) -> [StateRun] {
    var scan = StateScan(from: slots.lowerBound)
    try forEachChunk(slots) { first, points in scan.add(points, at: first) }
    scan.closeRun(at: slots.upperBound)
    return scan.runs
  }

  /// The maximal runs of one state over the whole feed.
  ///
  /// - Returns: as ``runs(_:)``.
  /// - Throws: as ``read(_:into:)``.
  public func runs() throws(FeedError) -> [StateRun] { try runs(0..<timeline.count) }
}

/// Cuts points that come piece by piece into runs.
private struct StateScan {
  private(set) var runs: [StateRun] = []
  private var state = State.unknown
  private var start: Int

  init(from slot: Int) { start = slot }

  mutating func add(_ points: UnsafeBufferPointer<Float>, at first: Int) {
    var current = state
    for index in points.indices {
      let next = State(point: points[index])
      if next != current {
        closeRun(at: first + index)
        current = next
        state = next
      }
    }
  }

  /// Ends the run at hand, if it has a slot, and begins the next.
  mutating func closeRun(at end: Int) {
    if start < end { runs.append(StateRun(slots: start..<end, state: state)) }
    start = end
  }
}
