import Feeds

extension EditPerformer {
  /// Writes the points of a transition that reach beyond the file's end: it becomes longer.
  func grow(_ entry: JournalEntry, _ side: EditMachine.Side, _ found: inout Found) throws {
    do throws(FeedError) {
      try writer.write(
        entry.points(side), at: entry.slots.lowerBound, growingFrom: found.count)
    } catch {
      // These two come before the first byte.
      found.hasWritten = error.code != .grew && error.code != .shrank
      throw error
    }
    found.hasWritten = true
  }

  /// Puts back what stood before a write beyond the file's end that failed.
  ///
  /// A file that has become longer stays so: another program may have appended since. Of its new
  /// points, those that the write left there are made unknown.
  func takeBack(_ entry: JournalEntry, _ machine: EditMachine, _ found: inout Found) throws {
    found.end = found.count
    // Within the file an earlier process may have written already.
    guard found.hasWritten || machine.recovering else { return }
    let present = try writer.presentSize()
    guard present.points >= found.count else {
      throw FeedError.moved(writer.files, from: found.count, to: present.points)
    }
    if found.hasWritten {
      let grown = found.count..<max(found.count, min(present.points, entry.slots.upperBound))
      let written = entry.points(machine.target).suffix(entry.slots.upperBound - found.count)
      let own = zip(try writer.read(grown), written).prefix { $0.bitPattern == $1.bitPattern }
      found.end += own.count
      // The write may have been cut short in the middle of a point.
      if found.end == present.points, present.raggedBytes > 0 { found.end += 1 }
    }
    let before = entry.points(machine.source).prefix(found.end - entry.slots.lowerBound)
    try writer.write(Array(before), at: entry.slots.lowerBound, growingFrom: present.points)
  }
}
