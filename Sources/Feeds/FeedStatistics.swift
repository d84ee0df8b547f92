/// What can be said of a stretch of a feed in one pass.
public struct FeedStatistics: Sendable, Hashable {
  /// The slots it speaks of.
  public let slots: Range<Int>
  /// Number of recorded values.
  public let recorded: Int
  /// Least recorded value; nil where there is none, as are the others.
  public let min: Float?
  /// Greatest recorded value.
  public let max: Float?
  /// Mean of the recorded values.
  public let mean: Float?
  /// Last recorded value.
  public let last: Float?
  /// The maximal runs of slots in which nothing was recorded.
  public let gaps: [Range<Int>]

  /// Number of slots in which nothing was recorded.
  public var missing: Int { slots.count - recorded }

  /// The slot of the last recorded value.
  public var lastSlot: Int? {
    guard recorded > 0 else { return nil }
    if let gap = gaps.last, gap.upperBound == slots.upperBound { return gap.lowerBound - 1 }
    return slots.upperBound - 1
  }
}

extension FeedReader {
  /// Counts, extremes, mean and gaps, in one pass.
  ///
  /// - Parameter slots: Slots within the timeline; all of them unless given.
  /// - Returns: The statistics of those slots.
  /// - Throws: as ``read(_:into:)``.
  public func statistics(_ slots: Range<Int>? = nil) throws(FeedError) -> FeedStatistics {
    let slots = slots ?? 0..<timeline.count
    var summary = PointSummary()
    var gaps = GapScan()
    try forEachChunk(slots) { first, points in
      summary.add(points)
      gaps.add(points, at: first)
    }
    gaps.close(at: slots.upperBound)
    let isEmpty = summary.count == 0
    return FeedStatistics(
      slots: slots, recorded: summary.count, min: isEmpty ? nil : summary.min,
      max: isEmpty ? nil : summary.max, mean: isEmpty ? nil : summary.mean,
      last: isEmpty ? nil : summary.last, gaps: gaps.gaps)
  }

  /// The number of slots in which nothing was recorded.
  ///
  /// - Parameter slots: Slots within the timeline; all of them unless given.
  /// - Returns: The number of NaN among their points.
  /// - Throws: as ``read(_:into:)``.
  public func missing(_ slots: Range<Int>? = nil) throws(FeedError) -> Int {
    var missing = 0
    try forEachChunk(slots ?? 0..<timeline.count) { _, points in
      // 32 bits, as wide as a point, let the compiler count several points at a time.
      var count: UInt32 = 0
      for point in points { count &+= point != point ? 1 : 0 }
      missing += Int(count)
    }
    return missing
  }
}

/// Finds the gaps in points that come piece by piece.
private struct GapScan {
  private(set) var gaps: [Range<Int>] = []
  /// Where the gap at hand began; nil outside a gap.
  private var start: Int?

  mutating func add(_ points: UnsafeBufferPointer<Float>, at first: Int) {
    var inGap = start != nil
    for index in points.indices where points[index].isNaN != inGap {
      if inGap { close(at: first + index) } else { start = first + index }
      inGap.toggle()
    }
  }

  /// Ends the gap at hand, if there is one.
  mutating func close(at end: Int) {
    if let start { gaps.append(start..<end) }
    start = nil
  }
}
