public import Feeds

extension HTTPInstallation {
  public func readPoints(
    of feed: Int, from slot: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try readPoints(of: feed, from: slot, on: try metadata(of: feed), body)
  }

  public func readPoints(
    of feed: Int, from slot: Int, on timeline: Timeline,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try readPoints(of: feed, from: slot, within: timeline) { points in
      try body(points)
      return true
    }
  }

  /// Reads on until the end, or until the reader has enough.
  ///
  /// - Parameters:
  ///   - feed: The feed's id.
  ///   - slot: The first point.
  ///   - timeline: What the feed is: where the answer ends says nothing, as it tells no length.
  ///   - body: Returns false when it has enough.
  /// - Throws: ``EmoncmsError``, and what the body throws.
  func readPoints(
    of feed: Int, from slot: Int, within timeline: Timeline,
    _ body: (UnsafeRawBufferPointer) throws -> Bool
  ) throws {
    precondition(slot >= 0, "slots count from 0")
    guard slot < timeline.count else { return }
    // Emoncms steps back one point from the byte that it is asked for.
    let path = "feed/export.json?id=\(feed)&start=\((slot + 1) * 4)"
    try withoutActuallyEscaping(body) { body in
      let export = ExportedPoints(body)
      try client.stream(path) { bytes, transfer in export.take(bytes, of: transfer) }
      if let thrown = export.thrown { throw thrown }
      if let refusal = export.refusal {
        _ = try read(refusal, to: path, about: feed)
        throw misunderstood(path)
      }
      let expected = (timeline.count - slot) * 4
      guard export.hasEnough || export.count >= expected else {
        throw EmoncmsError(
          .malformed, "feed \(feed)",
          "came cut short: \(export.count) of \(expected) bytes of its points",
          remedy: "Try again; if it comes back, look at the log of that Emoncms.")
      }
    }
  }
}

/// What comes of an export: whole points to the reader, anything else kept to be explained.
private final class ExportedPoints {
  /// The longest answer in place of points that is kept, in bytes.
  private static let longestRefusal = 64 << 10

  private let body: (UnsafeRawBufferPointer) throws -> Bool
  /// Bytes of whole points so far.
  private(set) var count = 0
  private(set) var thrown: (any Error)?
  private(set) var hasEnough = false
  private(set) var refusal: HTTPAnswer?
  /// The begin of a point whose rest has not come.
  private var rest: [UInt8] = []

  init(_ body: @escaping (UnsafeRawBufferPointer) throws -> Bool) {
    self.body = body
  }

  /// Returns false to end the transfer.
  func take(_ bytes: UnsafeRawBufferPointer, of transfer: HTTPTransfer) -> Bool {
    guard transfer.status == 200, transfer.head.contentType.hasPrefix("application/octet-stream")
    else {
      let kept = (refusal?.body ?? []) + bytes.prefix(Self.longestRefusal)
      refusal = HTTPAnswer(status: transfer.status, head: transfer.head, body: kept)
      return kept.count < Self.longestRefusal
    }
    do {
      try pass(bytes)
    } catch {
      thrown = error
    }
    return thrown == nil && !hasEnough
  }

  private func pass(_ bytes: UnsafeRawBufferPointer) throws {
    var bytes = bytes[...]
    if !rest.isEmpty {
      let missing = bytes.prefix(4 - rest.count)
      rest.append(contentsOf: missing)
      bytes = bytes.dropFirst(missing.count)
      guard rest.count == 4 else { return }
      let point = rest
      rest.removeAll(keepingCapacity: true)
      try point.withUnsafeBytes { try hand($0) }
    }
    let whole = bytes.count & ~3
    if !hasEnough, whole > 0 {
      try hand(UnsafeRawBufferPointer(rebasing: bytes.prefix(whole)))
    }
    rest.append(contentsOf: bytes.dropFirst(whole))
  }

  private func hand(_ points: UnsafeRawBufferPointer) throws {
    count += points.count
    hasEnough = try !body(points)
  }
}
