import Feeds

/// The last value that Emoncms shows beside a feed is kept apart from its points.
extension HTTPInstallation {
  /// A point that may be shown as the last.
  private struct Point {
    let time: Int
    let value: Float
  }

  /// Sees to it that what is shown is the last point, or the last that holds a number.
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
      let shown = try lastValue(of: feed)
      let last =
        end.isFinite && !hasGrown
        ? Point(time: timeline.lastTime, value: end) : try lastNumber(of: feed, on: remote, shown)
      guard let last, !isRight(shown, for: last, every: remote.interval) else { return }
      // Points that wait to be written are later than what is in the file, and shown.
      if try pendingPoints(of: feed) > 0 { return }
      guard try metadata(of: feed).count == remote.count else { continue }
      hasInterfered = true
      try show(last, of: feed)
    }
    throw unsettled(feed)
  }

  private func unsettled(_ feed: Int) -> EmoncmsError {
    EmoncmsError(
      .unverified, "feed \(feed)",
      "has its points, and Emoncms goes on showing another last value than its last point",
      remedy: "The next value that comes to it sets that right.")
  }

  /// The last point that holds a number; nil where what is shown is right without one.
  private func lastNumber(
    of feed: Int, on timeline: Timeline, _ shown: (time: Int?, value: Double?)
  ) throws(EmoncmsError) -> Point? {
    // Mostly it is at the end or near it.
    for length in [1, 4096, timeline.count] {
      if let point = try lastNumber(of: feed, on: timeline, within: length) { return point }
      // No value for a point that has none.
      if shown.value == nil { return nil }
    }
    // Without Redis a feed that never had one shows 0 at the time 0.
    guard shown.time ?? 0 == 0 else { throw unsettled(feed) }
    return nil
  }

  private func lastNumber(
    of feed: Int, on timeline: Timeline, within length: Int
  ) throws(EmoncmsError) -> Point? {
    var slot = max(0, timeline.count - length)
    var last: Point?
    do {
      try readPoints(of: feed, from: slot, within: timeline) { bytes in
        for offset in stride(from: 0, to: bytes.count, by: 4) where slot < timeline.count {
          let bits = UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
          let value = Float(bitPattern: bits)
          if value.isFinite { last = Point(time: timeline.time(of: slot), value: value) }
          slot += 1
        }
        return slot < timeline.count
      }
    } catch let error as EmoncmsError {
      throw error
    } catch {
      throw misunderstood("feed/export.json?id=\(feed)")
    }
    return last
  }

  /// An input's own time is any within the interval of its point.
  private func isRight(
    _ shown: (time: Int?, value: Double?), for last: Point, every interval: Int
  ) -> Bool {
    guard let time = shown.time, let value = shown.value else { return false }
    return Float(value) == last.value && (last.time..<last.time + interval).contains(time)
  }

  /// Tells Emoncms what to show, by giving it a point that it has.
  private func show(_ last: Point, of feed: Int) throws(EmoncmsError) {
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
