import Feeds

/// What a person said of one difference of a proposal.
struct Verdict {
  let difference: StagedProposal.Difference
  /// The slots of the difference.
  let slots: Range<Int>
  let isAccepted: Bool
}

/// Verdicts in order of time.
extension [Verdict] {
  /// Refuses a feed that no longer holds under a difference what it held when that was proposed.
  ///
  /// - Parameters:
  ///   - points: What is there.
  ///   - first: The slot of the first point.
  ///   - present: The stretches that cover the points.
  ///   - feed: The feed, for the error.
  ///   - localTime: The zone of local times.
  /// - Throws: ``WorkspaceError`` with code `changedMeanwhile`.
  func require(
    _ points: [Float], from first: Int, _ present: [Stretch], of feed: Feed, _ localTime: LocalTime
  ) throws(WorkspaceError) {
    var next = 0
    for verdict in self {
      let (slots, difference) = (verdict.slots, verdict.difference)
      func changed(_ problem: String) -> WorkspaceError {
        .changedMeanwhile(feed, problem, difference.times, localTime)
      }
      for slot in slots {
        let state = State(point: points[slot - first])
        guard state == difference.present else {
          throw changed(
            "is now partly \(state.name) and no longer all \(difference.present.name)")
        }
      }
      while next < present.count, present[next].slots.upperBound <= slots.lowerBound { next += 1 }
      for stretch in present[next...] {
        guard stretch.slots.lowerBound < slots.upperBound else { break }
        guard stretch.provenance == difference.provenance else {
          throw changed(stretch.provenance == .hand ? "was set by hand" : "was written anew")
        }
      }
    }
  }
}

extension StagedProposal {
  /// What was judged, in order of time.
  ///
  /// - Throws: ``WorkspaceError`` with code `malformed` for places that are none, that are judged twice,
  ///   or none at all.
  func judged(accepted: [Int], rejected: [Int]) throws(WorkspaceError) -> [Verdict] {
    var verdicts: [Int: Bool] = [:]
    for (places, isAccepted) in [(accepted, true), (rejected, false)] {
      for place in places {
        guard differences.indices.contains(place) else {
          throw refusal("has no difference \(place), but \(differences.count), counted from 0")
        }
        guard verdicts.updateValue(isAccepted, forKey: place) == nil else {
          throw refusal("had its difference \(place) judged twice")
        }
      }
    }
    guard !verdicts.isEmpty else { throw refusal("had nothing of it judged") }
    return verdicts.sorted { $0.key < $1.key }.map { place, isAccepted in
      let difference = differences[place]
      return Verdict(
        difference: difference, slots: timeline.slots(in: difference.times),
        isAccepted: isAccepted)
    }
  }

  private func refusal(_ problem: String) -> WorkspaceError {
    WorkspaceError(
      .malformed, "the proposal for \(circuit.name)", problem,
      remedy: "Judge each of its differences once at most, and one at least.")
  }

  /// The slots from the first judged to the last.
  ///
  /// - Throws: ``WorkspaceError`` with code `changedMeanwhile` where the feed now has other instants.
  func extent(
    of judged: [Verdict], on now: Timeline, of feed: Feed
  ) throws(WorkspaceError) -> Range<Int> {
    let first = judged.first?.slots.lowerBound ?? 0
    let end = judged.last?.slots.upperBound ?? 0
    guard now.start == timeline.start, now.interval == timeline.interval, now.count >= end else {
      throw WorkspaceError(
        .changedMeanwhile, feed.title, "has other points than when it was inferred",
        remedy: "Nothing was written. Infer it again.")
    }
    return first..<end
  }
}
