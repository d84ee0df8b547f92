internal import Charts
public import Feeds

/// A maximal run of one state, `[start, end)` in Unix seconds, whatever its provenance.
public struct StateSpan: Sendable, Hashable {
  public var start: Int
  public var end: Int
  public var state: State

  /// - Parameters:
  ///   - start: First instant, Unix seconds.
  ///   - end: First instant after it, Unix seconds.
  ///   - state: The state held.
  public init(start: Int, end: Int, state: State) {
    self.start = start
    self.end = end
    self.state = state
  }

  /// Seconds that it lasts.
  public var duration: Int { end - start }

  /// The instants that it covers.
  var times: Range<Int> { start..<end }
}

extension [StateSpan] {
  /// The spans that segments make together; what lies between them is unknown.
  ///
  /// - Parameters:
  ///   - segments: Segments in order, without overlap.
  ///   - window: What the spans cover, without a hole.
  init(_ segments: [LaneSegment], in window: Range<Int>) {
    self = []
    var next = window.lowerBound
    for segment in segments {
      let start = Swift.max(segment.start, next)
      let end = Swift.min(segment.end, window.upperBound)
      guard start < end else { continue }
      join(StateSpan(start: next, end: start, state: .unknown))
      join(StateSpan(start: start, end: end, state: segment.state))
      next = end
    }
    join(StateSpan(start: next, end: window.upperBound, state: .unknown))
  }

  /// Adds a span that begins where the last one ends.
  private mutating func join(_ span: StateSpan) {
    guard span.start < span.end else { return }
    if last?.state == span.state {
      self[count - 1].end = span.end
    } else {
      append(span)
    }
  }
}
