import Feeds
import Inference
import TestSupport
import Testing

@testable import Workspace

/// The naive model of an edited state feed: every point, every provenance, and two stacks.
struct FeedModel {
  /// Provenance of one slot.
  struct Mark: Hashable {
    var provenance: Provenance
    var confidence: Float?
    var isProvisional = false
  }

  struct Contents: Equatable {
    /// Bits of the points.
    var bits: [UInt32]
    var marks: [Mark]

    subscript(slots: Range<Int>) -> Contents {
      get { Contents(bits: Array(bits[slots]), marks: Array(marks[slots])) }
      set {
        bits.replaceSubrange(slots, with: newValue.bits)
        marks.replaceSubrange(slots, with: newValue.marks)
      }
    }
  }

  private(set) var contents: Contents
  /// The points of the supply feed, for inferences.
  var supply: [Float] = []
  /// What an edit replaced, and what it put there.
  private struct Edit {
    let slots: Range<Int>
    let before: Contents
    let after: Contents
  }

  /// The edits that can be undone, and those that can be done again.
  private var past: [Edit] = []
  private var future: [Edit] = []

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

  /// Adds points that another program appended.
  mutating func append(_ points: [Float]) {
    contents.bits += points.map(\.bitPattern)
    contents.marks += Array(repeating: Mark(provenance: .imported), count: points.count)
  }

  /// Puts other points and provenance in some slots; returns the number of points changed.
  ///
  /// Slots beyond the end make the feed longer, which an undo does not take back.
  @discardableResult
  mutating func edit(_ slots: Range<Int>, points: [Float], marks: [Mark]) -> Int {
    let added = max(0, slots.upperBound - count)
    contents.bits += Array(repeating: State.unknown.point.bitPattern, count: added)
    contents.marks += Array(repeating: Mark(provenance: .initial), count: added)
    let edit = Edit(
      slots: slots, before: contents[slots],
      after: Contents(bits: points.map(\.bitPattern), marks: marks))
    past.append(edit)
    future = []
    contents[slots] = edit.after
    return zip(edit.before.bits, edit.after.bits).count { $0 != $1 }
  }

  @discardableResult
  mutating func set(_ state: State, _ slots: Range<Int>) -> Int {
    edit(
      slots, points: Array(repeating: state.point, count: slots.count),
      marks: Array(repeating: Mark(provenance: .hand), count: slots.count))
  }

  /// Infers as ``ThresholdMethod`` with a look-ahead of twenty slots does, onward to the end of a supply.
  @discardableResult
  mutating func proceed(over supply: ArraySlice<Float>) -> Int {
    var points: [Float] = []
    var marks: [Mark] = []
    for slot in 0..<max(count, supply.count) {
      if slot < count, contents.marks[slot].provenance == .hand {
        points.append(Float(bitPattern: contents.bits[slot]))
        marks.append(contents.marks[slot])
        continue
      }
      let state = slot < supply.count ? ThresholdMethod.state(supply[slot]) : .unknown
      points.append(State(state).point)
      marks.append(
        Mark(
          provenance: .inferred, confidence: state == .unknown ? 0 : 0.5,
          isProvisional: slot >= supply.count - 20))
    }
    return edit(0..<points.count, points: points, marks: marks)
  }

  mutating func undo() -> Bool {
    guard let edit = past.popLast() else { return false }
    future.append(edit)
    contents[edit.slots] = edit.before
    return true
  }

  mutating func redo() -> Bool {
    guard let edit = future.popLast() else { return false }
    past.append(edit)
    contents[edit.slots] = edit.after
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
        contents.marks[end].provenance == mark.provenance
      {
        end += 1
      }
      let marks = contents.marks[first..<end]
      let confidences = marks.compactMap(\.confidence).map(Double.init)
      let provisional = marks.firstIndex { $0.isProvisional }
      segments.append(
        Segment(
          times: timeline.times(of: first..<end), state: state, provenance: mark.provenance,
          confidence: confidences.isEmpty
            ? nil : Float(confidences.reduce(0, +) / Double(confidences.count)),
          provisionalFrom: provisional.map(timeline.time(of:))))
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
          provenance: stretch.provenance, confidence: stretch.confidence,
          isProvisional: stretch.isProvisional),
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

/// Fails where a feed, its segments or its history are not as the model says.
func expectSame(
  _ feed: Feed, in workspace: Workspace, _ model: FeedModel, _ comment: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  expectSame(
    try workspace.contents(feed), model.contents, comment, sourceLocation: sourceLocation)
  #expect(
    try workspace.segments(feed) == model.segments(workspace.reader(feed).timeline), "\(comment)",
    sourceLocation: sourceLocation)
  #expect(
    try workspace.history(feed).count { !$0.undone } == model.depth, "\(comment)",
    sourceLocation: sourceLocation)
}
