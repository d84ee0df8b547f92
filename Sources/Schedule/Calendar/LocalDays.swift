internal import Charts

/// The local days that a window touches, and where each begins.
struct LocalDays: Sendable {
  /// The first day, counted from 1 January 1970.
  let first: Int
  /// Where each day begins, and where the last one ends: one more than there are days.
  let bounds: [Int]

  init(_ window: Range<Int>, clock: LocalClock) {
    first = clock.wallTime(at: window.lowerBound).dayNumber
    let last =
      window.isEmpty ? first - 1 : clock.wallTime(at: window.upperBound - 1).dayNumber
    bounds = (first...max(first, last + 1)).map { clock.start(ofDayNumber: $0) }
  }

  var count: Int { bounds.count - 1 }

  /// A day's number, counted from 1 January 1970.
  func dayNumber(_ index: Int) -> Int { first + index }

  /// The instants of a day.
  func times(_ index: Int) -> Range<Int> { bounds[index]..<bounds[index + 1] }

  /// The day that holds an instant, the nearest where none does.
  func index(at instant: Int) -> Int {
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if bounds[middle] <= instant { low = middle } else { high = middle }
    }
    return low
  }

  /// Hands out the parts of some times that lie in each day, in order.
  func split(_ times: Range<Int>, _ take: (_ day: Int, _ part: Range<Int>) -> Void) {
    guard !times.isEmpty, count > 0 else { return }
    var day = index(at: times.lowerBound)
    while day < count && bounds[day] < times.upperBound {
      let part = times.clamped(to: self.times(day))
      if !part.isEmpty { take(day, part) }
      day += 1
    }
  }
}
