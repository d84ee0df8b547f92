extension SeededGenerator {
  /// Points such as a sensor gives them, in stretches, some of which are gaps (NaN).
  ///
  /// - Parameters:
  ///   - count: The number of points.
  ///   - gaps: Share of the stretches that are gaps, 0 to 1.
  /// - Returns: The points: some with one decimal, some with all the digits a float can have.
  public mutating func points(_ count: Int, gaps: Double = 0.2) -> [Float] {
    var points: [Float] = []
    points.reserveCapacity(count)
    while points.count < count {
      let length = min(Int.random(in: 1...20, using: &self), count - points.count)
      let isGap = Double.random(in: 0..<1, using: &self) < gaps
      let isRounded = Bool.random(using: &self)
      for _ in 0..<length {
        let value = Float.random(in: -30...90, using: &self)
        points.append(isGap ? .nan : isRounded ? (value * 10).rounded() / 10 : value)
      }
    }
    return points
  }

  /// States in runs, as points of a state feed.
  ///
  /// - Parameters:
  ///   - count: The number of points.
  ///   - run: The greatest length of a run.
  /// - Returns: The points: 0, 1 and NaN.
  public mutating func statePoints(_ count: Int, run: Int = 30) -> [Float] {
    var points: [Float] = []
    points.reserveCapacity(count)
    while points.count < count {
      let length = min(Int.random(in: 1...run, using: &self), count - points.count)
      let value: Float = [0, 1, .nan][Int.random(in: 0..<3, using: &self)]
      points.append(contentsOf: repeatElement(value, count: length))
    }
    return points
  }
}
