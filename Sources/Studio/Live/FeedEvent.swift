import Feeds

/// What became of a feed between two glances.
struct FeedEvent: Sendable {
  /// What changed it.
  struct Change: Sendable, Equatable {
    enum Kind: String, CaseIterable { case edit, undo, redo, append, other }

    /// The edit made, taken back or done again; nil where it was none, or more than one.
    let edit: Int?
    let kind: Kind
    /// What it covers.
    let times: Range<Int>
  }

  let id: Int
  let state: WorkspaceState.FeedState
  let change: Change?

  /// - Parameters:
  ///   - id: The feed.
  ///   - before: What it was.
  ///   - after: What it is; where nothing differs there is no event.
  init?(_ id: Int, _ before: WorkspaceState.FeedState, _ after: WorkspaceState.FeedState) {
    guard
      before.mark != after.mark || before.timeline != after.timeline
        || before.history != after.history
    else { return nil }
    self.id = id
    state = after
    change = Self.change(before, after)
  }

  private static func change(
    _ before: WorkspaceState.FeedState, _ after: WorkspaceState.FeedState
  ) -> Change? {
    let whole =
      min(
        before.timeline.start, after.timeline.start)..<max(before.timeline.end, after.timeline.end)
    guard before.history != after.history else {
      guard before.timeline != after.timeline else {
        return Change(edit: nil, kind: .other, times: whole)
      }
      let isLonger =
        before.timeline.start == after.timeline.start && before.timeline.end < after.timeline.end
      return isLonger
        ? Change(edit: nil, kind: .append, times: before.timeline.end..<after.timeline.end)
        : Change(edit: nil, kind: .other, times: whole)
    }
    let added = after.edits.keys.filter { before.edits[$0] == nil }
    func change(_ edit: Int, _ kind: Change.Kind) -> Change {
      Change(edit: edit, kind: kind, times: after.edits[edit] ?? whole)
    }
    if let edit = added.first, added.count == 1, after.history.head == edit {
      return change(edit, .edit)
    }
    guard added.isEmpty else {
      let covered = added.compactMap { after.edits[$0] }
      let first = covered.map(\.lowerBound).min() ?? whole.lowerBound
      let end = covered.map(\.upperBound).max() ?? whole.upperBound
      return Change(edit: nil, kind: .other, times: first..<max(first, end))
    }
    if let edit = before.history.head, after.history.redo == edit,
      after.history.head ?? 0 < edit
    {
      return change(edit, .undo)
    }
    if let edit = before.history.redo, after.history.head == edit { return change(edit, .redo) }
    return Change(edit: nil, kind: .other, times: whole)
  }

  /// Its data.
  var document: JSON {
    var members = state.history.members
    members["id"] = .integer(id)
    members["npoints"] = .integer(state.timeline.count)
    members["start"] = .integer(state.timeline.start)
    members["end"] = .integer(state.timeline.end)
    members["change"] =
      change.map { change in
        [
          "edit": JSON(change.edit), "kind": .string(change.kind.rawValue),
          "from": .integer(change.times.lowerBound), "to": .integer(change.times.upperBound),
        ]
      } ?? .null
    return .object(members)
  }
}
