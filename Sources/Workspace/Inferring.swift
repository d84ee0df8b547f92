import Feeds
import Foundation
public import Inference

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
    try infer(
      InferenceRequest(
        circuit, method: method, meaning: meaning, extent: .period(from: from, to: to),
        isDry: dryRun))
  }

  /// Infers a circuit's state, and writes what is asked for as one edit, or nothing where nothing of it
  /// changes and the request is to go onward.
  ///
  /// - Parameter request: What is to be inferred, and how.
  /// - Returns: What was done, or would be.
  /// - Throws: as ``infer(_:method:meaning:from:to:dryRun:)``.
  public func infer(_ request: InferenceRequest) throws -> InferenceReport {
    try carryOut(try work(request))
  }

  /// By which method, and in which meaning, a circuit was inferred last.
  ///
  /// - Parameter circuit: The circuit.
  /// - Returns: Both; nil where it never was, or that was undone, or an older version did it.
  /// - Throws: ``WorkspaceError`` when the database cannot be read.
  public func lastInference(of circuit: Circuit) throws -> InferenceKind? {
    guard let state = circuit.state else { return nil }
    return try database.read { try EditTable.lastInference($0, feed: state) }
  }

  /// Gives a circuit a state feed, on the timeline of its supply feed.
  func makeStateFeed(for circuit: Circuit) throws -> Feed {
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
      // A feed of another season says nothing here; the method leaves it out and names it.
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
