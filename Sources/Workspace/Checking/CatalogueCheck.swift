import Feeds
import GRDB

/// The faults of one catalogued feed: its journal, its provenance, and whether its files are as last
/// seen.
struct CatalogueCheck {
  let row: FeedRow
  let files: FeedFiles
  let fileSystem: any FileSystem
  let database: CatalogueDatabase
  let localTime: LocalTime

  func problems() throws -> [Problem] {
    guard row.ready else {
      return [
        problem(
          .interruptedCreation, "Feed \(row.id) (\(row.name)) was never finished.",
          "Run any command that writes: it finishes the feed or forgets it.")
      ]
    }
    let timeline: Timeline
    do throws(FeedError) {
      timeline = try FeedReader(files, fileSystem: fileSystem).timeline
    } catch {
      // Half a pair, or an odd one, is the business of the check of files.
      let gone = try !FeedFolder(files.folder).holds(row.id)
      return gone
        ? [
          problem(
            .feedGone, "Feed \(row.id) (\(row.name)) is in the catalogue, but its files are gone.",
            "Restore \(files.meta) and \(files.data) from a backup.")
        ] : []
    }
    guard row.kind == .state else { return [] }
    return try seenProblems() + editProblems(timeline) + stretchProblems(timeline)
  }

  private func problem(_ kind: Problem.Kind, _ detail: String, _ remedy: String) -> Problem {
    Problem(feed: row.id, problem: kind, detail: detail, remedy: remedy)
  }

  /// Compares the points with the checksums of what the journal last saw.
  private func seenProblems() throws -> [Problem] {
    let reader = try FeedReader(files, fileSystem: fileSystem)
    guard let seen = row.seen else {
      let error = WorkspaceError.unseen(Feed(id: row.id, row: row))
      return [problem(.foreignChange, "\(error.subject) \(error.problem).", error.remedy)]
    }
    let now = reader.timeline
    guard now.start == seen.timeline.start, now.interval == seen.timeline.interval,
      now.count >= seen.timeline.count
    else {
      return [
        problem(
          .foreignTimeline,
          "\(files.meta): start, interval or length are no longer those that Retouche wrote.",
          "Restore both files from a backup, or accept them with `retouche adopt \(row.id)`.")
      ]
    }
    var problems = try stateProblems(reader)
    let known = 0..<seen.timeline.count
    var changed: [Range<Int>] = []
    try reader.forEachChunk(known) { first, points in
      var rest = first..<(first + points.count)
      while let block = seen.firstDifference(
        UnsafeBufferPointer(rebasing: points[(rest.lowerBound - first)...]), at: rest)
      {
        changed.append(block)
        rest = block.upperBound..<rest.upperBound
      }
    }
    // What an interrupted edit leaves is told as such, not as somebody else's doing.
    let underWay = try !database.read { try EditTable.underWay($0, feed: row.id) }.isEmpty
    if let first = changed.first, let last = changed.last, !underWay {
      let times = reader.timeline.times(of: first.lowerBound..<last.upperBound)
      problems.append(
        problem(
          .foreignChange,
          "\(files.data): another program changed points between "
            + "\(localTime.text(times.lowerBound)) and \(localTime.text(times.upperBound)).",
          "Nothing is written there until it is settled: restore the file from a backup, or accept "
            + "its points with `retouche adopt \(row.id)`."))
    }
    return problems
  }

  private func stateProblems(_ reader: FeedReader) throws -> [Problem] {
    guard let odd = try reader.firstNonState() else { return [] }
    return [
      problem(
        .noState,
        "\(files.data): \(odd.value) at \(localTime.text(reader.timeline.time(of: odd.slot))), "
          + "where a state feed holds 1, 0 or NaN.",
        "Set that period again with `retouche set \(row.id)`, once the foreign change is settled.")
    ]
  }

  private func editProblems(_ timeline: Timeline) throws -> [Problem] {
    let edits = try database.read { try EditTable.summaries($0, feed: row.id) }
    return try edits.compactMap { edit in
      do {
        guard try database.read({ try EditTable.fetch($0, id: edit.id) }) != nil else { return nil }
      } catch let error as WorkspaceError {
        return problem(
          .damagedEdit, "\(error.subject) of feed \(row.id) \(error.problem).", error.remedy)
      }
      guard EditMachine(recovering: edit.phase) != nil else { return nil }
      return problem(
        .interruptedEdit, "Edit \(edit.id) (\(edit.what)) of feed \(row.id) was interrupted.",
        "The next command completes it; if that is refused, settle the feed with "
          + "`retouche adopt \(row.id)`.")
    }
  }

  private func stretchProblems(_ timeline: Timeline) throws -> [Problem] {
    let stretches = try database.read {
      try StretchTable.fetch($0, feed: row.id, overlapping: 0..<Int(Int32.max))
    }
    var end = 0
    for stretch in stretches {
      guard stretch.slots.lowerBound == end, stretch.slots.upperBound <= timeline.count else {
        return [
          problem(
            .provenance,
            "The provenance of feed \(row.id) overlaps or leaves a hole near slot \(end).",
            "The points are unharmed: accept them with `retouche adopt \(row.id)`.")
        ]
      }
      end = stretch.slots.upperBound
    }
    return []
  }
}
