/// Values parted in two groups where their variance between the groups is greatest.
///
/// (Method: N. Otsu, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9, 1979.)
struct TwoGroups: Hashable {
  /// Values above it make the upper group.
  let threshold: Double
  /// Weighted means of the groups.
  let lower: Double
  let upper: Double

  /// - Parameter values: Finite values with their weights. Nil unless there are two different ones.
  init?(_ values: [(value: Double, weight: Double)]) {
    let sorted = values.sorted { $0.value < $1.value }
    let weight = sorted.reduce(0) { $0 + $1.weight }
    let sum = sorted.reduce(0) { $0 + $1.weight * $1.value }
    var below = (weight: 0.0, sum: 0.0)
    var best: (between: Double, groups: TwoGroups)?
    for (item, next) in zip(sorted, sorted.dropFirst()) {
      below.weight += item.weight
      below.sum += item.weight * item.value
      guard item.value < next.value, below.weight > 0, below.weight < weight else { continue }
      let lower = below.sum / below.weight
      let upper = (sum - below.sum) / (weight - below.weight)
      let between = below.weight * (weight - below.weight) * (upper - lower) * (upper - lower)
      guard between > best?.between ?? 0 else { continue }
      let groups = TwoGroups(
        threshold: (item.value + next.value) / 2, lower: lower, upper: upper)
      best = (between, groups)
    }
    guard let best else { return nil }
    self = best.groups
  }

  private init(threshold: Double, lower: Double, upper: Double) {
    self.threshold = threshold
    self.lower = lower
    self.upper = upper
  }
}
