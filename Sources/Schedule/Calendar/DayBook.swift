internal import Charts
internal import Feeds

/// Enters states, regimes and temperatures under the local days on which they fall.
struct DayBook {
  private(set) var days: [ScheduleDay]
  private let local: LocalDays
  private let clock: LocalClock

  init(_ history: CircuitHistory, spans: [StateSpan], regimes: Regimes) {
    clock = history.clock
    local = LocalDays(history.window, clock: history.clock)
    let local = local
    days = (0..<local.count).map { index in
      let times = local.times(index)
      return ScheduleDay(
        dayNumber: local.dayNumber(index), length: times.count,
        covered: times.clamped(to: history.window).count)
    }
    enter(spans)
    enter(regimes.spans)
    enter(DayEdges(regimes.normalTimes, spans: spans, history))
    for (index, mean) in means(of: history.outdoor, history).enumerated() {
      days[index].outdoor = mean
    }
    for (index, mean) in means(of: history.indoor, history).enumerated() {
      days[index].indoor = mean
    }
  }

  private mutating func enter(_ spans: [StateSpan]) {
    var former = State.unknown
    for span in spans {
      local.split(span.times) { day, part in
        switch span.state {
        case .on: days[day].on += part.count
        case .off: days[day].off += part.count
        case .unknown: days[day].unknown += part.count
        }
      }
      if span.state == .on && former == .off { days[local.index(at: span.start)].starts += 1 }
      former = span.state
    }
  }

  private mutating func enter(_ spans: [HeatSpan]) {
    for span in spans {
      local.split(span.times) { day, part in
        switch span.regime {
        case .boost: days[day].boost += part.count
        case .reduced: days[day].reduced += part.count
        case .normal: break
        }
      }
    }
  }

  /// Enters where heat above the reduced level begins and ends, on the wall clock.
  private mutating func enter(_ edges: DayEdges) {
    for index in days.indices {
      days[index].firstOn = edges.firstOn[index].map { clock.wallTime(at: $0).second }
      days[index].lastOff = edges.lastOff[index].map { clock.wallTime(at: $0).second }
    }
  }

  /// The mean of each day's values; nil where too few were recorded, or none are measured.
  private func means(of values: [Float]?, _ history: CircuitHistory) -> [Double?] {
    guard let values else { return [] }
    var means = [RunningMean](repeating: RunningMean(), count: days.count)
    var day = 0
    for index in values.indices {
      let time = history.start + index * history.interval
      guard history.window.contains(time) else { continue }
      while day + 1 < days.count && time >= local.bounds[day + 1] { day += 1 }
      means[day].add(values[index])
    }
    return means.enumerated().map { index, mean in
      mean.value(ofAtLeast: days[index].length * 4 / (5 * history.interval))
    }
  }
}
