/// A time of heating, short pauses included, as samples of a history.
struct HeatingPeriod: Hashable {
  var samples: Range<Int>
  /// Whether heat was known to be off before it, so that its first sample is a start.
  let startsFromOff: Bool

  /// Pauses of up to an hour are part of a period: a valve that comes down from a boost is shut for a
  /// while.
  static let longestPause = 3_600

  /// The periods of a history, in order.
  static func all(in history: SampledHistory) -> [HeatingPeriod] {
    let longest = longestPause / history.grid.interval
    var periods: [HeatingPeriod] = []
    var index = 0
    // The first sample after the last that was not known to be off, while heat is not on.
    var offSince: Int?
    while index < history.isOn.count {
      guard history.isOn[index] else {
        offSince = history.isOff[index] ? offSince ?? index : nil
        index += 1
        continue
      }
      let start = index
      while index < history.isOn.count && history.isOn[index] { index += 1 }
      if let last = periods.last, offSince == last.samples.upperBound,
        start - last.samples.upperBound <= longest
      {
        periods[periods.count - 1].samples = last.samples.lowerBound..<index
      } else {
        periods.append(HeatingPeriod(samples: start..<index, startsFromOff: offSince != nil))
      }
      offSince = nil
    }
    return periods
  }
}
