extension FeedReader {
  /// The feed reduced to columns of equal duration, read once from one end to the other.
  ///
  /// - Parameters:
  ///   - from: Where the first column begins, Unix seconds; it may lie outside the feed.
  ///   - to: Where the last column ends, Unix seconds, after `from`; it may lie outside the feed.
  ///   - count: The number of columns, at least 1; more than there are points leaves columns empty.
  /// - Returns: The columns, as ``Columns`` defines them.
  /// - Throws: ``FeedError`` with code `badRange` when the window is empty or reversed or there is no
  ///   column; else as ``read(_:into:)``.
  public func columns(from: Int, to: Int, count: Int) throws(FeedError) -> Columns {
    let grid = try ColumnGrid(from: from, to: to, count: count, file: files.data)
    let timeline = timeline
    var columns = Columns(count: count)
    try reduceBuckets(count, to: PointSummary.self, boundary: { grid.slot($0, on: timeline) }) {
      column, summary in
      guard summary.count > 0 else { return }
      columns.min[column] = summary.min
      columns.max[column] = summary.max
      columns.mean[column] = summary.mean
      columns.first[column] = summary.first
      columns.last[column] = summary.last
      columns.count[column] = Int32(clamping: summary.count)
    }
    return columns
  }

  /// A state feed reduced to columns of equal duration: which states each column holds.
  ///
  /// - Parameters:
  ///   - from: Where the first column begins, Unix seconds; it may lie outside the feed.
  ///   - to: Where the last column ends, Unix seconds, after `from`; it may lie outside the feed.
  ///   - count: The number of columns, at least 1.
  /// - Returns: The states of each column, exactly: nothing is averaged.
  /// - Throws: as ``columns(from:to:count:)``.
  public func stateColumns(from: Int, to: Int, count: Int) throws(FeedError) -> StateColumns {
    let grid = try ColumnGrid(from: from, to: to, count: count, file: files.data)
    let timeline = timeline
    var columns = StateColumns(count: count)
    try reduceBuckets(count, to: StateSet.self, boundary: { grid.slot($0, on: timeline) }) {
      column, states in
      columns.states[column] = states
    }
    return columns
  }
}

/// Columns of equal duration over a window of time, their boundaries found in whole numbers.
struct ColumnGrid {
  private let from: Int
  private let duration: UInt
  private let count: UInt

  /// - Parameters:
  ///   - from: Where the first column begins.
  ///   - to: Where the last column ends.
  ///   - count: The number of columns.
  ///   - file: Path of the feed's points, for the error.
  /// - Throws: ``FeedError`` with code `badRange` when there is no column or no time to divide.
  init(from: Int, to: Int, count: Int, file: String) throws(FeedError) {
    let (duration, overflow) = to.subtractingReportingOverflow(from)
    guard duration > 0, !overflow, count > 0 else {
      throw FeedError(
        .badRange, file: file, value: "\(from) to \(to)",
        problem: "cannot be divided into \(count) columns from \(from) to \(to)",
        remedy: "Give an end after the start, and at least one column.")
    }
    self.from = from
    self.duration = UInt(duration)
    self.count = UInt(count)
  }

  /// The first slot of a column: the first one at or after `from + column * duration / count`.
  ///
  /// - Parameters:
  ///   - column: 0 to the number of columns, which stands for the end of the last one.
  ///   - timeline: The feed's instants.
  /// - Returns: The slot, cut to the feed.
  func slot(_ column: Int, on timeline: Timeline) -> Int {
    // The product may take 128 bits, the quotient is at most the duration.
    let product = UInt(column).multipliedFullWidth(by: duration)
    let (quotient, remainder) = count.dividingFullWidth(product)
    return timeline.firstSlot(from: from + Int(quotient) + (remainder > 0 ? 1 : 0))
  }
}
