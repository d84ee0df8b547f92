import Feeds

/// What must be written for a state feed to say what a full inference now gives: all that differs, from
/// the first slot that does to the end, and no more.
///
/// A slot differs where its state does, where it was not inferred before, and where its confidence was
/// provisional. The edit begins up to ``longestReach`` before the first of these, at the start of the
/// stretch that goes on there, so that a run to which a sample is added every few minutes does not
/// become as many stretches.
struct Continuation {
  /// Longest stretch that is written anew because it goes on, s.
  static let longestReach = 86_400

  /// Points and provenance to be replaced, and those to be put there.
  struct Edit {
    let slots: Range<Int>
    let before: [Float]
    let after: [Float]
    let stretchesBefore: [Stretch]
    let stretchesAfter: [Stretch]
  }

  /// What is to be written; nil where nothing differs.
  let edit: Edit?
  /// All points and stretches of the feed as they will be.
  let result: (points: [Float], stretches: [Stretch])
  /// How many points of the edit differ from those they replace, to the bit.
  let changedPoints: Int
  /// Points by which the feed becomes longer.
  let appended: Int

  /// - Parameters:
  ///   - proposal: The states, up to the end that the feed is to have, no earlier than its own.
  ///   - points: All the feed's points.
  ///   - present: The stretches that cover them.
  init(_ proposal: Proposal, over points: [Float], _ present: [Stretch]) {
    let count = points.count
    let all = 0..<proposal.count
    appended = all.upperBound - count
    let grown = count..<all.upperBound
    // Beyond the end is nothing yet.
    let before = points + [Float](repeating: State.unknown.point, count: appended)
    let former =
      grown.isEmpty ? present : present + [Stretch(slots: grown, provenance: .initial)]
    let wanted = proposal.edit(all, before: before, present: present)
    guard
      let first = Self.firstSlot(of: former, before: before, after: wanted.points)
    else {
      edit = nil
      changedPoints = 0
      result = (points, present)
      return
    }
    let start = Self.start(
      of: first, former, wanted.points, longest: Self.longestReach / proposal.timeline.interval)
    let slots = start..<all.upperBound
    let edit = Edit(
      slots: slots, before: Array(before[slots]), after: Array(wanted.points[slots]),
      stretchesBefore: former.clamped(to: slots),
      stretchesAfter: wanted.stretches.clamped(to: slots))
    changedPoints = zip(edit.before, edit.after).count { $0.bitPattern != $1.bitPattern }
    result = (
      Array(points[..<start]) + edit.after, former.replacing(slots, with: edit.stretchesAfter)
    )
    self.edit = edit
  }

  /// The first slot that differs; nil where all is as it should be.
  private static func firstSlot(
    of former: [Stretch], before: [Float], after: [Float]
  ) -> Int? {
    let changed = before.indices.first { State(point: before[$0]) != State(point: after[$0]) }
    let foreign = former.first { $0.provenance != .inferred && $0.provenance != .hand }
    guard let first = [changed, foreign?.slots.lowerBound].compactMap(\.self).min() else {
      return nil
    }
    // Since anything is written, what is provisional is told anew.
    let provisional = former.first(where: \.isProvisional)?.slots.lowerBound
    return min(first, provisional ?? first)
  }

  /// The start of the stretch that goes on at a slot, if that is not too far back.
  private static func start(
    of slot: Int, _ former: [Stretch], _ points: [Float], longest: Int
  ) -> Int {
    guard slot > 0, State(point: points[slot - 1]) == State(point: points[slot]),
      let stretch = former.last(where: { $0.slots.lowerBound < slot }),
      stretch.provenance == .inferred, slot - stretch.slots.lowerBound <= longest
    else { return slot }
    return stretch.slots.lowerBound
  }
}
