public import Feeds

/// An Emoncms, in whichever way it is reached.
///
/// Calls wait until they are done, and an installation is used by one thread at a time.
public protocol Installation: AnyObject {
  /// What it is called in messages, without a secret.
  var title: String { get }

  /// The feeds of the account, of any engine, sorted by id.
  func feeds() throws(EmoncmsError) -> [EmoncmsFeed]

  /// Start, interval and number of points of a feed.
  ///
  /// - Parameter feed: Its id.
  /// - Returns: nil while it has no points.
  /// - Throws: ``EmoncmsError`` with code `notFound` when there is no such feed.
  func timeline(of feed: Int) throws(EmoncmsError) -> Timeline?

  /// Reads points as they are stored.
  ///
  /// - Parameters:
  ///   - feed: The feed's id.
  ///   - slot: The first point.
  ///   - body: Given little-endian float32, whole points, in order, up to the end.
  /// - Throws: ``EmoncmsError``, and what the body throws.
  func readPoints(
    of feed: Int, from slot: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws

  /// Reads points of a feed whose timeline has just been asked, and is not asked again.
  ///
  /// - Parameters:
  ///   - feed: The feed's id.
  ///   - slot: The first point.
  ///   - timeline: What ``timeline(of:)`` said of it.
  ///   - body: Given little-endian float32, whole points, in order, up to the end.
  /// - Throws: ``EmoncmsError``, and what the body throws.
  func readPoints(
    of feed: Int, from slot: Int, on timeline: Timeline,
    _ body: (UnsafeRawBufferPointer) throws -> Void) throws

  /// The SHA-256 of a feed's points, in lower-case hexadecimal; nil where it is not to be had.
  func checksum(of feed: Int) throws(EmoncmsError) -> String?

  /// How many points of a feed wait in the low-write buffer; 0 where that cannot be known.
  func pendingPoints(of feed: Int) throws(EmoncmsError) -> Int

  /// Makes a feed: listed, with its points read back and compared and its last value right, or not
  /// at all.
  ///
  /// - Parameters:
  ///   - feed: What it is called and when its points are.
  ///   - points: As many as its timeline counts.
  /// - Returns: Its id.
  /// - Throws: ``EmoncmsError``; nothing is left of it then, or the error says what is.
  func create(_ feed: NewFeed, points: UnsafeBufferPointer<Float>) throws(EmoncmsError) -> Int

  /// Writes consecutive points, within a feed or right behind its end, reads them back, compares
  /// them, and sees to the last value that Emoncms shows.
  ///
  /// - Parameters:
  ///   - points: What to write.
  ///   - slot: Where the first goes.
  ///   - feed: The feed's id.
  ///   - timeline: What the feed is expected to be; another start or interval is a conflict.
  /// - Throws: ``EmoncmsError``.
  func write(
    _ points: UnsafeBufferPointer<Float>, at slot: Int, of feed: Int, on timeline: Timeline
  ) throws(EmoncmsError)

  /// Removes a feed: row, files and what is cached of it.
  func delete(_ feed: Int) throws(EmoncmsError)
}

extension Installation {
  public func readPoints(
    of feed: Int, from slot: Int, on timeline: Timeline,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try readPoints(of: feed, from: slot, body)
  }
}
