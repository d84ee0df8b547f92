/// The mean of values that come one by one.
struct RunningMean {
  private(set) var count = 0
  private var sum = 0.0

  /// Adds a value; NaN is passed over.
  mutating func add(_ value: Float) {
    guard value.isFinite else { return }
    count += 1
    sum += Double(value)
  }

  /// The mean; nil of fewer values than asked for.
  func value(ofAtLeast least: Int = 1) -> Double? {
    count >= max(1, least) ? sum / Double(count) : nil
  }
}
