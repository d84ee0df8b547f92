import Feeds

extension Workspace {
  /// Sets several periods of a state feed by hand, as one edit; what lies between them stays.
  ///
  /// - Parameters:
  ///   - feed: A state feed.
  ///   - periods: Periods in order, none overlapping, each with at least one point of the feed.
  ///   - seen: What the person who decided saw there: periods in order that cover all points of the
  ///     others. Where the feed no longer holds that, nothing is written; nil to write whatever it holds.
  ///   - what: What is done, for the history.
  /// - Returns: The edit; one that changes no point says still that a person has set it.
  /// - Throws: as ``set(_:to:from:to:)``, with code `badRange` also for periods that overlap, are not in
  ///   order or were not all seen; `changedMeanwhile` where the feed holds something else than was seen.
  public func set(
    _ feed: Feed, periods: [StatePeriod], seen: [StatePeriod]? = nil, what: String
  ) throws -> EditReceipt {
    var parts: [StateRun] = []
    var seenRuns: (runs: [StateRun], timeline: Timeline)?
    return try edit(feed, what: what) { timeline in
      parts = try runs(of: periods, of: feed, timeline)
      if let seen {
        try requireInOrder(seen, of: feed)
        let runs = seen.map { StateRun(slots: timeline.slots(in: $0.times), state: $0.state) }
        seenRuns = (runs, timeline)
      }
      guard let first = parts.first, let last = parts.last else {
        throw WorkspaceError(
          .badRange, feed.title, "was given no period to set", remedy: "Name one at least.")
      }
      return first.slots.lowerBound..<last.slots.upperBound
    } change: { slots, before, present in
      if let (seen, timeline) = seenRuns {
        try require(seen, of: feed, parts.map(\.slots), before, from: slots.lowerBound, timeline)
      }
      var points = before
      for part in parts {
        for slot in part.slots { points[slot - slots.lowerBound] = part.state.point }
      }
      let hand = parts.map { Stretch(slots: $0.slots, provenance: .hand) }
      return (points, present.overlaid(with: hand, in: slots))
    }
  }

  /// The slots of periods, refused where they overlap or one has none.
  private func runs(
    of periods: [StatePeriod], of feed: Feed, _ timeline: Timeline
  ) throws -> [StateRun] {
    try requireInOrder(periods, of: feed)
    return try periods.map { period in
      StateRun(
        slots: try slots(
          of: feed, timeline, from: period.times.lowerBound, to: period.times.upperBound),
        state: period.state)
    }
  }

  private func requireInOrder(_ periods: [StatePeriod], of feed: Feed) throws {
    for (period, next) in zip(periods, periods.dropFirst())
    where period.times.upperBound > next.times.lowerBound {
      let localTime = try localTime()
      throw WorkspaceError(
        .badRange, feed.title,
        "was given a period from \(localTime.text(next.times.lowerBound)) after one that ends at "
          + localTime.text(period.times.upperBound),
        remedy: "Give periods in order of time, none overlapping another.")
    }
  }

  /// Refuses points that are not those that were seen.
  ///
  /// - Parameters:
  ///   - seen: What was seen, in order.
  ///   - feed: The feed, for the error.
  ///   - parts: The slots to compare, in order.
  ///   - points: What is there.
  ///   - first: The slot of the first point.
  ///   - timeline: The feed's instants.
  /// - Throws: ``WorkspaceError`` with code `badRange` for a slot that was not seen, `changedMeanwhile`
  ///   for one that holds another state.
  private func require(
    _ seen: [StateRun], of feed: Feed, _ parts: [Range<Int>], _ points: [Float], from first: Int,
    _ timeline: Timeline
  ) throws {
    var next = 0
    for slot in parts.joined() {
      while next < seen.count, seen[next].slots.upperBound <= slot { next += 1 }
      guard next < seen.count, seen[next].slots.contains(slot) else {
        throw WorkspaceError(
          .badRange, feed.title,
          "was not seen at \(try localTime().text(timeline.time(of: slot))), where it is to be set",
          remedy: "Tell what was seen over the whole of every period.")
      }
      let state = State(point: points[slot - first])
      guard state == seen[next].state else {
        let end = points[(slot - first)...].firstIndex { State(point: $0) != state } ?? points.count
        let stretch = timeline.times(of: slot..<(first + end))
        throw WorkspaceError.changedMeanwhile(
          feed, "is now \(state.name) and no longer \(seen[next].state.name)", stretch,
          try localTime())
      }
    }
  }
}

extension WorkspaceError {
  /// The error for a feed that no longer holds what a person saw.
  ///
  /// - Parameters:
  ///   - feed: The feed.
  ///   - problem: What it holds now, a clause.
  ///   - times: Where.
  ///   - localTime: The zone of local times.
  /// - Returns: The error.
  static func changedMeanwhile(
    _ feed: Feed, _ problem: String, _ times: Range<Int>, _ localTime: LocalTime
  ) -> WorkspaceError {
    WorkspaceError(
      .changedMeanwhile, feed.title,
      "\(problem) from \(localTime.text(times.lowerBound)) to \(localTime.text(times.upperBound))",
      remedy: "Nothing was written. Look at it again, and do again what still holds.")
  }
}
