import Inference

/// How often states said with a confidence are right.
///
/// Confidences are counted in narrow classes, so that those of many systems can be added up without
/// keeping each.
struct Calibration: Sendable {
  private struct Class {
    var count = 0.0
    var right = 0.0
    /// Sum of the confidences.
    var sum = 0.0
  }

  private static let resolution = 4000
  private var classes = [Class](repeating: Class(), count: resolution + 1)

  /// States known and said.
  var count: Double { classes.reduce(0) { $0 + $1.count } }

  init() {}

  /// Counts the samples whose truth is known and that were not said to be unknown.
  init(of verdict: Contender.Verdict, against truth: [HeatState]) {
    guard let confidence = verdict.confidence else { return }
    for k in truth.indices where truth[k] != .unknown && verdict.states[k] != .unknown {
      let place = Int(min(1, max(0, confidence[k])) * Float(Self.resolution))
      classes[place].count += 1
      classes[place].sum += Double(confidence[k])
      if truth[k] == verdict.states[k] { classes[place].right += 1 }
    }
  }

  static func += (sum: inout Calibration, other: Calibration) {
    for index in sum.classes.indices {
      sum.classes[index].count += other.classes[index].count
      sum.classes[index].right += other.classes[index].right
      sum.classes[index].sum += other.classes[index].sum
    }
  }

  /// The expected calibration error: over ten bins of equally many samples, the mean distance of the
  /// confidence said and the share right; nil where nothing was said.
  var expectedError: Double? {
    let bins = Self.bins(classes, 10)
    let count = count
    guard count > 0 else { return nil }
    return bins.reduce(0) { $0 + abs($1.right - $1.sum) } / count
  }

  /// The share right among those said with at least a confidence; nil where there are none.
  func shareRight(from confidence: Double) -> Double? {
    let sure = classes[Int((confidence * Double(Self.resolution)).rounded())...]
    let count = sure.reduce(0) { $0 + $1.count }
    return count > 0 ? sure.reduce(0) { $0 + $1.right } / count : nil
  }

  /// Bins of equal mass: a class that straddles a limit is divided in proportion.
  private static func bins(_ classes: [Class], _ number: Int) -> [Class] {
    let mass = classes.reduce(0) { $0 + $1.count } / Double(number)
    var bins = [Class](repeating: Class(), count: number)
    var bin = 0
    for entry in classes where entry.count > 0 {
      var left = entry.count
      while left > 0 {
        let room = bin < number - 1 ? mass - bins[bin].count : .infinity
        let part = min(left, room)
        bins[bin].count += part
        bins[bin].right += part / entry.count * entry.right
        bins[bin].sum += part / entry.count * entry.sum
        left -= part
        if part == room { bin += 1 }
      }
    }
    return bins
  }
}
