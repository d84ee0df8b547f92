import Feeds
import Foundation
public import Inference

/// What an inference did to a circuit's state feed, or would do.
public struct InferenceReport: Sendable {
  public let circuit: String
  /// The state feed; nil when none was made in a dry run.
  public let stateFeed: Int?
  /// The method's name.
  public let method: String
  public let meaning: Meaning
  /// The edit; nil in a dry run.
  public let edit: Int?
  /// Number of runs of one state in the period.
  public let segments: Int
  /// Hours on, off and unknown in the period.
  public let hoursOn: Double
  public let hoursOff: Double
  public let hoursUnknown: Double
  /// Mean confidence of the points whose state is known, 0 to 1; nil where none is.
  public let meanConfidence: Double?
  public let changedPoints: Int
  /// What the engineer should know, a sentence each.
  public let notes: [String]
}

extension Workspace {
  /// Infers a circuit's state from its temperatures and writes it as one edit.
  ///
  /// What was set by hand in the state feed is kept, and told to the method. A circuit without a
  /// state feed is given one, on the timeline of its supply feed.
  ///
  /// - Parameters:
  ///   - circuit: The circuit.
  ///   - method: How to infer.
  ///   - meaning: What "on" is to mean.
  ///   - from: First instant to write, Unix seconds; nil for the feed's first point.
  ///   - to: The instant after the last to write; nil for the feed's end.
  ///   - dryRun: Whether to leave everything as it is.
  /// - Returns: What was done, or would be.
  /// - Throws: ``InferenceError`` when the temperatures cannot tell; ``WorkspaceError``, ``FeedError``.
  public func infer(
    _ circuit: Circuit, method: some InferenceMethod, meaning: Meaning = .heat, from: Int? = nil,
    to: Int? = nil, dryRun: Bool = false
  ) throws -> InferenceReport {
    let supply = try wholeReader(feed(id: circuit.supply))
    let present = try circuit.state.map(feed(id:))
    let grid = supply.timeline
    let target = try present.map { try reader($0).timeline } ?? grid
    // A period that cannot be written is refused before the work.
    let asked = try slots(of: try present ?? feed(id: circuit.supply), target, from: from, to: to)

    let series = try series(of: circuit, supply, present)
    let inferred = try method.infer(series, meaning: meaning)
    let proposal = Proposal(inferred, on: grid, for: target)

    if dryRun {
      let changed = try present.map { state in
        let before = try reader(state).points(asked)
        let after = proposal.edit(asked, before: before, present: try stretches(state, asked))
        return zip(before, after.points).count { $0.bitPattern != $1.bitPattern }
      }
      return InferenceReport(
        circuit, present?.id, method.name, meaning, edit: nil, proposal, asked, target,
        changed: changed ?? proposal.figures(asked).on + proposal.figures(asked).off)
    }
    let state = try present ?? makeStateFeed(for: circuit)
    // The slots that were asked for, whatever has been appended to the feeds meanwhile.
    let times = target.times(of: asked)
    let receipt = try edit(
      state, from: times.lowerBound, to: times.upperBound,
      what: "infer \(meaning.rawValue) by \(method.name)"
    ) { slots, before in
      proposal.edit(slots, before: before, present: try stretches(state, slots))
    }
    return InferenceReport(
      circuit, state.id, method.name, meaning, edit: receipt.edit, proposal, asked, target,
      changed: receipt.changedPoints)
  }

  private func makeStateFeed(for circuit: Circuit) throws -> Feed {
    let supply = try feed(id: circuit.supply)
    // What a circuit may be called, a feed may not: Emoncms allows fewer characters.
    let name = String(
      circuit.name.map { $0.isLetter || $0.isNumber || "_-: ".contains($0) ? $0 : "_" })
    let tag = supply.tag.isEmpty ? "retouche" : supply.tag
    if let taken = try feeds().first(where: { $0.name == "\(name)_state" && $0.tag == tag }) {
      throw WorkspaceError(
        .badName, taken.title, "has the name that the state feed of \(circuit.name) would be given",
        remedy: "If it is that feed, declare the circuit again with --state \(taken.id).")
    }
    let state = try createStateFeed(like: supply, name: "\(name)_state", tag: tag, state: .unknown)
    var circuit = circuit
    circuit.state = state.id
    try save(circuit)
    return state
  }

  /// The circuit's temperatures, and what was set by hand, on the supply feed's timeline.
  func series(
    of circuit: Circuit, _ supply: FeedReader, _ state: Feed?
  ) throws -> CircuitSeries {
    let grid = supply.timeline
    func values(_ id: Int) throws -> [Float] {
      let feed = try feed(id: id)
      let reader = try wholeReader(feed)
      guard reader.timeline.end > grid.start, reader.timeline.start < grid.end else {
        throw WorkspaceError(
          .incompatible, feed.title,
          "has no point in the time of the supply feed \(circuit.supply)",
          remedy: "Declare the circuit without it, or with a feed of the same season.")
      }
      return try reader.values(on: grid)
    }
    return CircuitSeries(
      start: grid.start, interval: grid.interval, supply: try supply.points(),
      return: try circuit.return.map(values), indoor: try circuit.indoor.map(values),
      outdoor: try circuit.outdoor.map(values), plantRoom: try circuit.plantRoom.map(values),
      hand: try state.map { try handSet($0, on: grid) } ?? nil)
  }

  /// What a person set, at the instants of a grid; nil where nothing was set at all.
  private func handSet(_ feed: Feed, on grid: Timeline) throws -> [HeatState?]? {
    let segments = try segments(feed).filter { $0.provenance == .hand }
    guard !segments.isEmpty else { return nil }
    var hand = [HeatState?](repeating: nil, count: grid.count)
    for segment in segments {
      for slot in grid.slots(in: segment.times) { hand[slot] = HeatState(segment.state) }
    }
    return hand
  }
}

extension HeatState {
  /// The same state in the words of inference.
  init(_ state: State) { self = HeatState(rawValue: state.rawValue) ?? .unknown }
}

extension State {
  /// The same state in the words of feeds.
  init(_ state: HeatState) { self = State(rawValue: state.rawValue) ?? .unknown }
}

extension InferenceReport {
  init(
    _ circuit: Circuit, _ state: Int?, _ method: String, _ meaning: Meaning, edit: Int?,
    _ proposal: Proposal, _ slots: Range<Int>, _ timeline: Timeline, changed: Int
  ) {
    let figures = proposal.figures(slots)
    func hours(_ points: Int) -> Double { Double(points * timeline.interval) / 3600 }
    self.init(
      circuit: circuit.name, stateFeed: state, method: method, meaning: meaning, edit: edit,
      segments: figures.segments, hoursOn: hours(figures.on), hoursOff: hours(figures.off),
      hoursUnknown: hours(figures.unknown), meanConfidence: figures.meanConfidence,
      changedPoints: changed, notes: proposal.notes)
  }
}
