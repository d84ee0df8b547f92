/// How some values are spread: their middle and the half of them around it.
public struct Spread: Sendable, Hashable {
  /// Number of values, at least 1.
  public let count: Int
  /// A quarter of the values is at most this.
  public let low: Double
  public let median: Double
  /// A quarter of the values is at least this.
  public let high: Double

  /// - Parameter values: Values in any order; what is not finite is passed over. Nil without any.
  public init?(_ values: some Sequence<Double>) {
    self.init(sorted: values.filter(\.isFinite).sorted())
  }

  /// - Parameter sorted: Finite values in ascending order.
  init?(sorted: [Double]) {
    guard !sorted.isEmpty else { return nil }
    count = sorted.count
    low = sorted.quantile(0.25)
    median = sorted.quantile(0.5)
    high = sorted.quantile(0.75)
  }
}

extension [Double] {
  /// The value below which a share of sorted values lies, between two of them by a straight line.
  ///
  /// - Parameter share: 0 for the least, 1 for the greatest.
  /// - Returns: The value; the array must not be empty.
  func quantile(_ share: Double) -> Double {
    let place = Swift.min(Swift.max(share, 0), 1) * Double(count - 1)
    let index = Int(place)
    guard index + 1 < count else { return self[count - 1] }
    return self[index] + (place - Double(index)) * (self[index + 1] - self[index])
  }

  /// The middle value of values in any order; nil without any.
  var median: Double? { isEmpty ? nil : sorted().quantile(0.5) }
}
