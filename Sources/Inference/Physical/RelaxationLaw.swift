/// How the supply of a circuit changes when nothing heats it: linear in ``CoolingFeatures``, learnt
/// from the blocks held to be off, whatever is not like the others among them.
///
/// Iteratively reweighted least squares with Cauchy's weights `1 / (1 + (r / 3σ)²)`; the spread `σ` grows
/// with the excess, for what cools fast varies more.
struct RelaxationLaw: Sendable {
  private let coefficients: [Float]
  /// Spread of what the law leaves over, at the room's temperature and more per kelvin above, K.
  private let spread: (base: Float, slope: Float)

  /// Least spread to believe in: what rounding to the usual sensor's step makes of a difference, K.
  private static let leastSpread: Float = 0.04
  /// Blocks looked at, at most.
  private static let enough = 10_000
  private static let rounds = 5
  private static let ridge = 1e-6

  /// Learns the law.
  ///
  /// - Parameters:
  ///   - features: The blocks.
  ///   - isOff: Whether each may be taken as off.
  ///   - largestChange: A rise beyond this is no circuit left alone, and a deviation beyond twice this
  ///     counts as that much, K.
  init(from features: CoolingFeatures, where isOff: [Bool], largestChange: Float) {
    let used = Self.usable(features, isOff, largestChange: largestChange)
    var law = (
      coefficients: [Float](repeating: 0, count: CoolingFeatures.count),
      spread: (base: Float(0), slope: Float(0))
    )
    for round in 0..<Self.rounds {
      var equations = NormalEquations(unknowns: CoolingFeatures.count)
      features.rows.withUnsafeBufferPointer { rows in
        for k in used {
          let row = UnsafeBufferPointer(
            rebasing: rows[k * CoolingFeatures.count..<(k + 1) * CoolingFeatures.count])
          var weight: Float = 1
          if round > 0 {
            let left = features.change[k] - Self.value(law.coefficients, row)
            let ratio = left / (3 * Self.spread(law.spread, at: features.excess[k]))
            weight = 1 / (1 + ratio * ratio)
          }
          equations.add(row, equals: features.change[k], weight: weight)
        }
      }
      law.coefficients = equations.solution(ridge: Self.ridge).map(Float.init)
      law.spread = Self.fitSpread(
        law.coefficients, features, used, largest: 2 * largestChange)
    }
    coefficients = law.coefficients
    spread = law.spread
  }

  /// The change of every block to the next, were it left alone, K.
  func changes(of features: CoolingFeatures) -> [Float] {
    features.rows.withUnsafeBufferPointer { rows in
      features.excess.indices.map { k in
        Self.value(
          coefficients,
          UnsafeBufferPointer(
            rebasing: rows[k * CoolingFeatures.count..<(k + 1) * CoolingFeatures.count]))
      }
    }
  }

  /// Spread of the changes at an excess, K.
  @inline(__always)
  func spread(at excess: Float) -> Float { Self.spread(spread, at: excess) }

  private static func usable(
    _ features: CoolingFeatures, _ isOff: [Bool], largestChange: Float
  ) -> [Int] {
    let usable = isOff.indices.filter { isOff[$0] && features.change[$0] < largestChange }
    let step = max(1, usable.count / enough)
    return stride(from: 0, to: usable.count, by: step).map { usable[$0] }
  }

  @inline(__always)
  private static func value(
    _ coefficients: [Float], _ row: UnsafeBufferPointer<Float>
  ) -> Float {
    var sum: Float = 0
    for i in 0..<CoolingFeatures.count { sum += coefficients[i] * row[i] }
    return sum
  }

  @inline(__always)
  private static func spread(_ spread: (base: Float, slope: Float), at excess: Float) -> Float {
    // 1.25: from the mean deviation to the standard deviation of a normal distribution.
    max(leastSpread, 1.25 * (spread.base + spread.slope * min(max(excess, 0), 30)))
  }

  /// A straight line through what is left over, by least squares.
  private static func fitSpread(
    _ coefficients: [Float], _ features: CoolingFeatures, _ used: [Int], largest: Float
  ) -> (base: Float, slope: Float) {
    var n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0
    features.rows.withUnsafeBufferPointer { rows in
      for k in used {
        let row = UnsafeBufferPointer(
          rebasing: rows[k * CoolingFeatures.count..<(k + 1) * CoolingFeatures.count])
        let x = Double(min(max(features.excess[k], 0), 30))
        let y = Double(min(abs(features.change[k] - value(coefficients, row)), largest))
        n += 1
        sx += x
        sy += y
        sxx += x * x
        sxy += x * y
      }
    }
    let determinant = n * sxx - sx * sx
    guard n > 0, determinant > 1e-6 * n * n else { return (Float(n > 0 ? sy / n : 0), 0) }
    let slope = max(0, (n * sxy - sx * sy) / determinant)
    return (Float(max(0.02, (sy - slope * sx) / n)), Float(slope))
  }
}
