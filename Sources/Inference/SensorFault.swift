/// Why a sensor as a whole tells nothing.
enum SensorFault: Sendable, Equatable {
  /// It has no value.
  case empty
  /// It shows one value nearly all the time, °C.
  case stuck(Float)
  /// Half of its values are above so much, °C, and it cannot be what it is said to be.
  case misplaced(Float)
  /// It jumps by so much from one sample to the next, K, and hardly more from week to week.
  case noise(Float)

  /// Least that a working sensor moves in two days or more, K.
  static let leastRange: Float = 0.05
  /// Jump beyond which water's own temperature is noise as well, K: a burner's cycles make less.
  static let wildJump: Float = 4.5
  /// Least jump that is called noise, K, and least share it is of the spread of all values. White noise
  /// jumps by 0.6 of its interquartile range, a temperature by a few hundredths.
  private static let leastJump: Float = 0.5
  private static let leastShare: Float = 0.4

  /// Looks for a fault; nil for a sensor that works.
  ///
  /// - Parameters:
  ///   - values: Temperatures, °C, NaN where missing.
  ///   - medians: Where the middle of such a sensor's values may lie, °C.
  init?(of values: [Float], medians: ClosedRange<Float> = -.infinity ... .infinity) {
    guard let (lowest, highest) = quantiles(0.005, 0.995, of: values[...]) else {
      self = .empty
      return
    }
    guard highest - lowest > Self.leastRange else {
      self = .stuck(lowest)
      return
    }
    if let median = quantile(0.5, of: values[...]), !medians.contains(median) {
      self = .misplaced(median)
      return
    }
    guard let jump = Self.medianJump(values), jump > Self.leastJump,
      let (lower, upper) = quantiles(0.25, 0.75, of: values[...]),
      jump > Self.leastShare * (upper - lower)
    else { return nil }
    self = .noise(jump)
  }

  /// What is said of the sensor, to follow its name and "was left out: it ".
  var clause: String {
    switch self {
    case .empty: "has no value in this period"
    case .stuck(let value): "is \(value) °C nearly all the time"
    case .misplaced(let median): "is above \(median) °C half of the time; °F must be converted"
    case .noise(let jump): "jumps by \((jump * 10).rounded() / 10) K from one sample to the next"
    }
  }

  /// How far the middle of three samples usually lies from the mean of its neighbours, K; nil where there
  /// are no three in a row.
  private static func medianJump(_ values: [Float]) -> Float? {
    guard values.count >= 3 else { return nil }
    let step = max(1, values.count / 10_000)
    let jumps = stride(from: 1, to: values.count - 1, by: step).map { k -> Float in
      let neighbours = (values[k - 1] + values[k + 1]) / 2
      return abs(values[k] - neighbours)
    }
    return quantile(0.5, of: jumps[...])
  }
}
