/// How heat is delivered.
public enum HeatRegime: String, Sendable, Hashable, CaseIterable {
  case boost
  case normal
  case reduced
}

/// A time of heat in one regime, `[start, end)` in Unix seconds.
public struct HeatSpan: Sendable, Hashable {
  public let start: Int
  public let end: Int
  public let regime: HeatRegime

  /// Seconds that it lasts.
  public var duration: Int { end - start }

  var times: Range<Int> { start..<end }
}

extension [Range<Int>] {
  /// The parts of some times that lie in none of others; both in order and without overlap.
  func subtracting(_ others: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var next = 0
    for range in self {
      while next < others.count && others[next].upperBound <= range.lowerBound { next += 1 }
      var start = range.lowerBound
      var index = next
      while index < others.count && others[index].lowerBound < range.upperBound {
        if start < others[index].lowerBound { result.append(start..<others[index].lowerBound) }
        start = Swift.max(start, others[index].upperBound)
        index += 1
      }
      if start < range.upperBound { result.append(start..<range.upperBound) }
    }
    return result
  }

  /// The parts of some times that lie in others too; both in order and without overlap.
  func intersecting(_ others: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var next = 0
    for range in self {
      while next < others.count && others[next].upperBound <= range.lowerBound { next += 1 }
      var index = next
      while index < others.count && others[index].lowerBound < range.upperBound {
        result.append(range.clamped(to: others[index]))
        index += 1
      }
    }
    return result
  }
}
