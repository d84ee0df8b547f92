import Feeds
import HTTPTypes
import Workspace

extension Site {
  /// State feeds as runs of one state, and any feed read as states.
  var segmentEndpoints: [Endpoint] {
    [
      .get("feeds/{id}/segments") { request in
        let id = try request.feedID()
        let (from, to) = try request.reading { (try $0.time("from"), try $0.time("to")) }
        return try await read { workspace in
          let feed = try workspace.feed(id: id)
          guard feed.kind == .state else {
            throw Refusal(
              .unprocessableContent, "incompatible", "\(feed.title) was measured",
              "Read its columns, or its runs.")
          }
          let timeline = try workspace.reader(feed).timeline
          let range = try TimeRange.checked(from: from, to: to, on: timeline)
          guard let touched = timeline.touched(by: range) else {
            return Answer(SegmentBody([], cutTo: range).bytes)
          }
          let segments = try workspace.segments(
            feed, from: touched.lowerBound, to: touched.upperBound)
          return Answer(SegmentBody(segments.map(SegmentBody.Row.init), cutTo: range).bytes)
        }
      },
      .get("feeds/{id}/runs") { request in
        let id = try request.feedID()
        let (from, to) = try request.reading { (try $0.time("from"), try $0.time("to")) }
        return try await read { workspace in
          let reader = try workspace.reader(try workspace.feed(id: id))
          let timeline = reader.timeline
          let range = try TimeRange.checked(from: from, to: to, on: timeline)
          guard let touched = timeline.touched(by: range) else {
            return Answer(SegmentBody([], cutTo: range).bytes)
          }
          let rows = try reader.runs(timeline.slots(in: touched)).map {
            SegmentBody.Row(times: timeline.times(of: $0.slots), state: $0.state)
          }
          return Answer(SegmentBody(rows, cutTo: range).bytes)
        }
      },
    ]
  }
}

extension Timeline {
  /// The instants of the slots that share an instant with a range, where there are any.
  func touched(by range: Range<Int>) -> Range<Int>? {
    guard count > 0, range.lowerBound < end, range.upperBound > start, !range.isEmpty else {
      return nil
    }
    return times(
      of: max(0, slot(at: range.lowerBound))..<min(count, slot(at: range.upperBound - 1) + 1))
  }
}

/// The binary body of runs of one state.
///
/// Little-endian: `RSEG`, count u32, then f64 start and end, f32 confidence, u8 state, provenance and
/// flags, as many each.
struct SegmentBody {
  static let magic: UInt32 = 0x4745_5352

  /// One run.
  struct Row {
    var times: Range<Int>
    let state: State
    var provenance = Provenance.imported
    var confidence: Float?
    var isProvisional = false
  }

  let bytes: [UInt8]

  /// - Parameters:
  ///   - rows: Runs in order.
  ///   - range: What the first and the last are cut to.
  init(_ rows: [Row], cutTo range: Range<Int>) {
    let rows = rows.filter { $0.times.overlaps(range) }
    var body = LittleEndian(capacity: 8 + 23 * rows.count)
    body.append(Self.magic)
    body.append(UInt32(rows.count))
    for row in rows { body.append(Double(max(row.times.lowerBound, range.lowerBound))) }
    for row in rows { body.append(Double(min(row.times.upperBound, range.upperBound))) }
    for row in rows { body.append(row.confidence ?? .nan) }
    for row in rows { body.append(row.state.code) }
    for row in rows { body.append(row.provenance.code) }
    for row in rows { body.append(row.isProvisional ? UInt8(1) : 0) }
    bytes = body.bytes
  }
}

extension SegmentBody.Row {
  init(_ segment: Segment) {
    self.init(
      times: segment.times, state: segment.state, provenance: segment.provenance,
      confidence: segment.confidence, isProvisional: segment.isProvisional)
  }
}

extension State {
  /// Its number in binary bodies.
  var code: UInt8 {
    switch self {
    case .off: 0
    case .on: 1
    case .unknown: 2
    }
  }
}

extension Provenance {
  /// Its number in binary bodies.
  var code: UInt8 {
    switch self {
    case .initial: 0
    case .inferred: 1
    case .hand: 2
    case .imported: 3
    }
  }
}
