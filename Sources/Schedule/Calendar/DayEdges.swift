internal import Charts
internal import Feeds

/// When the first normal heat of each local day begins and the last one ends, Unix seconds.
///
/// What begins or ends where the state is unknown, or where the window does, is not seen to.
struct DayEdges {
  /// One entry a day of the window; nil where none begins, or ends.
  private(set) var firstOn: [Int?]
  private(set) var lastOff: [Int?]

  /// - Parameters:
  ///   - heat: Times of normal heat, in order.
  ///   - spans: The states.
  ///   - history: Window and clock.
  init(_ heat: [Range<Int>], spans: [StateSpan], _ history: CircuitHistory) {
    let local = LocalDays(history.window, clock: history.clock)
    firstOn = Array(repeating: nil, count: local.count)
    lastOff = firstOn
    let unknown = spans.filter { $0.state == .unknown }
    let unseenStarts = Set(unknown.map(\.end) + [history.window.lowerBound])
    let unseenEnds = Set(unknown.map(\.start) + [history.window.upperBound])
    for times in heat {
      if !unseenStarts.contains(times.lowerBound) {
        let day = local.index(at: times.lowerBound)
        firstOn[day] = firstOn[day] ?? times.lowerBound
      }
      // What ends at midnight ends the day before.
      if !unseenEnds.contains(times.upperBound) {
        lastOff[local.index(at: times.upperBound - 1)] = times.upperBound
      }
    }
  }
}
