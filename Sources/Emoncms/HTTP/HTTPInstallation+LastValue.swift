import Feeds

/// The last value that Emoncms shows beside a feed is kept apart from its points.
extension HTTPInstallation {
  /// Sees to it that what is shown is the last point, as long as points come no faster.
  ///
  /// - Parameters:
  ///   - feed: The feed's id.
  ///   - timeline: What it has become.
  ///   - end: Its last point.
  /// - Throws: ``EmoncmsError`` with code `unverified` where something else goes on being shown.
  func settleLastValue(
    of feed: Int, on timeline: Timeline, endingIn end: Float
  ) throws(EmoncmsError) {
    var hasInterfered = false
    for _ in 0..<5 {
      let remote = try metadata(of: feed)
      // It has grown meanwhile: an input writes to it, and what that wrote last is shown, unless it
      // was just put back here.
      let hasGrown = remote.count != timeline.count
      if hasGrown && !hasInterfered { return }
      let last =
        end.isFinite && !hasGrown
        ? (time: timeline.lastTime, value: end, isEnd: true)
        : try lastPoint(of: feed, on: remote)
      let shown = try lastValue(of: feed)
      if isRight(shown, for: last, on: remote) { return }
      // Points that wait to be written are later than what is in the file, and shown.
      if try pendingPoints(of: feed) > 0 { return }
      guard try metadata(of: feed).count == remote.count else { continue }
      hasInterfered = true
      try show(last, of: feed)
    }
    throw EmoncmsError(
      .unverified, "feed \(feed)",
      "has its points, and Emoncms goes on showing another last value than its last point",
      remedy: "The next value that comes to it sets that right.")
  }

  /// The last point that holds a number, or the last where none does.
  private func lastPoint(
    of feed: Int, on timeline: Timeline
  ) throws(EmoncmsError) -> (time: Int, value: Float, isEnd: Bool) {
    var last = (slot: timeline.count - 1, value: Float.nan)
    // Mostly it is at the end or near it; 11 shows that there is none, and need not look further.
    let lengths = dialect.refreshesLastValue ? [1] : [1, 4096, timeline.count]
    for length in lengths where !last.value.isFinite {
      let first = max(0, timeline.count - length)
      var slot = first
      do {
        try readPoints(of: feed, from: first, within: timeline) { bytes in
          for offset in stride(from: 0, to: bytes.count, by: 4) where slot < timeline.count {
            let bits = UInt32(
              littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            let value = Float(bitPattern: bits)
            if value.isFinite { last = (slot, value) }
            slot += 1
          }
          return slot < timeline.count
        }
      } catch let error as EmoncmsError {
        throw error
      } catch {
        throw misunderstood("feed/export.json?id=\(feed)")
      }
    }
    return (timeline.time(of: last.slot), last.value, last.slot == timeline.count - 1)
  }

  /// An input's own time is any within the interval of its point.
  private func isRight(
    _ shown: (time: Int?, value: Double?), for last: (time: Int, value: Float, isEnd: Bool),
    on timeline: Timeline
  ) -> Bool {
    guard let value = shown.value else {
      // Nothing shown where the last point is none.
      return !last.isEnd || !last.value.isFinite
    }
    guard let time = shown.time, last.value.isFinite else { return false }
    return Float(value) == last.value && (last.time..<last.time + timeline.interval).contains(time)
  }

  /// Tells Emoncms what to show, by giving it a point that it has.
  private func show(
    _ last: (time: Int, value: Float, isEnd: Bool), of feed: Int
  ) throws(EmoncmsError) {
    guard last.value.isFinite else { return }
    if dialect.refreshesLastValue {
      let data = Array("data=[[\(last.time),\(last.value)]]".utf8)
      let outcome = data.withUnsafeBytes { bytes in
        Result { () throws(EmoncmsError) in
          _ = try send(
            "feed/post.json?id=\(feed)",
            .post(bytes, contentType: "application/x-www-form-urlencoded"), about: feed)
        }
      }
      try outcome.get()
    } else {
      // Past the buffer, and dated by the point instead of now.
      _ = try send(
        "feed/update.json?id=\(feed)&time=\(last.time)&value=\(last.value)"
          + "&updatetime=\(last.time)&skipbuffer=1", .command, about: feed)
    }
  }
}
