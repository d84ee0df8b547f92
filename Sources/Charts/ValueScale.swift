/// A mark of a value axis, on a multiple of 1, 2 or 5 times a power of ten.
package struct ValueTick: Equatable {
  package let value: Double
  package let label: String

  package init(value: Double, label: String) {
    self.value = value
    self.label = label
  }
}

/// The range of a value axis and its ticks.
package struct ValueScale: Equatable {
  /// The value at the foot of the axis.
  package let low: Double
  /// The value at its top, above `low`.
  package let high: Double
  /// Strictly increasing, within the range; none where there was nothing to cover.
  package let ticks: [ValueTick]

  /// Covers some values, with a little air above and below.
  ///
  /// - Parameters:
  ///   - values: The least and the greatest value, both finite; nil when there is none.
  ///   - maximumTicks: How many ticks there is room for, at least 1.
  package init(covering values: ClosedRange<Double>?, maximumTicks: Int) {
    guard let values else {
      (low, high, ticks) = (0, 1, [])
      return
    }
    let size = max(values.lowerBound.magnitude, values.upperBound.magnitude)
    // A range narrower than what a Float32 tells apart is drawn as constant.
    let isConstant = values.upperBound - values.lowerBound <= size * 1e-6
    let air =
      isConstant ? (size == 0 ? 1 : size * 0.05) : (values.upperBound - values.lowerBound) * 0.05
    let low = values.lowerBound - air
    // What is never negative, such as a power, gets no room below 0.
    self.low = values.lowerBound >= 0 && low < 0 && !(isConstant && size == 0) ? 0 : low
    high = values.upperBound + air
    ticks = Self.ticks(from: self.low, to: high, maximum: max(1, maximumTicks))
  }

  /// Where a value lies: 0 at the foot, 1 at the top; cut to that.
  package func fraction(of value: Double) -> Double {
    min(max((value - low) / (high - low), 0), 1)
  }

  private static func ticks(from low: Double, to high: Double, maximum: Int) -> [ValueTick] {
    var exponent = DecimalText.decade(of: (high - low) / Double(maximum))
    while true {
      for factor in [1, 2, 5] {
        let step = DecimalText.value(digits: factor, exponent: exponent)
        let first = Int((low / step).rounded(.up))
        let last = Int((high / step).rounded(.down))
        guard last - first < maximum else { continue }
        guard first <= last else { return [] }
        return (first...last).map {
          ValueTick(
            value: DecimalText.value(digits: $0 * factor, exponent: exponent),
            label: DecimalText.text(digits: $0 * factor, exponent: exponent))
        }
      }
      exponent += 1
    }
  }
}
