import Feeds

/// Something that some slots have in common.
protocol SlotSpan {
  var slots: Range<Int> { get set }
}

extension Stretch: SlotSpan {}
extension SegmentPiece: SlotSpan {}

extension Array where Element: SlotSpan {
  /// The parts of spans that lie in some ranges; both in order, neither overlapping.
  func clamped(to ranges: [Range<Int>]) -> [Element] {
    var parts: [Element] = []
    var next = 0
    for range in ranges {
      while next < count, self[next].slots.upperBound <= range.lowerBound { next += 1 }
      while next < count, self[next].slots.lowerBound < range.upperBound {
        var part = self[next]
        part.slots = part.slots.clamped(to: range)
        if !part.slots.isEmpty { parts.append(part) }
        // One that goes on beyond the range may have a part in the next, too.
        if self[next].slots.upperBound > range.upperBound { break }
        next += 1
      }
    }
    return parts
  }

  /// The same spans in order.
  var inOrder: [Element] { sorted { $0.slots.lowerBound < $1.slots.lowerBound } }
}

extension [Range<Int>] {
  /// What lies between ranges, before the first and after the last; they are in order, none overlapping.
  func complement(in whole: Range<Int>) -> [Range<Int>] {
    var holes: [Range<Int>] = []
    var next = whole.lowerBound
    for range in self {
      if range.lowerBound > next { holes.append(next..<range.lowerBound) }
      next = Swift.max(next, range.upperBound)
    }
    if next < whole.upperBound { holes.append(next..<whole.upperBound) }
    return holes
  }
}

extension [Stretch] {
  /// The same with other stretches put in the place of what lies there; both in order, neither
  /// overlapping, the others within these.
  func overlaid(with others: [Stretch], in whole: Range<Int>) -> [Stretch] {
    let kept = clamped(to: others.map(\.slots).complement(in: whole))
    return (kept + others).inOrder.joined()
  }
}
