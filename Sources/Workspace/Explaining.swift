import Feeds
public import Inference

/// Why a circuit's state at an instant is what it is.
public struct CircuitExplanation: Sendable {
  /// What one sensor showed.
  public struct Reading: Sendable {
    /// Such as `supply`, `indoor`.
    public let role: String
    public let feed: Int
    /// °C; nil where nothing was recorded.
    public let value: Float?
  }

  public let circuit: String
  public let meaning: Meaning
  /// The instant of the sample asked for, Unix seconds.
  public let time: Int
  /// The sensors at that instant.
  public let readings: [Reading]
  /// What the method makes of the instant.
  public let inferred: Explanation
  /// What the circuit's state feed holds there; nil where there is no such feed or no such point.
  public let present: Segment?
}

extension Workspace {
  /// Tells why a circuit's state at an instant is what it is.
  ///
  /// The circuit is inferred anew from all that its feeds now hold and what was set by hand; nothing is
  /// written.
  ///
  /// - Parameters:
  ///   - circuit: The circuit.
  ///   - time: The instant, Unix seconds: the sample that holds it is told of.
  ///   - method: How to infer.
  ///   - meaning: What "on" is to mean.
  /// - Returns: The explanation.
  /// - Throws: `InferenceError` when the temperatures cannot tell; ``WorkspaceError`` with code
  ///   `badRange` outside the supply feed's time; `FeedError`.
  public func explain(
    _ circuit: Circuit, at time: Int, by method: PhysicalMethod = PhysicalMethod(),
    meaning: Meaning = .heat
  ) throws -> CircuitExplanation {
    let feed = try feed(id: circuit.supply)
    let supply = try wholeReader(feed)
    let grid = supply.timeline
    guard (grid.start..<grid.end).contains(time) else {
      let localTime = try localTime()
      throw WorkspaceError(
        .badRange, feed.title, "has no point at \(localTime.text(time))",
        remedy: grid.count == 0
          ? "It has no points."
          : "It runs from \(localTime.text(grid.start)) to \(localTime.text(grid.end)).")
    }
    let index = grid.slot(at: time)
    let state = try circuit.state.map(self.feed(id:))
    let series = try series(of: circuit, supply, state)
    func reading(_ role: String, _ feed: Int, _ values: [Float]) -> CircuitExplanation.Reading {
      let value = values[index]
      return CircuitExplanation.Reading(
        role: role, feed: feed, value: value.isFinite ? value : nil)
    }
    var readings = [reading("supply", circuit.supply, series.supply)]
    if let id = circuit.return, let values = series.return {
      readings.append(reading("return", id, values))
    }
    for (id, values) in zip(circuit.indoor, series.indoor) {
      readings.append(reading("indoor", id, values))
    }
    if let id = circuit.outdoor, let values = series.outdoor {
      readings.append(reading("outdoor", id, values))
    }
    if let id = circuit.plantRoom, let values = series.plantRoom {
      readings.append(reading("plant room", id, values))
    }
    return CircuitExplanation(
      circuit: circuit.name, meaning: meaning, time: grid.time(of: index), readings: readings,
      inferred: try method.explain(index, of: series, meaning: meaning),
      present: try state.flatMap { try segment(of: $0, at: time) })
  }

  /// The segment of a state feed that holds an instant, whole; nil where the feed has none.
  private func segment(of feed: Feed, at time: Int) throws -> Segment? {
    let timeline = try reader(feed).timeline
    guard (timeline.start..<timeline.end).contains(time) else { return nil }
    return try segments(feed).first { $0.times.contains(time) }
  }
}
