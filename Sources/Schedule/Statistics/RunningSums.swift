/// Means over any stretch of a series, each in constant time.
struct RunningSums {
  private var sums: [Double] = [0]
  private var counts: [Int32] = [0]

  /// - Parameters:
  ///   - values: A series; NaN is passed over.
  ///   - counted: Which samples count, as many as values; nil for all.
  init(_ values: [Float], where counted: [Bool]? = nil) {
    sums.reserveCapacity(values.count + 1)
    counts.reserveCapacity(values.count + 1)
    var sum = 0.0
    var count: Int32 = 0
    for index in values.indices {
      if counted?[index] ?? true, values[index].isFinite {
        sum += Double(values[index])
        count += 1
      }
      sums.append(sum)
      counts.append(count)
    }
  }

  /// How many samples of a range count.
  func count(_ range: Range<Int>) -> Int {
    let range = range.clamped(to: 0..<sums.count - 1)
    return Int(counts[range.upperBound] - counts[range.lowerBound])
  }

  /// The mean over a range; nil where fewer samples count than asked for.
  func mean(_ range: Range<Int>, ofAtLeast least: Int = 1) -> Double? {
    let range = range.clamped(to: 0..<sums.count - 1)
    let count = Int(counts[range.upperBound] - counts[range.lowerBound])
    guard count >= max(1, least) else { return nil }
    return (sums[range.upperBound] - sums[range.lowerBound]) / Double(count)
  }
}
