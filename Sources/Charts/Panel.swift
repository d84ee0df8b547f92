/// A value axis and the curves of its unit.
struct Axis {
  let unit: String
  /// Indices of the curves in the chart.
  let curves: [Int]
}

/// Curves that share one frame: one unit at the left, one at the right.
struct Panel {
  let left: Axis
  let right: Axis?

  var axes: [Axis] { right.map { [left, $0] } ?? [left] }

  /// Deals a chart's curves out to panels.
  ///
  /// The first two units share the main panel, where superposing them tells most. Every other unit
  /// gets a panel of its own: a third axis in one frame can no longer be read.
  static func panels(of curves: [Curve]) -> [Panel] {
    var axes: [(unit: String, curves: [Int])] = []
    for (index, curve) in curves.enumerated() {
      if let axis = axes.firstIndex(where: { $0.unit == curve.unit }) {
        axes[axis].curves.append(index)
      } else {
        axes.append((curve.unit, [index]))
      }
    }
    let all = axes.map { Axis(unit: $0.unit, curves: $0.curves) }
    guard let first = all.first else { return [] }
    let second = all.count > 1 ? all[1] : nil
    return [Panel(left: first, right: second)]
      + all.dropFirst(2).map { Panel(left: $0, right: nil) }
  }

  /// Shares out a height so that the main panel gets twice that of each other.
  ///
  /// - Parameters:
  ///   - height: What there is, in any unit.
  ///   - count: How many panels there are.
  ///   - least: What a panel needs; they get it even where the height does not suffice.
  /// - Returns: A height for each panel; their sum is the height, unless that did not suffice.
  static func heights(sharing height: Int, among count: Int, least: Int) -> [Int] {
    guard count > 0 else { return [] }
    let small = max(least, height / (count + 1))
    return [max(least, height - small * (count - 1))]
      + Array(repeating: small, count: count - 1)
  }
}
