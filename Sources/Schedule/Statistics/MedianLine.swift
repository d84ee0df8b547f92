/// A straight line through a cloud of points that outliers do not turn.
///
/// Its slope is the median of the slopes between pairs of points. (Method: H. Theil, "A rank-invariant
/// method of linear and polynomial regression analysis", 1950; P. K. Sen, J. Am. Stat. Assoc. 63, 1968.)
/// Of more points than ``most``, as many are taken, so that pairs stay few.
struct MedianLine: Hashable {
  let slope: Double
  /// The line's value at 0.
  let intercept: Double

  static let most = 500

  /// - Parameters:
  ///   - points: Points, all finite.
  ///   - apart: Points nearer than this along x make no pair: their slope would be noise.
  ///
  /// Nil where no pair is far enough apart.
  init?(_ points: [(x: Double, y: Double)], apart: Double) {
    let chosen = Self.indices(of: points.count).map { points[$0] }.sorted { $0.x < $1.x }
    var slopes: [Double] = []
    for (index, point) in chosen.enumerated() {
      for other in chosen[(index + 1)...] where other.x - point.x >= apart {
        slopes.append((other.y - point.y) / (other.x - point.x))
      }
    }
    guard let slope = slopes.median,
      let intercept = points.map({ $0.y - slope * $0.x }).median
    else { return nil }
    self.slope = slope
    self.intercept = intercept
  }

  /// Places all over a series, that no period of it, such as a day or a week, falls in step with.
  private static func indices(of count: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    // Multiples of the golden ratio, their whole parts left out.
    let ratio = 0.618_033_988_749_895
    return (1...most).map { index in
      let place = Double(index) * ratio
      return min(count - 1, Int((place - place.rounded(.down)) * Double(count)))
    }
  }

  func value(at x: Double) -> Double { intercept + slope * x }
}
