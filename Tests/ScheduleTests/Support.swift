import Charts
import Feeds
import Simulation

@testable import Schedule

/// Clocks and histories that several tests use.
enum Support {
  /// The clock of Paris.
  static let paris: Charts.LocalClock = {
    let clock = Simulation.LocalClock()
    return Charts.LocalClock(zone: "Europe/Paris") { clock.offset(at: $0) }
  }()

  /// The midnight with which a day begins in Paris.
  static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int {
    paris.start(ofDayNumber: dayNumber(year, month, day))
  }

  static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    Charts.CivilDate(year: year, month: month, day: day).dayNumber
  }

  /// A moment as a regulator sees it.
  struct Moment {
    /// Unix seconds, and days since the history began.
    let time: Int
    let day: Int
    /// 0 for Monday, and seconds since midnight on the wall clock.
    let weekday: Int
    let second: Int
    /// °C.
    let outdoor: Float

    func isBetween(_ start: Double, _ end: Double) -> Bool {
      Double(second) >= start * 3_600 && Double(second) < end * 3_600
    }
  }

  /// A history made by a plan: for each moment the supply while heat is on, nil while it is off.
  ///
  /// - Parameters:
  ///   - start: First instant, Unix seconds.
  ///   - days: Local days from there.
  ///   - interval: Seconds between two samples.
  ///   - outdoor: The outdoor temperature of a day; nil where it is not measured.
  ///   - indoor: Whether a room of 20 °C is measured.
  ///   - unknown: Whether the state is unknown at a moment.
  ///   - plan: The supply, °C.
  /// - Returns: The history.
  static func history(
    from start: Int = midnight(2021, 3, 8), days: Int, interval: Int = 300,
    outdoor: ((Int) -> Float)? = { _ in 5 }, indoor: Bool = true,
    unknown: (Moment) -> Bool = { _ in false }, plan: (Moment) -> Float?
  ) -> CircuitHistory {
    let first = paris.wallTime(at: start).dayNumber
    let end = paris.start(ofDayNumber: first + days)
    var supply: [Float] = []
    var outdoors: [Float] = []
    var segments: [LaneSegment] = []
    for time in stride(from: start, to: end, by: interval) {
      let (dayNumber, second) = paris.wallTime(at: time)
      let moment = Moment(
        time: time, day: dayNumber - first,
        weekday: Charts.CivilDate.weekday(ofDayNumber: dayNumber),
        second: second, outdoor: outdoor?(dayNumber - first) ?? 5)
      let hot = plan(moment)
      supply.append(hot ?? 20)
      outdoors.append(moment.outdoor)
      let state: State = unknown(moment) ? .unknown : hot == nil ? .off : .on
      segments.append(
        LaneSegment(
          start: time, end: min(end, time + interval), state: state, provenance: "inferred",
          confidence: 0.95))
    }
    return CircuitHistory(
      window: start..<end, segments: segments, start: start, interval: interval, supply: supply,
      indoor: indoor ? [Array(repeating: 20, count: supply.count)] : [],
      outdoor: outdoor == nil ? nil : outdoors, clock: paris)
  }

  /// A circuit of a simulated school, its state known.
  static func history(_ school: SimulatedSchool, _ index: Int) -> CircuitHistory {
    let circuit = school.circuits[index]
    func values(_ name: String) -> [Float] { school.feed(name)?.values ?? [] }
    let segments = circuit.trueState.enumerated().map { slot, state in
      LaneSegment(
        start: school.start + slot * school.interval,
        end: school.start + (slot + 1) * school.interval, state: state == 1 ? .on : .off)
    }
    return CircuitHistory(
      window: school.start..<school.start + school.count * school.interval, segments: segments,
      start: school.start, interval: school.interval, supply: values(circuit.supply),
      indoor: circuit.indoor.map(values), outdoor: values(circuit.outdoor), clock: paris)
  }
}
