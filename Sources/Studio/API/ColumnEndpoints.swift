import Feeds
import Workspace

extension Site {
  /// Feeds as columns of pixels.
  var columnEndpoints: [Endpoint] {
    [
      .get("feeds/{id}/columns") { request in
        let id = try request.feedID()
        let (from, to, count) = try request.reading { query in
          (
            try query.time("from"), try query.time("to"),
            try query.required("count", in: 1...ColumnBody.greatestCount)
          )
        }
        return try await read { workspace in
          let reader = try workspace.reader(try workspace.feed(id: id))
          return Answer(try ColumnBody(reader, from: from, to: to, count: count).bytes)
        }
      }
    ]
  }
}

/// The binary body of a feed's columns: least, greatest and mean value, and how many were recorded.
///
/// Little-endian: `RCOL`, count u32, start f64, step f64, then f32 min, max, mean and n, as many each.
struct ColumnBody {
  static let magic: UInt32 = 0x4C4F_4352
  static let greatestCount = 20_000

  private(set) var bytes: [UInt8] = []

  /// - Parameters:
  ///   - reader: The feed.
  ///   - from: Where the first column begins; nil for the feed's start.
  ///   - to: Where the last column ends; nil for the feed's end.
  ///   - count: The number of columns; where there are no more points than that, each point is one.
  /// - Throws: ``Refusal`` for a range that is reversed, and `FeedError`.
  init(_ reader: FeedReader, from: Int?, to: Int?, count: Int) throws {
    let timeline = reader.timeline
    let range = try TimeRange.checked(from: from, to: to, on: timeline)
    let slots = timeline.slots(in: range)
    if slots.count <= count {
      let points = try reader.points(slots)
      write(
        points.count, start: Double(timeline.time(of: slots.lowerBound)),
        step: Double(timeline.interval), points, points, points,
        points.map { $0.isNaN ? 0 : 1 })
    } else {
      let columns = try reader.columns(from: range.lowerBound, to: range.upperBound, count: count)
      write(
        count, start: Double(range.lowerBound), step: Double(range.count) / Double(count),
        columns.min, columns.max, columns.mean, columns.count.map(Float.init))
    }
  }

  private mutating func write(
    _ count: Int, start: Double, step: Double, _ min: [Float], _ max: [Float], _ mean: [Float],
    _ recorded: [Float]
  ) {
    var body = LittleEndian(capacity: 24 + 16 * count)
    body.append(Self.magic)
    body.append(UInt32(count))
    body.append(start)
    body.append(step)
    for values in [min, max, mean, recorded] { body.append(values) }
    bytes = body.bytes
  }
}

/// The range of time that a request names.
enum TimeRange {
  /// - Parameters:
  ///   - from: First instant; nil for the feed's start.
  ///   - to: The instant after the last; nil for the feed's end.
  ///   - timeline: The feed's instants.
  /// - Returns: The range; it may lie outside the feed, and is empty where one end is left to a feed
  ///   that the other lies beyond.
  /// - Throws: ``Refusal`` with code `badRange` where both ends are given, the last before the first.
  static func checked(from: Int?, to: Int?, on timeline: Timeline) throws(Refusal) -> Range<Int> {
    if let from, let to, from >= to {
      throw .badRange("The range from \(from) to \(to) is empty", "Give an end after its start.")
    }
    let from = from ?? min(timeline.start, to ?? timeline.start)
    return from..<max(from, to ?? timeline.end)
  }
}
