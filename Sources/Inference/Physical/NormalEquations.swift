/// Weighted least squares, accumulated row by row.
struct NormalEquations: Sendable {
  let unknowns: Int
  /// The lower half of the matrix, row by row.
  private var matrix: [Double]
  private var right: [Double]
  private var weight = 0.0

  /// - Parameter unknowns: Coefficients to find, at most 8.
  init(unknowns: Int) {
    self.unknowns = unknowns
    matrix = [Double](repeating: 0, count: unknowns * unknowns)
    right = [Double](repeating: 0, count: unknowns)
  }

  /// Adds one equation.
  ///
  /// - Parameters:
  ///   - row: The regressors, the first as many as there are unknowns.
  ///   - target: What they are to give.
  ///   - share: The weight of the equation.
  @inline(__always)
  mutating func add(_ row: SIMD8<Float>, equals target: Float, weight share: Float) {
    weight += Double(share)
    let scaled = SIMD8<Double>(share * row)
    let regressors = SIMD8<Double>(row)
    matrix.withUnsafeMutableBufferPointer { matrix in
      for i in 0..<unknowns {
        for j in 0...i { matrix[i * unknowns + j] += scaled[i] * regressors[j] }
      }
    }
    right.withUnsafeMutableBufferPointer { right in
      for i in 0..<unknowns { right[i] += scaled[i] * Double(target) }
    }
  }

  /// The coefficients, by Cholesky's decomposition.
  ///
  /// - Parameter ridge: Added to the diagonal, as a share of the sum of weights: it settles what the
  ///   rows leave open.
  /// - Returns: As many as there are unknowns.
  func solution(ridge: Double) -> [Double] {
    var lower = matrix
    for i in 0..<unknowns {
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
    var result = right
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
