import Feeds
import Glibc

extension EditPerformer {
  /// The blocks around an entry, with the entry's own points as they stood before the transition.
  struct Region {
    let slots: Range<Int>
    var points: [Float]

    /// Whether the points from an offset on are these, to the bit.
    func holds(_ expected: [Float], at offset: Int) -> Bool {
      guard offset >= 0, offset + expected.count <= points.count else { return false }
      return points.withUnsafeBytes { points in
        expected.withUnsafeBytes { expected in
          guard let base = points.baseAddress, let other = expected.baseAddress else { return true }
          return memcmp(base + offset * MemoryLayout<Float>.size, other, expected.count) == 0
        }
      }
    }
  }

  /// What a comparison found, and what the file then holds.
  struct Found {
    /// The points around the entry, which are as last seen, beyond the file's end those of before.
    var region: Region?
    /// The slots that are not as last seen.
    var foreign: Range<Int>?
    /// How many points the file held.
    var count = 0
    /// Where the file ends as the journal knows it: it grows with the entry's points.
    var end = 0
    /// Whether a write was begun: what stands beyond `count` may then be this entry's.
    var hasWritten = false
  }

  func compare(
    _ entry: JournalEntry, _ machine: EditMachine
  ) throws -> (EditMachine.Event, Found) {
    let present = try writer.presentSize()
    let source = entry.points(machine.source)
    let target = entry.points(machine.target)
    let count = present.points
    if entry.slots.upperBound > count, !machine.recovering {
      // What another program appended since the entry was made is not in it.
      guard count == timeline.count else {
        throw FeedError.moved(writer.files, from: timeline.count, to: count)
      }
      guard present.raggedBytes == 0 else { throw FeedError.ragged(writer.reader) }
    }
    guard entry.slots.lowerBound <= count else {
      // What another program had appended, and the entry reached, is gone.
      return (.compared(.foreign), Found(foreign: entry.slots))
    }
    var region = try region(around: entry.slots, upTo: count)
    // Beyond the file's end stands what the entry says of it: nothing yet.
    region.points += source.suffix(region.slots.count - region.points.count)
    let offset = entry.slots.lowerBound - region.slots.lowerBound
    let isSource = region.holds(source, at: offset)
    for index in isSource ? 0..<0 : source.indices {
      let bits = region.points[offset + index].bitPattern
      if bits == source[index].bitPattern { continue }
      guard machine.recovering,
        isMixture(bits, of: source[index].bitPattern, target[index].bitPattern)
      else {
        let slot = entry.slots.lowerBound + index
        return (.compared(.foreign), Found(foreign: slot..<(slot + 1)))
      }
      region.points[offset + index] = source[index]
    }
    // The points around the entry, and those of the entry as they stood before, are as last seen.
    if let difference = try difference(from: region) {
      return (.compared(.foreign), Found(foreign: difference))
    }
    return (
      .compared(isSource ? .source : .between),
      Found(region: region, count: count, end: max(count, entry.slots.upperBound))
    )
  }

  /// Whether each byte of a point is that of the one or of the other: a write may be cut short in
  /// the middle of a point.
  private func isMixture(_ bits: UInt32, of source: UInt32, _ target: UInt32) -> Bool {
    let (fromSource, fromTarget) = (bits ^ source, bits ^ target)
    return [0xff, 0xff00, 0xff_0000, 0xff00_0000].allSatisfy { byte in
      fromSource & byte == 0 || fromTarget & byte == 0
    }
  }

  /// The first block that is not as last seen, of those that settling will take for seen.
  private func difference(from region: Region) throws -> Range<Int>? {
    let known = region.slots.clamped(to: 0..<seen.timeline.count)
    let difference = region.points.withUnsafeBufferPointer {
      seen.firstDifference(UnsafeBufferPointer(rebasing: $0[..<known.count]), at: known)
    }
    let partial = seen.partialBlock
    guard difference == nil, hasGrown, known.upperBound < partial.upperBound else {
      return difference
    }
    return try writer.read(partial).withUnsafeBufferPointer {
      seen.firstDifference($0, at: partial)
    }
  }

  /// Whether another program has appended points since the journal last looked.
  private var hasGrown: Bool { timeline.count > seen.timeline.count }

  /// The whole blocks around some slots, with the points that the file has there.
  ///
  /// Where the slots reach beyond what was seen, so do the blocks, without a hole.
  private func region(around slots: Range<Int>, upTo count: Int) throws -> Region {
    let blocks = seen.blocks(holding: slots)
    var first = blocks.isEmpty ? slots.lowerBound : min(blocks.lowerBound, slots.lowerBound)
    if slots.upperBound > seen.timeline.count {
      first = min(first, seen.partialBlock.lowerBound)
    }
    let region = first..<max(blocks.upperBound, slots.upperBound)
    return Region(
      slots: region, points: try writer.read(first..<max(first, min(region.upperBound, count))))
  }
}
