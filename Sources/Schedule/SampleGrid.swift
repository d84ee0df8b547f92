/// The instants of a circuit's temperatures.
struct SampleGrid: Hashable {
  /// Time of the first sample, Unix seconds, and seconds between two.
  let start: Int
  let interval: Int
  let count: Int

  init(_ history: CircuitHistory) {
    start = history.start
    interval = history.interval
    count = history.supply.count
  }

  /// Time of a sample, Unix seconds.
  func time(_ index: Int) -> Int { start + index * interval }

  /// The instants from the first sample of a range to the one after its last.
  func times(_ samples: Range<Int>) -> Range<Int> {
    time(samples.lowerBound)..<time(samples.upperBound)
  }

  /// The samples whose instants lie in some times.
  func samples(_ times: Range<Int>) -> Range<Int> {
    func first(_ time: Int) -> Int {
      min(max(0, (time - start + interval - 1) / interval), count)
    }
    return first(times.lowerBound)..<max(first(times.lowerBound), first(times.upperBound))
  }

  /// How many samples a duration takes, at least one.
  func samples(lasting seconds: Int) -> Int { max(1, (seconds + interval / 2) / interval) }
}
