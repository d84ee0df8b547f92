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
    // Eight of each, so that one instruction serves several points; a comparison with NaN is false,
    // so that the selects drop it without a branch.
    var least = SIMD8<Float>(repeating: min)
    var greatest = SIMD8<Float>(repeating: max)
    var sums = SIMD8<Double>.zero
    var counts = SIMD8<Int32>.zero
    let bytes = UnsafeRawBufferPointer(points)
    let even = points.count & ~7
    var index = 0
    while index < even {
      let values = bytes.loadUnaligned(fromByteOffset: index &* 4, as: SIMD8<Float>.self)
      let recorded = values .== values
      least.replace(with: values, where: values .< least)
      greatest.replace(with: values, where: values .> greatest)
      sums += SIMD8<Double>(SIMD8<Float>.zero.replacing(with: values, where: recorded))
      counts.replace(with: counts &+ 1, where: recorded)
      index &+= 8
    }
    var recorded = Int(counts.wrappedSum())
    var total = sums.sum()
    var (lowest, highest) = (least.min(), greatest.max())
    while index < points.count {
      let value = points[index]
      lowest = value < lowest ? value : lowest
      highest = value > highest ? value : highest
      total += value == value ? Double(value) : 0
      recorded &+= value == value ? 1 : 0
      index &+= 1
    }
    guard recorded > 0 else { return }
    if count == 0, let value = points.first(where: { $0 == $0 }) { first = value }
    if let value = points.last(where: { $0 == $0 }) { last = value }
    count &+= recorded
    sum += total
    min = lowest
    max = highest
  }
}
