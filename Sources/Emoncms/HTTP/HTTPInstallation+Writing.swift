public import Feeds
import Glibc

extension HTTPInstallation {
  /// Points in one upload: 1 MiB, well below what PHP takes by default.
  private static let blockLength = 1 << 18

  public func write(
    _ points: UnsafeBufferPointer<Float>, at slot: Int, of feed: Int, on timeline: Timeline
  ) throws(EmoncmsError) {
    guard !points.isEmpty else { return }
    let remote = try metadata(of: feed)
    try check(remote, of: feed, takes: slot, on: timeline)
    let target = Timeline(
      start: timeline.start, interval: timeline.interval,
      count: max(remote.count, slot + points.count))
    do {
      try upload(points, at: slot, of: feed, on: target)
      try compare(points, at: slot, of: feed, on: target)
    } catch {
      throw explained(error)
    }
    if slot + points.count >= remote.count {
      try settleLastValue(of: feed, on: target, endingIn: points[points.count - 1])
    }
  }

  /// Emoncms checks nothing of this itself: a gap it fills with 0, a start before the feed's it
  /// takes for slot 0.
  private func check(
    _ remote: Timeline, of feed: Int, takes slot: Int, on timeline: Timeline
  ) throws(EmoncmsError) {
    let isNew = remote.count == 0 && remote.start == 0 && slot == 0
    guard remote.interval == timeline.interval, isNew || remote.start == timeline.start else {
      throw EmoncmsError(
        .conflict, "feed \(feed)",
        "starts at \(remote.start) every \(remote.interval) s there, and not at "
          + "\(timeline.start) every \(timeline.interval) s",
        remedy: "It was trimmed, cleared or made anew: fetch it again.")
    }
    guard timeline.isAligned else {
      throw EmoncmsError(
        .unsupported, "feed \(feed)",
        "starts at \(timeline.start), which is no multiple of its interval",
        remedy: "Emoncms writes such a feed one point off: it cannot be written to this way.")
    }
    guard slot >= 0, slot <= remote.count else {
      throw EmoncmsError(
        .conflict, "feed \(feed)",
        "has \(remote.count) points there: writing from point \(slot) would leave a gap",
        remedy: "Fetch it again, and write what is missing too.")
    }
  }

  /// Sends points, block by block.
  func upload(
    _ points: UnsafeBufferPointer<Float>, at slot: Int, of feed: Int, on timeline: Timeline
  ) throws(EmoncmsError) {
    var done = 0
    while done < points.count {
      let block = UnsafeBufferPointer(rebasing: points[done...].prefix(Self.blockLength))
      do {
        try upload(block: block, at: slot + done, of: feed, on: timeline)
      } catch {
        // The answer may have been lost on its way; and without Redis, 11 writes and then fails.
        guard (try? compare(block, at: slot + done, of: feed, on: timeline)) != nil else {
          throw error
        }
      }
      done += block.count
    }
  }

  private func upload(
    block: UnsafeBufferPointer<Float>, at slot: Int, of feed: Int, on timeline: Timeline
  ) throws(EmoncmsError) {
    let path =
      "feed/upload.json?id=\(feed)&start=\(timeline.time(of: slot))"
      + "&interval=\(timeline.interval)&npoints=\(block.count)"
    let answer = try send(
      path,
      .post(UnsafeRawBufferPointer(block), contentType: "application/octet-stream"),
      about: feed)
    guard case .bool(true) = answer else {
      throw EmoncmsError(
        .refused, "feed \(feed)", "takes no points: \(client.address.text) says no to them",
        remedy: "Its files may be damaged or not writable: look at the log of that Emoncms.")
    }
  }

  /// Reads points back and compares them bit by bit.
  ///
  /// - Throws: ``EmoncmsError`` with code `unverified` at the first that differs.
  func compare(
    _ points: UnsafeBufferPointer<Float>, at slot: Int, of feed: Int, on timeline: Timeline
  ) throws(EmoncmsError) {
    let remote = try metadata(of: feed)
    guard remote.start == timeline.start, remote.interval == timeline.interval else {
      throw EmoncmsError(
        .conflict, "feed \(feed)", "was made anew or trimmed while it was written",
        remedy: "Fetch it again.")
    }
    guard remote.count >= slot + points.count else {
      throw unverified(
        feed, "has \(remote.count) points there, and not the \(slot + points.count) it was given")
    }
    let sent = UnsafeRawBufferPointer(points)
    var done = 0
    var differing: Int?
    do {
      try readPoints(of: feed, from: slot, within: remote) { bytes in
        let count = min(bytes.count, sent.count - done)
        let part = UnsafeRawBufferPointer(rebasing: sent[done..<done + count])
        guard let read = bytes.baseAddress, let given = part.baseAddress else { return true }
        if memcmp(read, given, count) != 0 {
          let first = (0..<count).first { bytes[$0] != part[$0] } ?? 0
          differing = slot + (done + first) / 4
          return false
        }
        done += count
        return done < sent.count
      }
    } catch let error as EmoncmsError {
      throw error
    } catch {
      throw misunderstood("feed/export.json?id=\(feed)")
    }
    if let differing {
      throw unverified(
        feed,
        "was not written as it was given: the point at \(timeline.time(of: differing)) differs")
    }
  }

  func unverified(_ feed: Int, _ problem: String) -> EmoncmsError {
    EmoncmsError(
      .unverified, "feed \(feed)", "\(problem), though Emoncms says it is written",
      remedy: "Check the owner of its files and the room on the disk of that Emoncms.")
  }
}
