import Feeds
import Testing

@testable import Workspace

/// The naive model of an edited state feed: every point, every provenance, and two stacks.
struct FeedModel {
  /// Provenance of one slot.
  struct Mark: Hashable {
    var provenance: Provenance
    var confidence: Float?
  }

  struct Contents: Equatable {
    /// Bits of the points.
    var bits: [UInt32]
    var marks: [Mark]
  }

  private(set) var contents: Contents
  /// What stood before each edit that can be undone, and after each that can be done again.
  private var past: [Contents] = []
  private var future: [Contents] = []

  init(points: [Float], provenance: Provenance = .initial) {
    contents = Contents(
      bits: points.map(\.bitPattern),
      marks: Array(repeating: Mark(provenance: provenance), count: points.count))
  }

  var count: Int { contents.bits.count }
  var canUndo: Bool { !past.isEmpty }
  var canRedo: Bool { !future.isEmpty }
  /// Number of edits that are applied.
  var depth: Int { past.count }

  /// Puts other points and provenance in some slots; returns the number of points changed.
  @discardableResult
  mutating func edit(_ slots: Range<Int>, points: [Float], marks: [Mark]) -> Int {
    past.append(contents)
    future = []
    var changed = 0
    for (index, slot) in slots.enumerated() {
      if contents.bits[slot] != points[index].bitPattern { changed += 1 }
      contents.bits[slot] = points[index].bitPattern
      contents.marks[slot] = marks[index]
    }
    return changed
  }

  @discardableResult
  mutating func set(_ state: State, _ slots: Range<Int>) -> Int {
    edit(
      slots, points: Array(repeating: state.point, count: slots.count),
      marks: Array(repeating: Mark(provenance: .hand), count: slots.count))
  }

  mutating func undo() -> Bool {
    guard let before = past.popLast() else { return false }
    future.append(contents)
    contents = before
    return true
  }

  mutating func redo() -> Bool {
    guard let after = future.popLast() else { return false }
    past.append(contents)
    contents = after
    return true
  }

  /// The segments that the contents make, in the naive way.
  func segments(_ timeline: Timeline) -> [Segment] {
    var segments: [Segment] = []
    var first = 0
    while first < count {
      let state = State(point: Float(bitPattern: contents.bits[first]))
      let mark = contents.marks[first]
      var end = first + 1
      while end < count, State(point: Float(bitPattern: contents.bits[end])) == state,
        contents.marks[end] == mark
      {
        end += 1
      }
      segments.append(
        Segment(
          times: timeline.times(of: first..<end), state: state, provenance: mark.provenance,
          confidence: mark.confidence))
      first = end
    }
    return segments
  }
}

extension Workspace {
  /// Bits of every point of a feed, as they are in its file.
  func bits(_ feed: Feed) throws -> [UInt32] { try reader(feed).points().map(\.bitPattern) }

  /// What a feed holds, in the model's terms.
  func contents(_ feed: Feed) throws -> FeedModel.Contents {
    let bits = try bits(feed)
    let marks = try stretches(feed, 0..<bits.count).covering(0..<bits.count).flatMap { stretch in
      Array(
        repeating: FeedModel.Mark(
          provenance: stretch.provenance, confidence: stretch.confidence),
        count: stretch.slots.count)
    }
    return FeedModel.Contents(bits: bits, marks: marks)
  }
}

/// Fails where a feed is not as the model says, naming the first slot that differs.
func expectSame(
  _ found: FeedModel.Contents, _ model: FeedModel.Contents, _ comment: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found != model else { return }
  let point = zip(found.bits, model.bits).enumerated().first { $1.0 != $1.1 }
  let mark = zip(found.marks, model.marks).enumerated().first { $1.0 != $1.1 }
  Issue.record(
    """
    \(comment): the feed is not as the model: \(found.bits.count) points for \(model.bits.count), \
    first point that differs \(String(describing: point)), first mark \(String(describing: mark))
    """, sourceLocation: sourceLocation)
}
