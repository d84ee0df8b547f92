import Feeds
import Inference

/// A circuit's state as inferred, before anything is written.
struct InferenceWork: Sendable {
  let request: InferenceRequest
  /// The circuit's state feed, if it has one, as it was before the supply was read.
  let present: PresentState?
  /// The supply feed's timeline, on which the states are.
  let grid: Timeline
  let inferred: Inferred
  let now: LiveState
  /// The instant from which on later samples may still change the states.
  let provisionalFrom: Int
}

/// A state feed before an inference.
struct PresentState: Sendable {
  let feed: Feed
  let timeline: Timeline
  /// How many of its points the journal had seen.
  let seen: Int?
}

extension InferenceWork {
  /// What is done, for the history.
  var what: String { "infer \(request.meaning.rawValue) by \(request.method.name)" }

  var kind: InferenceKind {
    InferenceKind(method: request.method.name, meaning: request.meaning)
  }
}

extension Workspace {
  /// Reads a circuit's feeds and infers its state; writes nothing.
  func work(_ request: InferenceRequest) throws -> InferenceWork {
    let circuit = request.circuit
    let present = try circuit.state.map { id in
      let feed = try feed(id: id)
      return PresentState(
        feed: feed, timeline: try reader(feed).timeline, seen: try seenCount(of: feed))
    }
    let supplyFeed = try feed(id: circuit.supply)
    let supply = try wholeReader(supplyFeed)
    let grid = supply.timeline
    // What cannot be written is refused before the work.
    switch request.extent {
    case .period(let from, let to):
      _ = try slots(
        of: present?.feed ?? supplyFeed, present?.timeline ?? grid, from: from, to: to)
    case .onward:
      _ = try slots(of: supplyFeed, grid, from: nil, to: nil)
      _ = try present.map { try $0.timeline.reaching(grid.end, of: $0.feed) }
    }
    let series = try series(of: circuit, supply, present?.feed)
    let inferred = try request.method.infer(series, meaning: request.meaning)
    let lookAhead = request.method.lookAhead(request.meaning, interval: grid.interval)
    let span = grid.end - grid.start
    return InferenceWork(
      request: request, present: present, grid: grid, inferred: inferred,
      now: LiveState(inferred, on: grid), provisionalFrom: grid.end - min(lookAhead, span))
  }

  /// How many of a feed's points the journal has seen.
  func seenCount(of feed: Feed) throws -> Int? {
    try database.read { try FeedRow.fetch($0, id: feed.id) }?.seen?.timeline.count
  }
}

extension Timeline {
  /// The timeline of a state feed once it reaches the end of its supply feed.
  ///
  /// A slot is told by the sample that holds its time; so the last is the one before the supply's end.
  ///
  /// - Parameters:
  ///   - end: The supply's end.
  ///   - feed: The state feed, for the error.
  /// - Returns: The same instants, and those up to the end; none is taken away.
  /// - Throws: ``WorkspaceError`` where the feed has no times, or more than can be.
  func reaching(_ end: Int, of feed: Feed) throws(WorkspaceError) -> Timeline {
    guard count > 0 else {
      throw WorkspaceError(
        .badRange, feed.title, "has no point yet, and so no times to go on from",
        remedy: "Declare the circuit with another state feed, or with none: one is made for it.")
    }
    let needed = max(count, (end - start + interval - 1) / interval)
    guard needed <= Int32.max else {
      throw WorkspaceError(
        .incompatible, feed.title,
        "would have \(needed) points, one every \(interval) s, to reach the end of its supply",
        remedy: "Declare the circuit with a state feed of a longer interval.")
    }
    return Timeline(start: start, interval: interval, count: needed)
  }
}
