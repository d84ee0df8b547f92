import Feeds
public import Inference

/// How a state was inferred: what an inference that goes on from it repeats.
public struct InferenceKind: Sendable, Hashable {
  /// The method's name.
  public let method: String
  public let meaning: Meaning
}

/// One edit of a feed, with everything needed to take it back or to do it again.
struct JournalEntry: Equatable {
  /// The edit's number; nil until it is recorded.
  var id: Int64?
  let feed: Int
  /// When it was made, Unix seconds.
  let time: Int
  /// What was done, in a few words, as `history` shows it.
  let what: String
  let slots: Range<Int>
  /// The points it replaced, and those it put there: as many as slots.
  let before: [Float]
  let after: [Float]
  /// The provenance it replaced, and that which it put there: all within `slots`.
  let stretchesBefore: [Stretch]
  let stretchesAfter: [Stretch]
  /// How the states were inferred; nil for an edit of another kind.
  var inference: InferenceKind?

  /// Number of points whose bits differ.
  var changedPoints: Int {
    before.withUnsafeBufferPointer { before in
      after.withUnsafeBufferPointer { after in
        // As wide as a point, so that several are counted at a time; a feed has fewer than 2^32.
        var count: UInt32 = 0
        for index in before.indices {
          count &+= before[index].bitPattern == after[index].bitPattern ? 0 : 1
        }
        return Int(count)
      }
    }
  }

  func points(_ side: EditMachine.Side) -> [Float] { side == .before ? before : after }

  func stretches(_ side: EditMachine.Side) -> [Stretch] {
    side == .before ? stretchesBefore : stretchesAfter
  }
}

extension WorkspaceError {
  /// The error for a journal entry that cannot be relied on.
  static func damagedEntry(_ subject: String, _ problem: String) -> WorkspaceError {
    WorkspaceError(
      .damagedJournal, subject, problem,
      remedy:
        "Nothing was written. Restore retouche.sqlite from a backup to go back past this edit.")
  }
}
