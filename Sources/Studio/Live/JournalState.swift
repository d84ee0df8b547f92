import Workspace

/// A feed's journal at a glance: where its history stands, and the edits that the next step concerns.
struct JournalState: Sendable, Equatable {
  /// Latest edits that are remembered; more in one glance are told as one change of the whole feed.
  static let reach = 100

  private(set) var heads = EditHeads()
  /// The latest edits, and those that an undo and a redo concern, by number.
  private(set) var edits: [Int: HistoryItem] = [:]
  /// The latest edit; 0 where there is none.
  private(set) var latest = 0
  /// The earliest of the latest edits; 1 where they are all.
  private var earliest = 1

  /// A journal without an edit.
  init() {}

  /// - Parameter glance: A glance of ``reach`` edits.
  init(_ glance: JournalGlance) {
    heads = glance.heads
    edits = Dictionary(glance.items.map { ($0.edit, $0) }) { first, _ in first }
    latest = glance.items.first?.edit ?? 0
    if glance.items.count >= Self.reach { earliest = glance.items[Self.reach - 1].edit }
  }

  /// The edits that were made, undone or done again since.
  ///
  /// - Parameter before: An earlier glance.
  /// - Returns: Them, as they now are; nil where they reach further back than is known.
  func changed(since before: JournalState) -> [HistoryItem]? {
    let isReached = before.latest == 0 || earliest <= before.latest + 1 || latest == before.latest
    let steps = [before.heads.undo, before.heads.redo, heads.undo, heads.redo]
    // What stood next then and is out of sight now was passed by together with others.
    let isKnown = steps.allSatisfy { $0 == nil || edits[$0 ?? 0] != nil }
    guard isReached, isKnown else { return nil }
    return edits.values.filter { item in
      before.edits[item.edit].map { $0.undone != item.undone } ?? (item.edit > before.latest)
    }
  }
}
