/// The steps of one durable change of a feed, as a pure value: events in, the next action out.
///
/// The order is what makes a change safe. The points in the file are compared with what the journal
/// last saw; the entry, with the points before and after, is made durable; only then are points
/// written, then brought to the disk; then the entry is settled, together with provenance and
/// checksums. A change that ends between is found at the next opening by its phase, and completed.
/// Nothing here reads or writes: ``EditPerformer`` does.
struct EditMachine: Equatable {
  /// Where an entry of the journal stands. The raw values are what the database holds.
  enum Phase: String, Sendable, CaseIterable {
    case applying, applied, undoing, undone, redoing
    /// Given up: the feed's points were accepted as they stood, or the change could not be written.
    case abandoned
  }

  enum Transition: Equatable, CaseIterable { case apply, undo, redo }

  /// The points of an entry: those it replaced, or those it put there.
  enum Side: Equatable { case before, after }

  /// What the file holds where the entry lies.
  enum Comparison: Equatable {
    /// What stood there before this transition.
    case source
    /// A mixture of what stood before and what is being written: an interrupted write.
    case between
    /// Something that neither the journal nor the entry knows.
    case foreign
  }

  enum Action: Equatable {
    case compare
    /// Make the entry durable in this phase.
    case record(Phase)
    case write(Side)
    case synchronize
    /// Make the entry durable in this phase, with the provenance and the checksums of that side.
    case settle(Phase, Side)
    case finish(Outcome)
  }

  enum Event: Equatable {
    case compared(Comparison)
    case succeeded
    case failed
  }

  enum Outcome: Equatable {
    case completed
    /// The file held something foreign; nothing was written.
    case refused
    /// A step failed before the file was touched.
    case unchanged
    /// A step failed, and the file was brought back to what it was.
    case rolledBack
    /// A step failed, and so did what should have followed: the next opening completes it.
    case interrupted
  }

  private enum Stage: Equatable {
    case comparing, recording, writing, synchronizing, settling
    case restoring, synchronizingRestored, settlingRestored
    case finished
  }

  let transition: Transition
  /// Whether an earlier process began this transition and its entry is durable already.
  let recovering: Bool
  private var stage = Stage.comparing

  /// A transition that begins now.
  init(_ transition: Transition) {
    self.transition = transition
    recovering = false
  }

  /// A transition that was interrupted; nil for a phase in which nothing is under way.
  init?(recovering phase: Phase) {
    switch phase {
    case .applying: transition = .apply
    case .undoing: transition = .undo
    case .redoing: transition = .redo
    case .applied, .undone, .abandoned: return nil
    }
    recovering = true
  }

  /// What the file holds before the transition.
  var source: Side { transition == .undo ? .after : .before }
  /// What it holds afterwards.
  var target: Side { transition == .undo ? .before : .after }

  private var pending: Phase {
    switch transition {
    case .apply: .applying
    case .undo: .undoing
    case .redo: .redoing
    }
  }

  private var final: Phase { transition == .undo ? .undone : .applied }

  private var origin: Phase {
    switch transition {
    case .apply: .abandoned
    case .undo: .applied
    case .redo: .undone
    }
  }

  /// The first action.
  var start: Action { .compare }

  /// Takes what came of the last action and gives the next one.
  mutating func handle(_ event: Event) -> Action {
    switch (stage, event) {
    case (.comparing, .compared(.source)) where !recovering:
      return enter(.recording, .record(pending))
    case (.comparing, .compared(.source)), (.comparing, .compared(.between)):
      return recovering ? enter(.writing, .write(target)) : finish(.refused)
    case (.comparing, .compared(.foreign)): return finish(.refused)
    case (.comparing, _): return finish(recovering ? .interrupted : .unchanged)

    case (.recording, .succeeded): return enter(.writing, .write(target))
    case (.recording, _): return finish(.unchanged)

    case (.writing, .succeeded): return enter(.synchronizing, .synchronize)
    case (.synchronizing, .succeeded): return enter(.settling, .settle(final, target))
    case (.writing, _), (.synchronizing, _): return enter(.restoring, .write(source))
    case (.settling, .succeeded): return finish(.completed)
    // The file is as wanted and the entry durable: completing it needs only the database.
    case (.settling, _): return finish(.interrupted)

    case (.restoring, .succeeded): return enter(.synchronizingRestored, .synchronize)
    case (.synchronizingRestored, .succeeded):
      return enter(.settlingRestored, .settle(origin, source))
    case (.settlingRestored, .succeeded): return finish(.rolledBack)
    case (.restoring, _), (.synchronizingRestored, _), (.settlingRestored, _):
      return finish(.interrupted)

    case (.finished, _): return .finish(.unchanged)
    }
  }

  private mutating func enter(_ stage: Stage, _ action: Action) -> Action {
    self.stage = stage
    return action
  }

  private mutating func finish(_ outcome: Outcome) -> Action { enter(.finished, .finish(outcome)) }
}
