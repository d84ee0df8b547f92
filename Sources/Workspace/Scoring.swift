import Feeds
public import Inference

extension Workspace {
  /// How well a state feed agrees with a truth.
  ///
  /// - Parameters:
  ///   - feed: A feed of 1, 0 and NaN.
  ///   - truth: What is known.
  ///   - from: First instant to count; nil for the feed's first point.
  ///   - to: The instant at which counting ends; nil for the feed's end.
  /// - Returns: The figures; of no sample where the truth knows nothing of the feed's time.
  /// - Throws: ``WorkspaceError`` with code `badRange`, or `incompatible` for a feed that holds anything
  ///   else; ``FeedError``.
  public func score(
    _ feed: Feed, against truth: Truth, from: Int? = nil, to: Int? = nil
  ) throws -> Score {
    let reader = try reader(feed)
    _ = try slots(of: feed, reader.timeline, from: from, to: to)
    return Score(
      judged: try states(feed, reader, above: nil), start: reader.timeline.start,
      interval: reader.timeline.interval, against: truth, from: from, to: to)
  }

  /// The truth that a feed tells.
  ///
  /// - Parameters:
  ///   - feed: A feed of 1, 0 and NaN; any, where a limit is given.
  ///   - limit: The value above which it is on, such as the power in W that a pump takes only when it
  ///     runs; at it or below it is off. Nil to take its points as states.
  /// - Returns: The truth, unknown where nothing was recorded.
  /// - Throws: ``WorkspaceError`` with code `incompatible` for a feed that holds no states and has no
  ///   limit; ``FeedError``.
  public func truth(of feed: Feed, above limit: Float? = nil) throws -> Truth {
    let reader = try reader(feed)
    return Truth(
      start: reader.timeline.start, interval: reader.timeline.interval,
      states: try states(feed, reader, above: limit))
  }

  private func states(
    _ feed: Feed, _ reader: FeedReader, above limit: Float?
  ) throws -> [HeatState] {
    if limit == nil, let odd = try reader.firstNonState() {
      let time = try localTime().text(reader.timeline.time(of: odd.slot))
      throw WorkspaceError(
        .incompatible, feed.title, "holds \(odd.value) at \(time), which is no state",
        remedy: "Name a feed of 1, 0 and NaN.")
    }
    var states: [HeatState] = []
    states.reserveCapacity(reader.timeline.count)
    try reader.forEachChunk(0..<reader.timeline.count) { _, points in
      for point in points {
        guard let limit else {
          states.append(HeatState(point: point))
          continue
        }
        states.append(point.isNaN ? .unknown : point > limit ? .on : .off)
      }
    }
    return states
  }
}

extension HeatState {
  /// The state that a point stands for, as `State` tells it.
  public init(point: Float) { self.init(State(point: point)) }
}
