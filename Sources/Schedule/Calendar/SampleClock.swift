internal import Charts

/// Local times of instants that are asked for in ascending order, without asking the clock each time.
struct SampleClock {
  private let stretches: [(range: Range<Int>, offset: Int)]
  private var index = 0

  init(_ times: Range<Int>, clock: LocalClock) { stretches = clock.stretches(of: times) }

  /// The local date and the seconds since its midnight.
  ///
  /// - Parameter instant: Not before the one asked for last.
  /// - Returns: The day, counted from 1 January 1970, and the seconds.
  mutating func wallTime(at instant: Int) -> (dayNumber: Int, second: Int) {
    while index + 1 < stretches.count && instant >= stretches[index].range.upperBound {
      index += 1
    }
    let local = instant + (stretches.isEmpty ? 0 : stretches[index].offset)
    let day = floorDivide(local, 86_400)
    return (day, local - day * 86_400)
  }
}
