extension FeedReader {
  /// The feed's values on a grid of other instants, matched by time, in one pass.
  ///
  /// Where the feed is finer than the grid, the value at `t` is the mean of what it recorded in
  /// `[t, t + interval of the grid)`. Otherwise it is the point of the slot that holds `t`, found by
  /// flooring as Emoncms does.
  ///
  /// - Parameter grid: The instants wanted, such as another feed's timeline.
  /// - Returns: As many values as the grid has instants: NaN outside the feed and where it recorded
  ///   nothing.
  /// - Throws: as ``read(_:into:)``.
  public func values(on grid: Timeline) throws(FeedError) -> [Float] {
    timeline.interval < grid.interval ? try means(on: grid) : try heldValues(on: grid)
  }

  private func means(on grid: Timeline) throws(FeedError) -> [Float] {
    let timeline = timeline
    var values: [Float] = []
    values.reserveCapacity(grid.count)
    try reduceBuckets(
      grid.count, to: PointSummary.self,
      boundary: { timeline.firstSlot(from: grid.time(of: $0)) }
    ) { _, summary in
      values.append(summary.mean)
    }
    return values
  }

  private func heldValues(on grid: Timeline) throws(FeedError) -> [Float] {
    var values = [Float](repeating: .nan, count: grid.count)
    let first = grid.firstSlot(from: timeline.start)
    let end = grid.firstSlot(from: timeline.end)
    guard first < end else { return values }
    let slots =
      timeline.slot(at: grid.time(of: first))..<timeline.slot(at: grid.time(of: end - 1)) + 1
    let timeline = timeline
    var index = first
    var time = grid.time(of: first)
    try forEachChunk(slots) { slot, points in
      var slotEnd = timeline.time(of: slot)
      for point in points {
        slotEnd += timeline.interval
        while time < slotEnd && index < end {
          values[index] = point
          index += 1
          time += grid.interval
        }
      }
    }
    return values
  }
}
