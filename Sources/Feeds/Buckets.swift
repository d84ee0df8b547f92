/// Something that many points, added in order, are reduced to.
protocol PointReduction {
  /// The reduction of no points.
  init()
  /// Adds the points that follow those added so far.
  mutating func add(_ points: UnsafeBufferPointer<Float>)
}

extension FeedReader {
  /// Reduces each of several adjoining stretches of slots, in one pass over the file.
  ///
  /// - Parameters:
  ///   - count: The number of stretches.
  ///   - reduction: What each is reduced to.
  ///   - boundary: The first slot of a stretch, which is the end of the one before; asked for 0
  ///     to `count`, never descending, within the timeline.
  ///   - take: Takes each stretch's number and reduction, in order, those without a slot included.
  /// - Throws: as ``read(_:into:)``.
  func reduceBuckets<Reduction: PointReduction>(
    _ count: Int, to reduction: Reduction.Type, boundary: (Int) -> Int,
    _ take: (Int, Reduction) -> Void
  ) throws(FeedError) {
    guard count > 0 else { return }
    var bucket = 0
    var end = boundary(1)
    var current = Reduction()
    try forEachChunk(boundary(0)..<boundary(count)) { first, points in
      var index = 0
      while index < points.count {
        while end <= first + index {
          take(bucket, current)
          bucket += 1
          end = boundary(bucket + 1)
          current = Reduction()
        }
        let next = Swift.min(points.count, end - first)
        current.add(UnsafeBufferPointer(rebasing: points[index..<next]))
        index = next
      }
    }
    while bucket < count {
      take(bucket, current)
      bucket += 1
      current = Reduction()
    }
  }
}
