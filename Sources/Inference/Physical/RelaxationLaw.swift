/// How the supply of a circuit changes when nothing heats it: linear in ``CoolingFeatures``, learnt
/// from the blocks held to be off, whatever is not like the others among them.
///
/// Iteratively reweighted least squares with Cauchy's weights `1 / (1 + (r / 3σ)²)`; the spread `σ` grows
/// with the excess, for what cools fast varies more.
struct RelaxationLaw: Sendable {
  private let coefficients: SIMD8<Float>
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
    let lessons = Self.lessons(features, isOff, largestChange: largestChange)
    var coefficients = SIMD8<Float>.zero
    var line: RelaxationSpread?
    var deviations: [(excess: Float, deviation: Float)] = []
    for _ in 0..<Self.rounds {
      var equations = NormalEquations(unknowns: CoolingFeatures.count)
      for lesson in lessons {
        let change = lesson[Self.change]
        var weight: Float = 1
        if let line {
          let left = change - Self.value(coefficients, lesson)
          let ratio = left / (3 * line.at(lesson[CoolingFeatures.excess]))
          weight = 1 / (1 + ratio * ratio)
        }
        equations.add(lesson, equals: change, weight: weight)
      }
      let solution = equations.solution(ridge: Self.ridge)
      for index in solution.indices { coefficients[index] = Float(solution[index]) }
      deviations = lessons.map { lesson in
        (
          lesson[CoolingFeatures.excess],
          abs(lesson[Self.change] - Self.value(coefficients, lesson))
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
    var changes = [Float](repeating: 0, count: features.excess.count)
    var rows = features.rows
    for k in changes.indices {
      guard let row = rows.next() else { break }
      changes[k] = Self.value(coefficients, row)
    }
    return changes
  }

  /// Spread of the changes at an excess, K: one standard deviation.
  @inline(__always)
  func spread(at excess: Float) -> Float { spread.at(excess) }

  /// Where a lesson has the change that its regressors are to give, K.
  private static let change = CoolingFeatures.count

  /// Of the blocks that can be used, evenly spread ones: their regressors, and behind them the change.
  private static func lessons(
    _ features: CoolingFeatures, _ isOff: [Bool], largestChange: Float
  ) -> [SIMD8<Float>] {
    func isUsable(_ k: Int) -> Bool { isOff[k] && features.change[k] < largestChange }
    let count = isOff.indices.count(where: isUsable)
    let step = max(1, count / enough)
    var lessons: [SIMD8<Float>] = []
    lessons.reserveCapacity(count / step + 1)
    var rows = features.rows
    var place = 0
    for k in isOff.indices {
      guard var row = rows.next() else { break }
      guard isUsable(k) else { continue }
      if place % step == 0 {
        row[Self.change] = features.change[k]
        lessons.append(row)
      }
      place += 1
    }
    return lessons
  }

  @inline(__always)
  private static func value(_ coefficients: SIMD8<Float>, _ row: SIMD8<Float>) -> Float {
    let parts = coefficients * row
    // In this order, so that the sum is the same on every machine.
    return parts[0] + parts[1] + parts[2] + parts[3] + parts[4] + parts[5]
  }
}
