/// What a stretch of points amounts to: the recorded ones counted, and their least, greatest, sum,
/// first and last. NaN, which stands for a value that was not recorded, enters into none of them.
public struct PointSummary: PointReduction, Sendable, Hashable {
  /// Number of recorded values.
  public private(set) var count = 0
  /// Least recorded value; plus infinity where there is none.
  public private(set) var min = Float.infinity
  /// Greatest recorded value; minus infinity where there is none.
  public private(set) var max = -Float.infinity
  /// Sum of the recorded values.
  public private(set) var sum = 0.0
  /// First recorded value; NaN where there is none.
  public private(set) var first = Float.nan
  /// Last recorded value; NaN where there is none.
  public private(set) var last = Float.nan

  /// The summary of no points.
  public init() {}

  /// Mean of the recorded values; NaN where there is none.
  public var mean: Float { count > 0 ? Float(sum / Double(count)) : .nan }

  /// Adds the points that follow those added so far.
  ///
  /// - Parameter points: Any number of points, in order.
  public mutating func add(_ points: UnsafeBufferPointer<Float>) {
    // Four of each, so that no addition waits for the one before; a comparison with NaN is false, so
    // that the selects drop it without a branch.
    var (min0, min1, min2, min3) = (min, min, min, min)
    var (max0, max1, max2, max3) = (max, max, max, max)
    var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0)
    var (count0, count1, count2, count3) = (0, 0, 0, 0)
    let even = points.count & ~3
    var index = 0
    while index < even {
      let (a, b) = (points[index], points[index &+ 1])
      let (c, d) = (points[index &+ 2], points[index &+ 3])
      min0 = a < min0 ? a : min0
      min1 = b < min1 ? b : min1
      min2 = c < min2 ? c : min2
      min3 = d < min3 ? d : min3
      max0 = a > max0 ? a : max0
      max1 = b > max1 ? b : max1
      max2 = c > max2 ? c : max2
      max3 = d > max3 ? d : max3
      sum0 += a == a ? Double(a) : 0
      sum1 += b == b ? Double(b) : 0
      sum2 += c == c ? Double(c) : 0
      sum3 += d == d ? Double(d) : 0
      count0 &+= a == a ? 1 : 0
      count1 &+= b == b ? 1 : 0
      count2 &+= c == c ? 1 : 0
      count3 &+= d == d ? 1 : 0
      index &+= 4
    }
    while index < points.count {
      let a = points[index]
      min0 = a < min0 ? a : min0
      max0 = a > max0 ? a : max0
      sum0 += a == a ? Double(a) : 0
      count0 &+= a == a ? 1 : 0
      index &+= 1
    }
    let recorded = count0 &+ count1 &+ count2 &+ count3
    guard recorded > 0 else { return }
    if count == 0, let value = points.first(where: { $0 == $0 }) { first = value }
    if let value = points.last(where: { $0 == $0 }) { last = value }
    count &+= recorded
    sum += (sum0 + sum1) + (sum2 + sum3)
    min = Swift.min(Swift.min(min0, min1), Swift.min(min2, min3))
    max = Swift.max(Swift.max(max0, max1), Swift.max(max2, max3))
  }
}
