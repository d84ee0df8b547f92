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
      coefficients = Self.fit(lessons, deviations, line)
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
    [Float](unsafeUninitializedCapacity: features.excess.count) { changes, count in
      features.forEachRow(of: features.excess.indices) {
        changes[$0] = Self.value(coefficients, $1)
      }
      count = features.excess.count
    }
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
    let count = isOff.indices.reduce(0) { $0 &+ (isUsable($1) ? 1 : 0) }
    let step = max(1, count / enough)
    var chosen: [Int] = []
    chosen.reserveCapacity(count / step + 1)
    var wait = 0
    for k in isOff.indices where isUsable(k) {
      if wait == 0 {
        chosen.append(k)
        wait = step
      }
      wait -= 1
    }
    var lessons: [SIMD8<Float>] = []
    lessons.reserveCapacity(chosen.count)
    features.forEachRow(of: chosen) { k, row in
      var lesson = row
      lesson[Self.change] = features.change[k]
      lessons.append(lesson)
    }
    return lessons
  }

  /// The law by least squares, each lesson weighted by how it deviated from the law before.
  private static func fit(
    _ lessons: [SIMD8<Float>], _ deviations: [(excess: Float, deviation: Float)],
    _ spread: RelaxationSpread?
  ) -> SIMD8<Float> {
    var equations = NormalEquations<6>()
    for (index, lesson) in lessons.enumerated() {
      var weight: Float = 1
      if let spread {
        let ratio = deviations[index].deviation / (3 * spread.at(deviations[index].excess))
        weight = 1 / (1 + ratio * ratio)
      }
      equations.add(lesson, equals: lesson[change], weight: weight)
    }
    let solution = equations.solution(ridge: ridge)
    var coefficients = SIMD8<Float>.zero
    for index in solution.indices { coefficients[index] = Float(solution[index]) }
    return coefficients
  }

  @inline(__always)
  private static func value(_ coefficients: SIMD8<Float>, _ row: SIMD8<Float>) -> Float {
    let parts = coefficients * row
    // In this order, so that the sum is the same on every machine.
    return parts[0] + parts[1] + parts[2] + parts[3] + parts[4] + parts[5]
  }
}
