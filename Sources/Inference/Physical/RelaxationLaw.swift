/// How the supply of a circuit changes when nothing heats it: linear in ``CoolingFeatures``, learnt
/// from the blocks held to be off, whatever is not like the others among them.
///
/// Iteratively reweighted least squares with Cauchy's weights `1 / (1 + (r / 3σ)²)`; the spread `σ` grows
/// with the excess, for what cools fast varies more.
struct RelaxationLaw: Sendable {
  private let coefficients: [Float]
  private let spread: RelaxationSpread

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
  ///   - isRoomMeasured: Whether the excess is one over a measured room: then the spread is told apart by
  ///     it. The errors of a stand-in blur that.
  init(
    from features: CoolingFeatures, where isOff: [Bool], largestChange: Float,
    isRoomMeasured: Bool
  ) {
    let used = Self.usable(features, isOff, largestChange: largestChange)
    var coefficients = [Float](repeating: 0, count: CoolingFeatures.count)
    var line: RelaxationSpread?
    var deviations: [(excess: Float, deviation: Float)] = []
    for _ in 0..<Self.rounds {
      var equations = NormalEquations(unknowns: CoolingFeatures.count)
      for k in used {
        features.withRow(k) { row in
          var weight: Float = 1
          if let line {
            let left = features.change[k] - Self.value(coefficients, row)
            let ratio = left / (3 * line.at(features.excess[k]))
            weight = 1 / (1 + ratio * ratio)
          }
          equations.add(row, equals: features.change[k], weight: weight)
        }
      }
      coefficients = equations.solution(ridge: Self.ridge).map(Float.init)
      deviations = used.map { k in
        (
          features.excess[k],
          abs(features.change[k] - features.withRow(k) { Self.value(coefficients, $0) })
        )
      }
      line = RelaxationSpread(lineThrough: deviations, largest: 2 * largestChange)
    }
    self.coefficients = coefficients
    let last = line ?? RelaxationSpread(lineThrough: [], largest: 0)
    spread = isRoomMeasured ? RelaxationSpread(mediansOf: deviations, line: last) : last
  }

  /// The change of every block to the next, were it left alone, K.
  func changes(of features: CoolingFeatures) -> [Float] {
    features.excess.indices.map { k in
      features.withRow(k) { Self.value(coefficients, $0) }
    }
  }

  /// Spread of the changes at an excess, K: one standard deviation.
  @inline(__always)
  func spread(at excess: Float) -> Float { spread.at(excess) }

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
}
