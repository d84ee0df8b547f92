public import Feeds

extension MachineInstallation {
  public func write(
    _ points: UnsafeBufferPointer<Float>, at slot: Int, of feed: Int, on timeline: Timeline
  ) throws(EmoncmsError) {
    guard !points.isEmpty else { return }
    let row = try row(of: feed)
    try refusePending(feed)
    let files = FeedFiles(folder: settings.dataFolder, id: feed)
    do throws(FeedError) {
      let writer = try FeedWriter(files, fileSystem: fileSystem)
      let present = writer.timeline
      guard present.start == timeline.start, present.interval == timeline.interval else {
        throw FeedError(
          .grew, file: files.meta,
          problem: "starts at \(present.start) every \(present.interval) s, not at "
            + "\(timeline.start) every \(timeline.interval) s as before",
          remedy: "Fetch the feed anew.")
      }
      guard slot >= 0, slot <= present.count else {
        throw FeedError(
          .shrank, file: files.data,
          problem: "holds \(present.count) points, and \(points.count) were to be written from "
            + "slot \(slot) on",
          remedy: "Fetch the feed anew.")
      }
      if slot + points.count <= present.count {
        try writer.write(points, at: slot)
      } else {
        try writer.write(Array(points), at: slot, growingFrom: present.count)
      }
      try writer.synchronize()
    } catch {
      throw EmoncmsError(error)
    }
    try compare(points, with: files, from: slot)
    try refreshLastValue(of: row, files)
  }

  /// Refuses a feed whose points in the buffer would be written over ours later.
  private func refusePending(_ feed: Int) throws(EmoncmsError) {
    let pending = try pendingPoints(of: feed)
    guard pending == 0 else {
      throw EmoncmsError(
        .buffered, "Feed \(feed)",
        "has \(pending) points in the low-write buffer, which would be written over these",
        remedy: "Wait until Emoncms has written them (feed.redisbuffer[sleep] seconds), then try "
          + "again.")
    }
  }

  /// Compares what a feed's file holds with what it should, to the bit.
  func compare(
    _ points: UnsafeBufferPointer<Float>, with files: FeedFiles, from slot: Int
  ) throws(EmoncmsError) {
    var differing: Int?
    do throws(FeedError) {
      let reader = try FeedReader(files, fileSystem: fileSystem)
      guard reader.timeline.count >= slot + points.count else {
        throw FeedError.moved(files, from: slot + points.count, to: reader.timeline.count)
      }
      try reader.forEachChunk(slot..<slot + points.count) { first, piece in
        guard differing == nil else { return }
        let offset = first - slot
        differing = piece.indices.first { index in
          piece[index].bitPattern != points[offset + index].bitPattern
        }.map { first + $0 }
      }
    } catch {
      throw EmoncmsError(error)
    }
    if let differing {
      throw EmoncmsError(
        .unverified, files.data, "holds another value at slot \(differing) than was written",
        remedy: "Another program is writing this feed: look at it in Emoncms, then try again.")
    }
  }

  /// Makes Emoncms show the size and the last value that the files have.
  private func refreshLastValue(of row: FeedRow, _ files: FeedFiles) throws(EmoncmsError) {
    let (size, fields) = try cachedFields(of: files)
    let hasCache = settings.cache != nil
    try table { table throws(MariaDBError) in
      if row.size != size { try table.setSize(size, of: row.id) }
      if !hasCache { try table.forgetLastValue(of: row.id) }
    }
    _ = try cache { cache throws(RedisError) in try cache.change(row.id, fields) }
  }

  /// The size of a feed's files as Emoncms counts it, and what its cache says of size and last
  /// value.
  func cachedFields(
    of files: FeedFiles
  ) throws(EmoncmsError) -> (size: Int, fields: [(String, String)]) {
    do throws(FeedError) {
      let reader = try FeedReader(files, fileSystem: fileSystem)
      let timeline = reader.timeline
      let size = FeedMetadata.size + timeline.count * 4 + reader.raggedBytes
      guard timeline.count > 0 else { return (size, [("size", String(size))]) }
      let last = try reader.points(timeline.count - 1..<timeline.count)[0]
      return (
        size,
        [
          ("size", String(size)), ("time", String(timeline.lastTime)),
          ("value", last.phpText),
        ]
      )
    } catch {
      throw EmoncmsError(error)
    }
  }
}

extension Float {
  /// The number as PHP writes it to Redis: nothing where there is no value.
  var phpText: String {
    guard isFinite else { return "" }
    let text = Double(self).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
