internal import Feeds

/// A lane over the columns of a drawing.
struct LaneColumns {
  /// What a column holds.
  enum Content: Equatable {
    case nothing
    case state(State)
    /// More than one state.
    case mixed
  }

  /// One entry a column.
  private(set) var contents: [Content]
  /// Whether a column holds a state set by hand.
  private(set) var byHand: [Bool]
  /// The first segment that a column holds, as an index into the lane's; -1 for none.
  private(set) var segments: [Int]

  /// - Parameters:
  ///   - lane: Segments in any order.
  ///   - columns: Columns of the drawing.
  ///   - window: The time that they divide.
  init(_ lane: Lane, columns: Int, window: Range<Int>) {
    let columns = max(0, columns)
    contents = Array(repeating: .nothing, count: columns)
    byHand = Array(repeating: false, count: columns)
    segments = Array(repeating: -1, count: columns)
    let span = window.count
    guard span > 0 && columns > 0 else { return }
    for (index, segment) in lane.segments.enumerated() {
      let start = max(segment.start, window.lowerBound)
      let end = min(segment.end, window.upperBound)
      guard start < end else { continue }
      let first = (start - window.lowerBound) * columns / span
      let last = ((end - window.lowerBound) * columns - 1) / span
      for column in first...last {
        if segments[column] < 0 {
          segments[column] = index
          contents[column] = .state(segment.state)
        } else if contents[column] != .state(segment.state) {
          contents[column] = .mixed
        }
        if segment.isByHand { byHand[column] = true }
      }
    }
  }

  /// Maximal ranges of columns over which a property stays the same, in order.
  static func runs<Value: Equatable>(of values: [Value]) -> [(columns: Range<Int>, value: Value)] {
    var runs: [(columns: Range<Int>, value: Value)] = []
    var start = 0
    for index in values.indices
    where index + 1 == values.count || values[index + 1] != values[index] {
      runs.append((start..<index + 1, values[index]))
      start = index + 1
    }
    return runs
  }
}
