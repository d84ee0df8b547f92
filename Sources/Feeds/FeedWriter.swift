/// Writes points of one feed in place.
///
/// Exactly the bytes of the points given are written. The file is never truncated or replaced, and
/// made longer by ``write(_:at:growingFrom:)`` alone, because Emoncms may be appending to it
/// meanwhile: it takes no lock on the points.
public final class FeedWriter: Sendable {
  /// Reads the same open file.
  public let reader: FeedReader

  public var files: FeedFiles { reader.files }
  /// The timeline at the opening: the feed may have grown since.
  public var timeline: Timeline { reader.timeline }

  /// Opens a feed for writing.
  ///
  /// - Parameters:
  ///   - files: Where it is.
  ///   - fileSystem: The calls to use.
  /// - Throws: as ``FeedReader/init(_:fileSystem:)``.
  public init(_ files: FeedFiles, fileSystem: any FileSystem = SystemFileSystem()) throws(FeedError)
  {
    reader = try FeedReader(files, for: .update, fileSystem: fileSystem)
  }

  /// The points of some slots, those appended since the opening included.
  ///
  /// - Parameter slots: Slots that the file holds.
  /// - Returns: As many points as slots, to the bit as they are in the file.
  /// - Throws: as ``FeedReader/read(_:into:)``.
  public func read(_ slots: Range<Int>) throws(FeedError) -> [Float] {
    try reader.points(slots)
  }

  /// Writes points over those of as many slots.
  ///
  /// - Parameters:
  ///   - points: The new points.
  ///   - slot: The first slot to write.
  /// - Throws: ``FeedError`` with code `badRange` when the slots are not all in the file, `shrank`
  ///   when they were at the opening, or what the system says of a failed write.
  public func write(_ points: [Float], at slot: Int) throws(FeedError) {
    try points.withUnsafeBufferPointer { buffer throws(FeedError) in
      try write(buffer, at: slot)
    }
  }

  /// Writes points over those of as many slots.
  ///
  /// - Parameters:
  ///   - points: The new points.
  ///   - slot: The first slot to write.
  /// - Throws: as ``write(_:at:)-([Float],_)``.
  public func write(_ points: UnsafeBufferPointer<Float>, at slot: Int) throws(FeedError) {
    try requireInFile(first: slot, count: points.count)
    try reader.fileSystem.write(reader.data, points: points, at: slot)
  }

  /// Writes one value over the points of some slots, piece by piece.
  ///
  /// - Parameters:
  ///   - value: The new value of each point.
  ///   - slots: The slots to write.
  /// - Throws: as ``write(_:at:)-([Float],_)``.
  public func write(constant value: Float, slots: Range<Int>) throws(FeedError) {
    try requireInFile(first: slots.lowerBound, count: slots.count)
    let points = [Float](repeating: value, count: min(slots.count, FeedReader.chunk))
    try points.withUnsafeBufferPointer { buffer throws(FeedError) in
      var first = slots.lowerBound
      while first < slots.upperBound {
        let count = min(buffer.count, slots.upperBound - first)
        try write(UnsafeBufferPointer(rebasing: buffer[..<count]), at: first)
        first += count
      }
    }
  }

  /// Writes points that reach beyond the last one of the file, which becomes longer.
  ///
  /// Where the file ends is looked at once more, just before: points that another program has
  /// appended meanwhile are not written over. Bytes that are no whole point are, as Emoncms does.
  ///
  /// - Parameters:
  ///   - points: The new points.
  ///   - slot: The first slot to write, at most the one after the file's last.
  ///   - count: How many points the file must hold.
  /// - Throws: ``FeedError`` with code `grew` or `shrank` when it holds another number, `badRange` when
  ///   the slots do not adjoin the file or leave the format's times, or what the system says of a
  ///   failed write, a part of which may then be in the file.
  public func write(
    _ points: [Float], at slot: Int, growingFrom count: Int
  ) throws(FeedError) {
    let present = try presentSize().points
    guard present == count else { throw FeedError.moved(files, from: count, to: present) }
    let end = slot + points.count
    guard (0...count).contains(slot), timeline.start > 0,
      end - 1 <= (Int(UInt32.max) - timeline.start) / timeline.interval
    else {
      throw FeedError(
        .badRange, file: files.data, value: "\(points.count) points from slot \(slot) on",
        problem: "holds \(count) points, and cannot hold \(points.count) from slot \(slot) on",
        remedy: "Append to a feed that has a point, without a hole, and not past the year 2106.")
    }
    try points.withUnsafeBufferPointer { buffer throws(FeedError) in
      try reader.fileSystem.write(reader.data, points: buffer, at: slot)
    }
  }

  /// What the file holds at this moment: whole points, and bytes beyond them that are none.
  ///
  /// - Throws: ``FeedError`` with what the system says.
  public func presentSize() throws(FeedError) -> (points: Int, raggedBytes: Int) {
    let size = try reader.fileSystem.size(of: reader.data)
    return (size / 4, size % 4)
  }

  /// Returns once what was written is on the disk.
  ///
  /// - Throws: ``FeedError`` with what the system says.
  public func synchronize() throws(FeedError) {
    try reader.fileSystem.synchronize(reader.data)
  }

  /// Refuses slots that the file does not hold at this moment, which a write would add to it.
  private func requireInFile(first: Int, count: Int) throws(FeedError) {
    let present = try presentSize().points
    guard first < 0 || first > present - count else { return }
    guard first >= 0, first <= timeline.count - count else {
      throw FeedError(
        .badRange, file: files.data, value: "\(count) points from slot \(first) on",
        problem: "holds \(present) points, and \(count) were to be written from slot \(first) on",
        remedy: "Choose a range within the feed: points are replaced, never appended.")
    }
    throw FeedError.moved(files, from: timeline.count, to: present)
  }
}

extension FeedError {
  /// The error for a file that holds another number of points than it did.
  ///
  /// - Parameters:
  ///   - files: The feed's files.
  ///   - before: How many points there were.
  ///   - now: How many there are.
  /// - Returns: The error, with code `shrank` or `grew`.
  public static func moved(_ files: FeedFiles, from before: Int, to now: Int) -> FeedError {
    let shrank = now < before
    return FeedError(
      shrank ? .shrank : .grew, file: files.data, offset: now * 4, value: "\(now) points",
      problem:
        "became \(shrank ? "shorter" : "longer") while it was open: \(before) points before, "
        + "\(now) now",
      remedy: shrank
        ? "Another program is rewriting this feed: run the command again when it is done."
        : "Another program is appending to this feed: run the command again.")
  }
}

extension FileSystem {
  /// Writes points at a slot of a `.dat` file, in the format's byte order.
  func write(
    _ file: OpenFile, points: UnsafeBufferPointer<Float>, at slot: Int
  ) throws(FeedError) {
    #if _endian(big)
      let swapped = points.map { $0.bitPattern.littleEndian }
      try swapped.withUnsafeBufferPointer { words throws(FeedError) in
        try write(file, at: slot * 4, from: UnsafeRawBufferPointer(words))
      }
    #else
      try write(file, at: slot * 4, from: UnsafeRawBufferPointer(points))
    #endif
  }
}
