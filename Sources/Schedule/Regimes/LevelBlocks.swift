internal import Charts

/// The supply's level while heat is on, half-hour by half-hour, boosts left out.
struct LevelBlocks {
  /// Seconds of a block: half an hour, or a sample where that is longer.
  let duration: Int
  /// The first block's number; block `k` begins at `k * duration`, Unix seconds.
  let first: Int
  /// Mean supply of each block, °C; NaN where heat was on for less than 60 % of it.
  private(set) var supply: [Double] = []
  /// Mean outdoor temperature of each block, °C, NaN where there is none; 0 where it is not measured.
  private(set) var outdoor: [Double] = []
  /// The hour of the week in which each block begins, local time: 0 is Monday from 0 to 1.
  private(set) var hours: [Int] = []

  static let hoursOfWeek = 168

  /// - Parameters:
  ///   - history: States and temperatures.
  ///   - boosts: What is left out, in order.
  ///   - clock: Tells local time.
  init(_ history: SampledHistory, without boosts: [Boost], clock: LocalClock) {
    duration = max(1_800, history.grid.interval)
    let times = history.grid.times(0..<history.supply.count)
    first = floorDivide(times.lowerBound, duration)
    guard !times.isEmpty else { return }
    let last = floorDivide(times.upperBound - 1, duration)
    var counted = history.isOn
    for boost in boosts {
      for index in history.grid.samples(boost.times) { counted[index] = false }
    }
    let on = RunningSums(history.supply, where: counted)
    let outside = history.outdoor.map { RunningSums($0) }
    var local = SampleClock(first * duration..<(last + 1) * duration, clock: clock)
    for number in first...last {
      let start = number * duration
      let samples = history.grid.samples(start..<start + duration)
      let least = max(1, (6 * duration / history.grid.interval + 9) / 10)
      let mean = on.mean(samples, ofAtLeast: least)
      supply.append(mean ?? .nan)
      outdoor.append(outside.map { $0.mean(samples) ?? .nan } ?? 0)
      let (day, second) = local.wallTime(at: start)
      hours.append(CivilDate.weekday(ofDayNumber: day) * 24 + second / 3_600)
    }
  }

  var indices: Range<Int> { 0..<supply.count }

  /// Whether a block has a level and, where that is measured, an outdoor temperature.
  func isKnown(_ index: Int) -> Bool { supply[index].isFinite && outdoor[index].isFinite }

  /// The instants of a block.
  func times(_ index: Int) -> Range<Int> {
    (first + index) * duration..<(first + index + 1) * duration
  }

  /// The block that holds an instant, the nearest where none does.
  func index(at instant: Int) -> Int {
    min(max(0, floorDivide(instant, duration) - first), max(0, supply.count - 1))
  }
}
