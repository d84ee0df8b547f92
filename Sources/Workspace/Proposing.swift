import Feeds
public import Inference

extension Workspace {
  /// Infers a circuit's state and tells what would change, for a person to judge; writes nothing.
  ///
  /// As ``infer(_:method:meaning:from:to:dryRun:)`` over the whole state feed: what was set by hand is
  /// kept, and told to the method.
  ///
  /// - Parameters:
  ///   - circuit: The circuit.
  ///   - method: How to infer.
  ///   - meaning: What "on" is to mean.
  /// - Returns: What would change; ``apply(_:accepted:rejected:)`` writes what was judged of it.
  /// - Throws: ``InferenceError`` when the temperatures cannot tell; ``WorkspaceError``, ``FeedError``.
  public func propose(
    _ circuit: Circuit, method: some InferenceMethod, meaning: Meaning = .heat
  ) throws -> StagedProposal {
    let work = try work(
      InferenceRequest(circuit, method: method, meaning: meaning, isDry: true))
    let target = work.present?.timeline ?? work.grid
    let proposal = try proposal(work, for: target)
    let all = 0..<target.count
    guard let feed = work.present?.feed else {
      // As its feed will be when it is made.
      return StagedProposal(
        work, proposal, over: Array(repeating: State.unknown.point, count: target.count),
        [Stretch(slots: all, provenance: .initial)])
    }
    return StagedProposal(
      work, proposal, over: try reader(feed).points(all),
      try stretches(feed, all).covering(all))
  }

  /// Writes what a person judged of a proposal, as one edit.
  ///
  /// What was accepted takes the proposed state and counts as inferred; what was rejected keeps its
  /// state and counts as set by hand, so that no later inference proposes it again; all else stays. A
  /// circuit without a state feed is given one.
  ///
  /// - Parameters:
  ///   - staged: The proposal.
  ///   - accepted: Which of its differences to write, by their places.
  ///   - rejected: Which of them to refuse.
  /// - Returns: The edit.
  /// - Throws: ``WorkspaceError`` with code `malformed` for places that are none, that are judged twice,
  ///   or none at all; `changedMeanwhile` where the feed holds something else under a judged difference
  ///   than when it was proposed, or the circuit has another state feed; and as ``set(_:to:from:to:)``.
  public func apply(
    _ staged: StagedProposal, accepted: [Int], rejected: [Int]
  ) throws -> EditReceipt {
    let judged = try staged.judged(accepted: accepted, rejected: rejected)
    let circuit = try circuit(staged.circuit.name)
    guard circuit.state == staged.feed else {
      throw WorkspaceError(
        .changedMeanwhile, "circuit \"\(circuit.name)\"", "was given another state feed meanwhile",
        remedy: "Nothing was written. Infer it again.")
    }
    let feed = try circuit.state.map { try self.feed(id: $0) } ?? makeStateFeed(for: circuit)
    let ranges = { verdict in judged.filter { $0.isAccepted == verdict }.map(\.slots) }
    let written =
      staged.stretches.clamped(to: ranges(true))
      + ranges(false).map { Stretch(slots: $0, provenance: .hand) }
    return try edit(
      feed, what: "review \(staged.meaning.rawValue) by \(staged.method)",
      inference: accepted.isEmpty
        ? nil : InferenceKind(method: staged.method, meaning: staged.meaning)
    ) { timeline in
      try staged.extent(of: judged, on: timeline, of: feed)
    } change: { slots, before, present in
      try judged.require(before, from: slots.lowerBound, present, of: feed, localTime())
      var points = before
      for verdict in judged where verdict.isAccepted {
        for slot in verdict.slots {
          points[slot - slots.lowerBound] = verdict.difference.proposed.point
        }
      }
      return (points, present.overlaid(with: written.inOrder, in: slots))
    }
  }
}
