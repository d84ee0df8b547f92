public import Feeds

/// A run of points of one state and one provenance.
public struct Segment: Sendable, Hashable {
  /// The instants it covers, `[start, end)`, Unix seconds.
  public let times: Range<Int>
  public let state: State
  public let provenance: Provenance
  /// How sure the inference was, 0 to 1; nil unless inferred.
  public let confidence: Float?
}

extension Workspace {
  /// The segments of a state feed: maximal runs of one state, cut where the provenance changes.
  ///
  /// - Parameters:
  ///   - feed: Any feed; of a measured one the states are told at a half.
  ///   - from: First instant; nil for the feed's first point.
  ///   - to: The instant after the last; nil for the feed's end.
  /// - Returns: Segments in order, without overlap, that cover the period.
  /// - Throws: ``WorkspaceError`` with code `badRange`, or ``FeedError``.
  public func segments(_ feed: Feed, from: Int? = nil, to: Int? = nil) throws -> [Segment] {
    let reader = try reader(feed)
    guard reader.timeline.count > 0 || from != nil || to != nil else { return [] }
    let slots = try slots(of: feed, reader.timeline, from: from, to: to)
    let stretches = try stretches(feed, slots).covering(slots)
    let runs = try reader.runs(slots)
    var segments: [Segment] = []
    var next = 0
    for run in runs {
      while next < stretches.count {
        let stretch = stretches[next]
        let common = run.slots.clamped(to: stretch.slots)
        if !common.isEmpty {
          segments.append(
            Segment(
              times: reader.timeline.times(of: common), state: run.state,
              provenance: stretch.provenance, confidence: stretch.confidence))
        }
        if stretch.slots.upperBound > run.slots.upperBound { break }
        next += 1
      }
    }
    return segments
  }

  /// What the catalogue knows of the provenance of some slots.
  func stretches(_ feed: Feed, _ slots: Range<Int>) throws -> [Stretch] {
    try database.read {
      try StretchTable.fetch($0, feed: feed.id, overlapping: slots).clamped(to: slots)
    }
  }
}

extension [Stretch] {
  /// The same, with what lies between them, of unknown origin, as imported.
  func covering(_ slots: Range<Int>) -> [Stretch] {
    var result: [Stretch] = []
    var next = slots.lowerBound
    for stretch in self {
      if stretch.slots.lowerBound > next {
        result.append(Stretch(slots: next..<stretch.slots.lowerBound, provenance: .imported))
      }
      result.append(stretch)
      next = stretch.slots.upperBound
    }
    if next < slots.upperBound {
      result.append(Stretch(slots: next..<slots.upperBound, provenance: .imported))
    }
    return result
  }
}
