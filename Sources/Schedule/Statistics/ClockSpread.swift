internal import Charts

/// How some times of day are spread around a clock that has no beginning.
///
/// The circle is cut where the longest stretch without any of them lies, so that 23:50 and 00:10 have
/// midnight between them and not noon.
public struct ClockSpread: Sendable, Hashable {
  /// Number of times, at least 1.
  public let count: Int
  /// Seconds since midnight, 0 to 86 399; a quarter of the times is at most this, counted from the cut.
  public let low: Int
  public let median: Int
  /// A quarter of the times is at least this, counted from the cut.
  public let high: Int
  /// The middle of the half-hour that holds most of them, and how many that is: where a clock decides,
  /// its time.
  public let usual: Int
  public let usualCount: Int

  private static let day = 86_400

  /// - Parameter times: Seconds since local midnight, in any order. Nil without any.
  public init?(_ times: [Int]) {
    let sorted = times.map { floorRemainder($0, Self.day) }.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    var cut = first
    var longest = first + Self.day - last
    for (time, next) in zip(sorted, sorted.dropFirst()) where next - time > longest {
      longest = next - time
      cut = next
    }
    let turned = sorted.map { Double(floorRemainder($0 - cut, Self.day)) }
    guard let spread = Spread(turned) else { return nil }
    func time(_ value: Double) -> Int { floorRemainder(Int(value.rounded()) + cut, Self.day) }
    count = spread.count
    low = time(spread.low)
    median = time(spread.median)
    high = time(spread.high)
    let densest = Self.densest(turned)
    usual = time(Array(turned[densest]).quantile(0.5))
    usualCount = densest.count
  }

  /// The places of the values in the half-hour that holds most of them; the first of several such.
  private static func densest(_ sorted: [Double]) -> Range<Int> {
    var best = 0..<0
    var first = 0
    for last in sorted.indices {
      while sorted[last] - sorted[first] > 1_800 { first += 1 }
      if last + 1 - first > best.count { best = first..<last + 1 }
    }
    return best
  }
}
