import Feeds
import Workspace

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
        || before.journal != after.journal
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
    let isLonger =
      before.timeline.start == after.timeline.start
      && before.timeline.interval == after.timeline.interval
      && before.timeline.end < after.timeline.end
    guard before.timeline == after.timeline || isLonger,
      let edits = after.journal.changed(since: before.journal)
    else { return Change(edit: nil, kind: .other, times: whole) }
    let grown = before.timeline.end..<after.timeline.end
    guard let first = edits.first else {
      return isLonger
        ? Change(edit: nil, kind: .append, times: grown)
        : Change(edit: nil, kind: .other, times: whole)
    }
    let isCovered = grown.isEmpty || first.times.upperBound >= grown.upperBound
    if edits.count == 1, isCovered, let kind = kind(of: first, before.journal) {
      return Change(edit: first.edit, kind: kind, times: first.times)
    }
    let covered = edits.map(\.times) + (grown.isEmpty ? [] : [grown])
    let from = covered.map(\.lowerBound).min() ?? whole.lowerBound
    let to = covered.map(\.upperBound).max() ?? whole.upperBound
    return Change(edit: nil, kind: .other, times: from..<to)
  }

  /// What became of an edit; nil where it was made and undone between the two glances.
  private static func kind(of edit: HistoryItem, _ before: JournalState) -> Change.Kind? {
    if before.edits[edit.edit] != nil { return edit.undone ? .undo : .redo }
    return edit.undone ? nil : .edit
  }

  /// Its data.
  var document: JSON {
    var members = state.journal.heads.members
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
