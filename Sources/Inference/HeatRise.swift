/// Whether a run supposed on ever warmed as heated water does.
///
/// The sun on pipes and radiators, and a building that warms in summer, raise standing water by some tenths
/// of a kelvin in half an hour; a boiler or a substation raises it by kelvins, at least once in a
/// run of heating. A run whose beginning is not seen is believed if it lasts, or if another near it
/// warmed; and so is one that holds a block set by a person, or begins where such a block ends.
public struct HeatRise: Sendable {
  /// Least rise, K, within ``span``; more in proportion within one block where that is longer.
  public var least: Float = 1
  /// Seconds.
  public var span = 1800
  /// How long a run lasts that is believed without a beginning, s.
  public var lasting = 604_800

  /// What is documented at each property.
  public init() {}

  /// Turns off what never warmed.
  ///
  /// - Parameters:
  ///   - on: Whether each block of a stretch is on; changed in place.
  ///   - supply: Supply temperatures, °C, block by block of the whole series.
  ///   - stretch: The blocks, all with a supply.
  ///   - hand: What a person set, block by block of the whole series.
  ///   - interval: Seconds of a block.
  /// - Returns: The blocks turned off, counted from the stretch's first.
  func drop(
    from on: inout [Bool], supply: [Float], in stretch: Range<Int>, hand: [HeatState?]?,
    interval: Int
  ) -> [Range<Int>] {
    let span = max(1, self.span / interval)
    let least = self.least * max(1, Float(interval) / Float(self.span))
    let supply = supply[stretch]
    var dropped: [Range<Int>] = []
    var hasWarmed = false
    var end = 0
    while let first = on[end...].firstIndex(of: true) {
      end = on[first...].firstIndex(of: false) ?? on.count
      if warms(first..<end, supply, by: least, in: span) {
        hasWarmed = true
      } else if !isHeld(first..<end, by: hand?[stretch]) {
        dropped.append(first..<end)
      }
    }
    if let run = dropped.first, run.lowerBound == 0,
      hasWarmed || run.upperBound == on.count || run.count * interval >= lasting
    {
      dropped.removeFirst()
    }
    for run in dropped { for k in run { on[k] = false } }
    return dropped
  }

  /// Whether the supply rises enough, from a foot that may be seen a little late to the block after the last.
  private func warms(
    _ run: Range<Int>, _ supply: ArraySlice<Float>, by least: Float, in span: Int
  ) -> Bool {
    let origin = supply.startIndex
    let last = min(run.upperBound, supply.count - 1)
    guard max(span, run.lowerBound) <= last else { return false }
    return (max(span, run.lowerBound)...last).contains { k in
      supply[origin + k] - supply[origin + k - span] >= least
    }
  }

  private func isHeld(_ run: Range<Int>, by hand: ArraySlice<HeatState?>?) -> Bool {
    guard let hand else { return false }
    return (max(0, run.lowerBound - 1)..<run.upperBound).contains {
      isSet(hand[hand.startIndex + $0])
    }
  }
}
