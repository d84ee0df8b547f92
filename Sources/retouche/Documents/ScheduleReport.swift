import Charts
import Feeds
import Schedule
import Workspace

/// What a circuit's state tells, with what it was read off.
struct ScheduleReport {
  let circuit: Circuit
  let state: Feed
  let schedule: Schedule

  /// The page of the report.
  var page: String { SchedulePage(schedule, circuit: circuit.name, feed: state.title).html }

  /// Its main figures as a picture.
  var picture: String { SchedulePicture(schedule, circuit: circuit.name).svg }

  /// What it is about.
  var title: String { "\(circuit.name): the schedule it really follows" }

  /// Temperatures are read at this interval, or at the supply feed's where that is coarser, s.
  private static let interval = 300

  /// - Parameters:
  ///   - circuit: The circuit.
  ///   - from: First instant, Unix seconds; nil for the state feed's first point.
  ///   - to: The instant after the last; nil for the state feed's end.
  ///   - workspace: Its workspace.
  /// - Throws: `WorkspaceError` or `FeedError` when there is nothing to tell of, or it cannot be read.
  init(_ circuit: Circuit, from: Int?, to: Int?, in workspace: Workspace) throws {
    self.circuit = circuit
    let record = try workspace.record(of: circuit, from: from, to: to, interval: Self.interval)
    state = record.state
    schedule = Schedule(
      CircuitHistory(
        window: record.times, segments: record.segments.map(LaneSegment.init),
        doubtful: record.doubtful.map(LaneSegment.init), start: record.grid.start,
        interval: record.grid.interval, supply: record.supply,
        indoor: record.indoor, outdoor: record.outdoor,
        clock: LocalClock(try workspace.localTime())))
  }
}

extension LaneSegment {
  /// A segment as it is drawn.
  init(_ segment: Segment) {
    self.init(
      start: segment.times.lowerBound, end: segment.times.upperBound, state: segment.state,
      provenance: segment.provenance.rawValue, confidence: segment.confidence)
  }
}

extension LocalClock {
  /// The clock of a workspace.
  init(_ time: LocalTime) { self.init(zone: time.zoneName) { time.offset(at: $0) } }
}
