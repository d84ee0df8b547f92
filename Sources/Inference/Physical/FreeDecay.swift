/// Which of the blocks supposed off teach how a circuit cools when left alone.
///
/// What is left alone falls alike every time: the share of its excess over the room that the water loses in
/// the first two hours is much the same from one stop to the next. A stretch supposed off that loses far
/// less was not left alone: a weak heating held the water, and would bend the law.
struct FreeDecay: Sendable {
  /// Time over which the loss is looked at, and the shortest stretch that can show it, s.
  private static let span = 7200
  private static let shortest = 3600
  /// Excess over the room at which a stretch must begin to be judged, K.
  private static let leastExcess: Float = 5
  /// Quantile of the losses that stands for a free decay.
  private static let typical = 0.75

  /// Share of its whole fall that water left alone loses in the first two hours, at least.
  private static let atOnce: Float = 0.4

  /// Whether stretches supposed off mostly lose much of their fall at once.
  ///
  /// - Parameters:
  ///   - supply: Supply temperatures, °C, block by block; NaN in gaps.
  ///   - isOn: The states supposed.
  ///   - stretches: The blocks without a long gap between them.
  ///   - interval: Seconds of a block.
  /// - Returns: Whether the middle one does; false where there is none.
  static func fallsAtOnce(
    _ supply: [Float], _ isOn: [Bool], in stretches: [Range<Int>], _ interval: Int
  ) -> Bool {
    let span = max(1, Self.span / interval)
    var shares: [Float] = []
    for run in runsOff(isOn, in: stretches)
    where run.startsAtEdge && run.blocks.count > 2 * span {
      let first = supply[run.blocks.lowerBound]
      let fall = first - (supply[run.blocks].min() ?? first)
      if fall > leastExcess {
        shares.append((first - supply[run.blocks.lowerBound + span]) / fall)
      }
    }
    return quantile(0.5, of: shares[...]).map { $0 >= atOnce } ?? false
  }

  /// Whether each block may be learnt from as off.
  let isLesson: [Bool]

  /// - Parameters:
  ///   - isOn: The states supposed.
  ///   - excess: Excess of the supply over the room, K, block by block; NaN where not known.
  ///   - stretches: The blocks without a long gap between them.
  ///   - interval: Seconds of a block.
  ///   - leastShare: The least share of a typical loss that is a free decay.
  init(
    _ isOn: [Bool], excess: [Float], stretches: [Range<Int>], interval: Int, leastShare: Float
  ) {
    let span = max(1, Self.span / interval)
    let shortest = max(1, Self.shortest / interval)
    var stops: [(blocks: Range<Int>, loss: Float)] = []
    for run in runsOff(isOn, in: stretches)
    where run.startsAtEdge && run.blocks.count > shortest {
      let first = run.blocks.lowerBound
      guard excess[first] > Self.leastExcess else { continue }
      let after = excess[min(run.blocks.upperBound - 1, first + span)]
      stops.append((run.blocks, 1 - after / excess[first]))
    }
    var isLesson = isOn.map { !$0 }
    if let usual = quantile(Self.typical, of: stops.map(\.loss)[...]) {
      for stop in stops where stop.loss < leastShare * usual {
        for k in stop.blocks { isLesson[k] = false }
      }
    }
    self.isLesson = isLesson
  }
}

/// The runs of off, in order.
///
/// - Parameters:
///   - isOn: The states supposed.
///   - stretches: The blocks without a long gap between them; no run spans two.
/// - Returns: The runs, and whether each begins where heat went off rather than where a stretch does.
func runsOff(
  _ isOn: [Bool], in stretches: [Range<Int>]
) -> [(blocks: Range<Int>, startsAtEdge: Bool)] {
  var runs: [(blocks: Range<Int>, startsAtEdge: Bool)] = []
  for stretch in stretches {
    var start: Int?
    for k in stretch {
      if isOn[k] {
        if let first = start { runs.append((first..<k, first > stretch.lowerBound)) }
        start = nil
      } else if start == nil {
        start = k
      }
    }
    if let first = start {
      runs.append((first..<stretch.upperBound, first > stretch.lowerBound))
    }
  }
  return runs
}
