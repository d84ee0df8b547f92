import Feeds
import Foundation

extension Workspace {
  /// Writes what was inferred, as far as it is asked for.
  func carryOut(_ work: InferenceWork) throws -> InferenceReport {
    switch (work.request.extent, work.present) {
    case (.period(let from, let to), _): try write(work, from: from, to: to)
    case (.onward, let state?): try continueFeed(state, work) ?? infer(work.request)
    // Nothing to go on from.
    case (.onward, nil): try write(work, from: nil, to: nil)
    }
  }

  /// Writes what was inferred over a period.
  private func write(_ work: InferenceWork, from: Int?, to: Int?) throws -> InferenceReport {
    let circuit = work.request.circuit
    let target = work.present?.timeline ?? work.grid
    let asked = try slots(
      of: try work.present?.feed ?? feed(id: circuit.supply), target, from: from, to: to)
    let proposal = try proposal(work, for: target)
    if work.request.isDry {
      let feed = work.present?.feed
      let before = try feed.map { try reader($0).points(asked) }
      let present = try feed.map { try stretches($0, asked) } ?? []
      let written = proposal.edit(asked, before: before ?? [], present: present)
      let former = before ?? Array(repeating: State.unknown.point, count: asked.count)
      return InferenceReport(
        work, feed?.id, edit: nil, proposal, asked, written: written,
        changed: zip(former, written.points).count { $0.bitPattern != $1.bitPattern })
    }
    let state = try work.present?.feed ?? makeStateFeed(for: circuit)
    // The slots that were asked for, whatever has been appended to the feeds meanwhile.
    let times = target.times(of: asked)
    var written: (points: [Float], stretches: [Stretch]) = ([], [])
    let receipt = try edit(
      state, from: times.lowerBound, to: times.upperBound, what: work.what, inference: work.kind
    ) { slots, before in
      written = proposal.edit(slots, before: before, present: try stretches(state, slots))
      return written
    }
    return InferenceReport(
      work, state.id, edit: receipt.edit, proposal, asked, written: written,
      changed: receipt.changedPoints)
  }

  /// Brings a state feed to what was inferred, up to the supply's present end; nil where another
  /// process has gone on meanwhile, which may have known more.
  private func continueFeed(
    _ present: PresentState, _ work: InferenceWork
  ) throws -> InferenceReport? {
    let state = present.feed
    typealias Found = (continuation: Continuation, proposal: Proposal)
    func next(_ timeline: Timeline, _ points: [Float]) throws -> Found? {
      guard try seenCount(of: state) == present.seen else { return nil }
      // What another program has appended since, beyond the supply's end, is left to it.
      let known = min(
        timeline.count, try present.timeline.reaching(work.grid.end, of: state).count)
      let target = try Timeline(
        start: timeline.start, interval: timeline.interval, count: known
      ).reaching(work.grid.end, of: state)
      let proposal = try proposal(work, for: target)
      let stretches = try stretches(state, 0..<known).covering(0..<known)
      return (Continuation(proposal, over: Array(points[..<known]), stretches), proposal)
    }
    func report(_ found: Found, edit: Int?) -> InferenceReport {
      InferenceReport(
        work, state.id, edit: edit, found.proposal, 0..<found.proposal.count,
        written: found.continuation.result, changed: found.continuation.changedPoints,
        appended: found.continuation.appended)
    }
    if work.request.isDry {
      let reader = try reader(state)
      return try next(reader.timeline, reader.points()).map { report($0, edit: nil) }
    }
    let (receipt, found) = try edit(state) { timeline, points in
      let found = try next(timeline, points)
      let entry = found?.continuation.edit.map { edit in
        JournalEntry(
          feed: state.id, time: Int(Date().timeIntervalSince1970), what: work.what,
          slots: edit.slots, before: edit.before, after: edit.after,
          stretchesBefore: edit.stretchesBefore, stretchesAfter: edit.stretchesAfter,
          inference: work.kind)
      }
      return (entry, found)
    }
    return found.map { report($0, edit: receipt?.edit) }
  }

  /// What was inferred, on the timeline of the feed that is to take it.
  func proposal(_ work: InferenceWork, for target: Timeline) throws -> Proposal {
    var proposal = Proposal(
      work.inferred, on: work.grid, for: target, provisionalFrom: work.provisionalFrom)
    let end = try localTime().text(work.grid.end)
    if target.lastTime >= work.grid.end {
      proposal.notes.append(
        "The supply ends at \(end), before the state feed: what lies beyond is unknown.")
    } else if target.end < work.grid.end {
      proposal.notes.append(
        "The supply goes on to \(end), beyond the state feed: `retouche infer --continue` makes that "
          + "longer.")
    }
    return proposal
  }
}
