public import Feeds
public import Inference

/// What an inference did to a circuit's state feed, or would do.
public struct InferenceReport: Sendable {
  public let circuit: String
  /// The state feed; nil when none was made in a dry run.
  public let stateFeed: Int?
  /// The method's name.
  public let method: String
  public let meaning: Meaning
  /// Whether it went on from an earlier inference.
  public let isOnward: Bool
  /// Whether everything was left as it is.
  public let isDry: Bool
  /// The edit; nil in a dry run, and where nothing was to be changed.
  public let edit: Int?
  /// Number of runs of one state in the period.
  public let segments: Int
  /// Hours on, off and unknown in the period.
  public let hoursOn: Double
  public let hoursOff: Double
  public let hoursUnknown: Double
  /// Mean confidence of the points whose state is known, 0 to 1; nil where none is.
  public let meanConfidence: Double?
  /// Number of segments, or parts of segments, that are in doubt (``Doubt``), and their hours.
  public let doubtfulSegments: Int
  public let doubtfulHours: Double
  public let changedPoints: Int
  /// Points by which the state feed became longer.
  public let appendedPoints: Int
  /// The instant from which on later samples may still change the states, Unix seconds.
  public let provisionalFrom: Int
  /// What is told of the newest sample.
  public let now: LiveState
  /// What the engineer should know, a sentence each.
  public let notes: [String]
}

/// The state of the newest sample of a supply feed, told from the past alone.
public struct LiveState: Sendable, Hashable {
  /// The sample's instant, Unix seconds.
  public let time: Int
  public let state: State
  /// How sure that is, 0 to 1; 0 where it is unknown.
  public let confidence: Float
  /// Since which instant the state is the same; that of the first sample where it never changed.
  public let since: Int

  /// - Parameters:
  ///   - inferred: What was inferred of samples up to the newest, which none came after.
  ///   - timeline: Their instants, at least one.
  init(_ inferred: Inferred, on timeline: Timeline) {
    let newest = timeline.count - 1
    let state = inferred.states[newest]
    let switched = inferred.states.lastIndex { $0 != state } ?? -1
    self.init(
      time: timeline.time(of: newest), state: State(state), confidence: inferred.confidence[newest],
      since: timeline.time(of: switched + 1))
  }

  private init(time: Int, state: State, confidence: Float, since: Int) {
    self.time = time
    self.state = state
    self.confidence = confidence
    self.since = since
  }
}

extension InferenceReport {
  /// - Parameters:
  ///   - work: What was inferred.
  ///   - state: The state feed, if there is one.
  ///   - edit: The edit that wrote it, if one did.
  ///   - proposal: What was inferred, on the state feed's timeline.
  ///   - slots: What is reported on.
  ///   - written: What stands there now, or would.
  ///   - changed: How many points changed, or would.
  ///   - appended: By how many the feed became longer, or would.
  init(
    _ work: InferenceWork, _ state: Int?, edit: Int?, _ proposal: Proposal, _ slots: Range<Int>,
    written: (points: [Float], stretches: [Stretch]), changed: Int, appended: Int = 0
  ) {
    let figures = proposal.figures(slots)
    let interval = proposal.timeline.interval
    func hours(_ points: Int) -> Double { Double(points * interval) / 3600 }
    let doubtful = SegmentPiece.pieces(
      of: StateRun.runs(of: written.points, from: slots.lowerBound), written.stretches
    ).filter { $0.isDoubtful(below: Doubt.limit) }.joined()
    self.init(
      circuit: work.request.circuit.name, stateFeed: state, method: work.request.method.name,
      meaning: work.request.meaning, isOnward: work.request.extent == .onward,
      isDry: work.request.isDry, edit: edit, segments: figures.segments,
      hoursOn: hours(figures.on), hoursOff: hours(figures.off),
      hoursUnknown: hours(figures.unknown), meanConfidence: figures.meanConfidence,
      doubtfulSegments: doubtful.count,
      doubtfulHours: hours(doubtful.reduce(0) { $0 + $1.slots.count }),
      changedPoints: changed, appendedPoints: appended, provisionalFrom: work.provisionalFrom,
      now: work.now, notes: proposal.notes)
  }
}

extension StateRun {
  /// The maximal runs of one state of some points.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - first: The slot of the first.
  /// - Returns: The runs, in order.
  static func runs(of points: [Float], from first: Int) -> [StateRun] {
    var runs: [StateRun] = []
    var start = 0
    while start < points.count {
      let state = State(point: points[start])
      var end = start + 1
      while end < points.count, State(point: points[end]) == state { end += 1 }
      runs.append(StateRun(slots: (first + start)..<(first + end), state: state))
      start = end
    }
    return runs
  }
}
