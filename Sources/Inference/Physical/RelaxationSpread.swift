/// How much the changes of a circuit left alone differ from its law, as one standard deviation, by the
/// excess over the room: what cools fast varies more.
struct RelaxationSpread: Sendable {
  /// The spread at excesses of 0, 2, 4 … 30 K, K; straight lines in between, and constant beyond.
  private let nodes: [Float]

  private static let step: Float = 2
  private static let count = 16
  /// Least spread to believe in: what rounding to the usual sensor's step makes of a difference, K.
  private static let least: Float = 0.04
  /// From the mean deviation of a normal distribution to its standard deviation, and from the median one.
  private static let fromMean: Float = 1.25
  private static let fromMedian: Float = 1.48
  /// Least mean deviation at no excess, K.
  private static let leastBase = 0.02
  /// Deviations that must lie about a node to tell its spread by themselves.
  private static let enough = 30

  /// A straight line through deviations, by least squares, that does not fall.
  ///
  /// - Parameters:
  ///   - deviations: Excess and absolute deviation of each block, K.
  ///   - largest: What a deviation counts for at most, K.
  init(lineThrough deviations: [(excess: Float, deviation: Float)], largest: Float) {
    var sum = (n: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0)
    for (excess, deviation) in deviations {
      let x = Double(Self.clamped(excess))
      let y = Double(min(deviation, largest))
      sum = (sum.n + 1, sum.x + x, sum.y + y, sum.xx + x * x, sum.xy + x * y)
    }
    let determinant = sum.n * sum.xx - sum.x * sum.x
    var line = (base: sum.n > 0 ? sum.y / sum.n : 0, slope: 0.0)
    if determinant > 1e-6 * sum.n * sum.n, sum.n > 0 {
      line.slope = max(0, (sum.n * sum.xy - sum.x * sum.y) / determinant)
      line.base = max(Self.leastBase, (sum.y - line.slope * sum.x) / sum.n)
    }
    nodes = (0..<Self.count).map { node in
      let mean = line.base + line.slope * Double(Self.step) * Double(node)
      return max(Self.least, Self.fromMean * Float(mean))
    }
  }

  /// The median deviation about each node; where too few lie there, that of the node before.
  ///
  /// A few mistaken blocks among many weigh less on a median than on a line.
  ///
  /// - Parameters:
  ///   - deviations: Excess and absolute deviation of each block, K.
  ///   - line: The spread before the first node that has enough.
  init(mediansOf deviations: [(excess: Float, deviation: Float)], line: RelaxationSpread) {
    var about = [[Float]](repeating: [], count: Self.count)
    for (excess, deviation) in deviations {
      about[Int((Self.clamped(excess) / Self.step).rounded())].append(deviation)
    }
    let known = about.map { deviations -> Float? in
      guard deviations.count >= Self.enough else { return nil }
      return quantile(0.5, of: deviations[...]).map { max(Self.least, Self.fromMedian * $0) }
    }
    var last = known.compactMap(\.self).first ?? line.nodes[0]
    nodes = known.map { spread in
      last = spread ?? last
      return last
    }
  }

  /// The spread at an excess, K.
  @inline(__always)
  func at(_ excess: Float) -> Float {
    let place = Self.clamped(excess) / Self.step
    let node = min(Int(place), Self.count - 2)
    return nodes[node] + (place - Float(node)) * (nodes[node + 1] - nodes[node])
  }

  @inline(__always)
  private static func clamped(_ excess: Float) -> Float {
    min(max(excess, 0), step * Float(count - 1))
  }
}
