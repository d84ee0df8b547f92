/// A falling line through values that can neither go below a floor nor above a ceiling, such as hours
/// of a day.
///
/// The line is the one whose cut values lie nearest to the points, by the sum of distances: half of the
/// points would have to be wrong to turn it, and days at the floor or the ceiling do not flatten it.
/// (Method: J. L. Powell, "Least absolute deviations estimation for the censored regression model",
/// J. Econometrics 25, 1984.) The minimum is looked for on a grid of the values at two places, then on
/// finer ones around the best.
struct CensoredLine {
  let slope: Double
  /// The line's value at 0.
  let intercept: Double
  private let limits: ClosedRange<Double>

  /// - Parameters:
  ///   - points: Points, all finite, at least one.
  ///   - limits: The floor and the ceiling of y.
  ///   - places: Two values of x, well apart, within the points.
  init(
    _ points: [(x: Double, y: Double)], within limits: ClosedRange<Double>,
    through places: (low: Double, high: Double)
  ) {
    let extent = limits.upperBound - limits.lowerBound
    var best = (left: limits.lowerBound, right: limits.lowerBound, cost: Double.infinity)
    var step = extent / 10
    // The ends of the line may lie well outside what can be seen of it.
    var center = (left: limits.lowerBound + extent / 2, right: limits.lowerBound + extent / 2)
    var reach = 16
    for _ in 0..<6 {
      for left in -reach...reach {
        for right in -reach...reach {
          let ends = (center.left + Double(left) * step, center.right + Double(right) * step)
          // A line that rises with the outdoor temperature is no line of heating.
          guard ends.1 <= ends.0 else { continue }
          let slope = (ends.1 - ends.0) / (places.high - places.low)
          var cost = 0.0
          for point in points {
            let value = ends.0 + slope * (point.x - places.low)
            cost += abs(point.y - min(max(value, limits.lowerBound), limits.upperBound))
            if cost >= best.cost { break }
          }
          if cost < best.cost { best = (ends.0, ends.1, cost) }
        }
      }
      center = (best.left, best.right)
      step /= 3
      reach = 4
    }
    slope = (best.right - best.left) / (places.high - places.low)
    intercept = best.left - slope * places.low
    self.limits = limits
  }

  /// The line's value, cut to the limits.
  func value(at x: Double) -> Double {
    min(max(intercept + slope * x, limits.lowerBound), limits.upperBound)
  }
}
