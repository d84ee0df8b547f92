/// The 16 bytes of a `.meta` file: four little-endian `UInt32`.
///
/// Bytes 0–7 are a legacy id and point count, written 0 and ignored on reading; 8–11 the interval
/// in seconds; 12–15 the start in Unix seconds. The point count is the size of the `.dat` file over
/// four, and is stored nowhere. (Format: Emoncms engine 5, "PHPFina".)
public struct FeedMetadata: Hashable, Sendable {
  /// Size of the file in bytes.
  public static let size = 16
  /// The interval, in seconds, at least 1.
  public let interval: UInt32
  /// The first point's time in Unix seconds; 0 while the feed has no point.
  public let start: UInt32

  /// - Parameters:
  ///   - interval: Seconds between two points, at least 1.
  ///   - start: Time of the first point, Unix seconds.
  public init(interval: UInt32, start: UInt32) {
    self.interval = interval
    self.start = start
  }

  /// Reads the bytes of a `.meta` file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: Its path, for the error.
  /// - Throws: ``FeedError`` when the size is not 16 bytes or the interval is 0.
  public init(bytes: [UInt8], file: String) throws(FeedError) {
    guard bytes.count == Self.size else {
      throw FeedError.metadataSize(bytes.count, file: file)
    }
    func word(at offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }
    let interval = word(at: 8)
    guard interval > 0 else {
      throw FeedError(
        .zeroInterval, file: file, offset: 8, value: "0", problem: "an interval of 0 seconds",
        remedy: "Restore this file from a backup: without its interval a feed has no times.")
    }
    self.init(interval: interval, start: word(at: 12))
  }

  /// The bytes of the `.meta` file.
  public var bytes: [UInt8] {
    [0, 0, interval, start].flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
    }
  }
}

extension FeedMetadata {
  /// The timeline of a feed that has this metadata and this many points.
  ///
  /// - Parameters:
  ///   - count: The number of points.
  ///   - file: Path of the metadata, for the error.
  /// - Returns: The timeline.
  /// - Throws: ``FeedError`` with code `badStart` when there are points and the start is 0, or
  ///   the last of them would lie past the year 2106, where the format's times end.
  func timeline(count: Int, file: String) throws(FeedError) -> Timeline {
    if start == 0 && count > 0 {
      throw FeedError(
        .badStart, file: file, offset: 12, value: "0",
        problem: "a start of 0 for a feed of \(count) points",
        remedy: "Restore the metadata from a backup: without its start a feed has no times.")
    }
    let room = (Int(UInt32.max) - Int(start)) / Int(interval)
    guard count - 1 <= room else {
      throw FeedError(
        .badStart, file: file, offset: 8, value: "interval \(interval), start \(start)",
        problem: "an interval of \(interval) s from \(start) on puts the last of \(count) points "
          + "past the year 2106",
        remedy: looksSwapped
          ? "Its bytes are in the order of another machine (big-endian): restore it from a backup."
          : "Restore this file from a backup.")
    }
    return Timeline(start: Int(start), interval: Int(interval), count: count)
  }

  /// Whether the bytes read in the other order make sense: an interval up to a day, a start after 2001.
  private var looksSwapped: Bool {
    (1...86_400).contains(interval.byteSwapped) && start.byteSwapped >= 1_000_000_000
  }
}

extension FeedError {
  /// The error for metadata of a wrong size in bytes.
  static func metadataSize(_ size: Int, file: String) -> FeedError {
    FeedError(
      .metadataSize, file: file, offset: min(size, FeedMetadata.size), value: "\(size)",
      problem: "metadata of \(size) bytes where \(FeedMetadata.size) are needed",
      remedy: "Restore this file from a backup, or leave the feed out.")
  }
}
