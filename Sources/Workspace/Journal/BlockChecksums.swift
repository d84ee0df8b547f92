import Feeds

/// What the journal last saw of a feed: its timeline, and a CRC-32 for every block of its points.
///
/// Compared with the file before every write, so that a change made by anything else is found and
/// not overwritten. Blocks, so that an edit of an hour in ten years of points reads a few kilobytes.
struct BlockChecksums: Equatable {
  /// Points in a block: 16 kB of the file.
  static let block = 4096

  private(set) var timeline: Timeline
  private(set) var checksums: [UInt32]

  init(timeline: Timeline, checksums: [UInt32]) {
    self.timeline = timeline
    self.checksums = checksums
  }

  /// The checksums of a feed as it is now.
  init(of reader: FeedReader) throws(FeedError) {
    self.init(
      timeline: Timeline(
        start: reader.timeline.start, interval: reader.timeline.interval, count: 0), checksums: [])
    try extend(from: reader)
  }

  /// The checksums of points that were read already.
  init(of points: [Float], on timeline: Timeline) {
    self.init(timeline: timeline, checksums: [])
    points.withUnsafeBufferPointer { update($0, at: 0..<$0.count) }
  }

  /// A feed about to be made, of which nothing has been seen.
  init(planned timeline: Timeline) {
    let blocks = (timeline.count + Self.block - 1) / Self.block
    self.init(timeline: timeline, checksums: Array(repeating: 0, count: blocks))
  }

  /// Whether slot numbers mean the same instants in both.
  func hasSameTimes(as other: BlockChecksums) -> Bool {
    timeline.start == other.timeline.start && timeline.interval == other.timeline.interval
  }

  /// The blocks, as slots, that another look at the same feed finds changed, added ones included.
  func changes(to other: BlockChecksums) -> [Range<Int>] {
    guard hasSameTimes(as: other) else { return [0..<other.timeline.count] }
    return other.checksums.indices.compactMap { index in
      let block = index * Self.block..<min((index + 1) * Self.block, other.timeline.count)
      let isWhole = block.upperBound <= timeline.count
      return isWhole && index < checksums.count && checksums[index] == other.checksums[index]
        && (block.count == Self.block || timeline.count == other.timeline.count) ? nil : block
    }
  }

  /// As ``changes(to:)``, but that appended points are no change of those before them in their block.
  ///
  /// - Parameters:
  ///   - other: The other look.
  ///   - reader: The feed as it was then.
  /// - Returns: The slots, in order.
  /// - Throws: as ``FeedReader/read(_:into:)``.
  func changes(to other: BlockChecksums, in reader: FeedReader) throws(FeedError) -> [Range<Int>] {
    var changes = changes(to: other)
    let partial = partialBlock
    guard hasSameTimes(as: other), other.timeline.count > timeline.count, !partial.isEmpty,
      let index = changes.firstIndex(where: { $0.lowerBound == partial.lowerBound })
    else { return changes }
    let points = try reader.points(partial)
    if points.withUnsafeBufferPointer({ firstDifference($0, at: partial) }) == nil {
      changes[index] = partial.upperBound..<changes[index].upperBound
    }
    return changes
  }

  /// The slots of the blocks that hold some slots, cut to what was seen.
  func blocks(holding slots: Range<Int>) -> Range<Int> {
    guard !slots.isEmpty else { return slots }
    let first = slots.lowerBound / Self.block * Self.block
    let end = (slots.upperBound - 1) / Self.block * Self.block + Self.block
    return min(first, timeline.count)..<min(end, timeline.count)
  }

  /// Looks for points that are not those last seen.
  ///
  /// - Parameters:
  ///   - points: The points of `slots`.
  ///   - slots: Whole blocks, as ``blocks(holding:)`` gives them.
  /// - Returns: The first block that differs, as slots; nil where all are as last seen.
  func firstDifference(_ points: UnsafeBufferPointer<Float>, at slots: Range<Int>) -> Range<Int>? {
    for first in stride(from: slots.lowerBound, to: slots.upperBound, by: Self.block) {
      let block = first..<min(first + Self.block, slots.upperBound)
      if checksum(points, of: block, from: slots.lowerBound) != checksums[first / Self.block] {
        return block
      }
    }
    return nil
  }

  /// Takes the points of whole blocks as those last seen, points beyond the last one seen included.
  ///
  /// - Parameters:
  ///   - points: The points of `slots`.
  ///   - slots: From the first of a block on, to the end of one or of the feed; none between them and
  ///     what was seen is left out.
  mutating func update(_ points: UnsafeBufferPointer<Float>, at slots: Range<Int>) {
    if slots.upperBound > timeline.count {
      timeline = Timeline(
        start: timeline.start, interval: timeline.interval, count: slots.upperBound)
    }
    for first in stride(from: slots.lowerBound, to: slots.upperBound, by: Self.block) {
      let block = first..<min(first + Self.block, slots.upperBound)
      let checksum = checksum(points, of: block, from: slots.lowerBound)
      if first / Self.block < checksums.count {
        checksums[first / Self.block] = checksum
      } else {
        checksums.append(checksum)
      }
    }
  }

  /// The last block as it was seen, where it was not full: what was appended lies in it too.
  var partialBlock: Range<Int> {
    (timeline.count / Self.block * Self.block)..<timeline.count
  }

  /// Takes in the points that were appended since; a reader of fewer points changes nothing.
  mutating func extend(from reader: FeedReader) throws(FeedError) {
    guard reader.timeline.count > timeline.count else { return }
    let first = timeline.count / Self.block * Self.block
    timeline = Timeline(
      start: timeline.start, interval: timeline.interval, count: reader.timeline.count)
    // The reader's pieces are whole blocks, all but the last.
    try reader.forEachChunk(first..<timeline.count) { slot, points in
      update(points, at: slot..<(slot + points.count))
    }
  }

  private func checksum(
    _ points: UnsafeBufferPointer<Float>, of block: Range<Int>, from first: Int
  ) -> UInt32 {
    Checksum.crc32(
      UnsafeRawBufferPointer(
        rebasing: UnsafeRawBufferPointer(points)[
          ((block.lowerBound - first) * 4)..<((block.upperBound - first) * 4)]))
  }
}
