/// Weighted least squares with up to 8 unknowns, accumulated row by row.
struct NormalEquations<let unknowns: Int>: Sendable {
  /// The lower half of the matrix: four pairs a row, of which those up to the diagonal are filled.
  private var pairs = InlineArray<32, SIMD2<Double>>(repeating: .zero)
  private var right = SIMD8<Double>.zero
  private var weight = 0.0

  /// Adds one equation.
  ///
  /// - Parameters:
  ///   - row: The regressors, the first as many as there are unknowns.
  ///   - target: What they are to give.
  ///   - share: The weight of the equation.
  @inline(__always)
  mutating func add(_ row: SIMD8<Float>, equals target: Float, weight share: Float) {
    weight += Double(share)
    for i in 0..<unknowns {
      // In double precision: a product rounded to a float can leave the matrix without a root.
      let factor = Double(share) * Double(row[i])
      right[i] += factor * Double(target)
      for pair in 0...i / 2 {
        pairs[4 * i + pair] +=
          factor * SIMD2(Double(row[2 * pair]), Double(row[2 * pair + 1]))
      }
    }
  }

  /// The coefficients, by Cholesky's decomposition.
  ///
  /// - Parameter ridge: Added to the diagonal, as a share of the sum of weights: it settles what the
  ///   rows leave open.
  /// - Returns: As many as there are unknowns.
  func solution(ridge: Double) -> [Double] {
    var lower = [Double](repeating: 0, count: unknowns * unknowns)
    for i in 0..<unknowns {
      for j in 0...i { lower[i * unknowns + j] = pairs[4 * i + j / 2][j % 2] }
      lower[i * unknowns + i] += ridge * weight + .leastNormalMagnitude
      for j in 0...i {
        var sum = lower[i * unknowns + j]
        for k in 0..<j { sum -= lower[i * unknowns + k] * lower[j * unknowns + k] }
        if i == j {
          lower[i * unknowns + i] = max(sum, 1e-12).squareRoot()
        } else {
          lower[i * unknowns + j] = sum / lower[j * unknowns + j]
        }
      }
    }
    var result = (0..<unknowns).map { right[$0] }
    for i in 0..<unknowns {
      for k in 0..<i { result[i] -= lower[i * unknowns + k] * result[k] }
      result[i] /= lower[i * unknowns + i]
    }
    for i in stride(from: unknowns - 1, through: 0, by: -1) {
      for k in i + 1..<max(i + 1, unknowns) {
        result[i] -= lower[k * unknowns + i] * result[k]
      }
      result[i] /= lower[i * unknowns + i]
    }
    return result
  }
}
