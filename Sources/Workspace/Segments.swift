public import Feeds

/// A run of points of one state and one provenance.
public struct Segment: Sendable, Hashable {
  /// The instants it covers, `[start, end)`, Unix seconds.
  public let times: Range<Int>
  public let state: State
  public let provenance: Provenance
  /// How sure the inference was on average, 0 to 1; nil unless inferred.
  public let confidence: Float?
  /// From when on later samples may still change it, Unix seconds; nil where it is settled.
  public var provisionalFrom: Int?

  /// Whether later samples may still change it, or where it ends.
  public var isProvisional: Bool { provisionalFrom != nil }
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
    let (pieces, timeline) = try pieces(feed, from: from, to: to)
    return pieces.joined().map { Segment($0, on: timeline) }
  }

  /// Where the inference of a state feed is in doubt.
  ///
  /// A segment that holds half an hour of doubt (``Doubt``) or more is cut there, so that its doubtful
  /// part stands alone. What is unknown is no doubt, and what a person set is none.
  ///
  /// - Parameters:
  ///   - feed: The state feed.
  ///   - limit: The confidence below which a state is doubtful, 0 to 1.
  ///   - from: First instant; nil for the feed's first point.
  ///   - to: The instant after the last; nil for the feed's end.
  /// - Returns: The doubtful segments and parts of segments, in order, without overlap.
  /// - Throws: as ``segments(_:from:to:)``.
  public func doubtfulSegments(
    _ feed: Feed, below limit: Float = Doubt.limit, from: Int? = nil, to: Int? = nil
  ) throws -> [Segment] {
    let (pieces, timeline) = try pieces(feed, from: from, to: to)
    return pieces.filter { $0.isDoubtful(below: limit) }.joined().map { Segment($0, on: timeline) }
  }

  /// A period's runs of one state, each cut into its stretches.
  private func pieces(
    _ feed: Feed, from: Int?, to: Int?
  ) throws -> (pieces: [SegmentPiece], timeline: Timeline) {
    let reader = try reader(feed)
    guard reader.timeline.count > 0 || from != nil || to != nil else {
      return ([], reader.timeline)
    }
    let slots = try slots(of: feed, reader.timeline, from: from, to: to)
    let stretches = try stretches(feed, slots).covering(slots)
    return (SegmentPiece.pieces(of: try reader.runs(slots), stretches), reader.timeline)
  }

  /// What the catalogue knows of the provenance of some slots.
  func stretches(_ feed: Feed, _ slots: Range<Int>) throws -> [Stretch] {
    try database.read {
      try StretchTable.fetch($0, feed: feed.id, overlapping: slots).clamped(to: slots)
    }
  }
}

extension Segment {
  init(_ piece: SegmentPiece, on timeline: Timeline) {
    self.init(
      times: timeline.times(of: piece.slots), state: piece.state, provenance: piece.provenance,
      confidence: piece.confidence, provisionalFrom: piece.provisionalFrom.map(timeline.time(of:)))
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
