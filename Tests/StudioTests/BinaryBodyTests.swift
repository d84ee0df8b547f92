import BrowserSupport
import Feeds
import TestSupport
import Testing
import Workspace

/// Columns and runs as bytes: exactly what the libraries read.
struct BinaryBodyTests {
  /// Numbers from bytes, the least byte first.
  private struct Bytes {
    var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func word(_ count: Int = 4) -> UInt64 {
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func double() -> Double { Double(bitPattern: word(8)) }

    mutating func floats(_ count: Int) -> [UInt32] {
      (0..<count).map { _ in UInt32(truncatingIfNeeded: word()) }
    }
  }

  @Test(
    arguments: [
      (4, 1, nil, nil), (4, 777, nil, nil), (4, 20_000, nil, nil),
      (4, 300, 1_612_745_000, 1_612_999_999), (4, 100, 1_612_000_000, 1_613_500_000),
      (3, 50, nil, nil), (4, 20, 1_613_500_000, 1_613_600_000),
    ] as [(Int, Int, Int?, Int?)])
  func `columns are those of the reader`(id: Int, count: Int, from: Int?, to: Int?) async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let reader = try FeedReader(FeedFiles(folder: small.folder.path, id: id))
    let range = (from ?? reader.timeline.start)..<(to ?? reader.timeline.end)
    let query = [from.map { "&from=\($0)" }, to.map { "&to=\($0)" }].compactMap(\.self).joined()
    let reply = try Client(server).ask("/feeds/\(id)/columns?count=\(count)\(query)")
    #expect(reply.status == 200)
    #expect(reply.headers["content-type"] == "application/octet-stream")
    var bytes = Bytes(reply.body)
    #expect(bytes.word() == 0x4C4F_4352)
    let told = Int(bytes.word())
    guard range.lowerBound < reader.timeline.end else {
      #expect(told == 0)
      return
    }
    #expect(told == count)
    #expect(bytes.double() == Double(range.lowerBound))
    #expect(bytes.double() == Double(range.count) / Double(count))
    let columns = try reader.columns(from: range.lowerBound, to: range.upperBound, count: count)
    let expected = columns.count.map { Float($0) }
    for (name, values) in [
      ("min", columns.min), ("max", columns.max), ("mean", columns.mean), ("n", expected),
    ] {
      let found = bytes.floats(count)
      let same = zip(found, values).allSatisfy {
        Float(bitPattern: $0).isNaN ? $1.isNaN : $0 == $1.bitPattern
      }
      #expect(same, "\(name)")
    }
    #expect(bytes.rest.isEmpty)
    try await server.stop()
  }

  @Test func `a few points are each a column, exact`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let reader = try FeedReader(FeedFiles(folder: small.folder.path, id: 4))
    let from = reader.timeline.time(of: 100)
    let reply = try Client(server).ask(
      "/feeds/4/columns?count=500&from=\(from)&to=\(reader.timeline.time(of: 350))")
    var bytes = Bytes(reply.body)
    _ = bytes.word()
    #expect(bytes.word() == 250)
    #expect(bytes.double() == Double(from))
    #expect(bytes.double() == 10)
    let points = try reader.points(100..<350)
    #expect(points.contains { $0.isNaN })
    for _ in 0..<3 {
      let found = bytes.floats(250).map(Float.init(bitPattern:))
      #expect(zip(found, points).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    }
    #expect(bytes.floats(250).map(Float.init(bitPattern:)) == points.map { $0.isNaN ? 0 : 1 })
    try await server.stop()
  }

  /// A run of a body of segments.
  private struct Run: Equatable {
    let from: Double
    let to: Double
    let state: UInt8
    let provenance: UInt8
    let flags: UInt8
    let hasConfidence: Bool
  }

  private func runs(_ body: [UInt8]) -> [Run] {
    var bytes = Bytes(body)
    #expect(bytes.word() == 0x4745_5352)
    let count = Int(bytes.word())
    guard bytes.rest.count == 23 * count else {
      Issue.record("\(bytes.rest.count) bytes of \(count) runs")
      return []
    }
    let starts = (0..<count).map { _ in bytes.double() }
    let ends = (0..<count).map { _ in bytes.double() }
    let confidence = bytes.floats(count).map(Float.init(bitPattern:))
    let codes = (0..<3).map { _ in (0..<count).map { _ in UInt8(bytes.word(1)) } }
    return (0..<count).map {
      Run(
        from: starts[$0], to: ends[$0], state: codes[0][$0], provenance: codes[1][$0],
        flags: codes[2][$0], hasConfidence: !confidence[$0].isNaN)
    }
  }

  private func run(
    _ from: Int, _ to: Int, _ state: UInt8, _ provenance: UInt8
  ) -> Run {
    Run(
      from: Double(from), to: Double(to), state: state, provenance: provenance, flags: 0,
      hasConfidence: false)
  }

  @Test func `segments are exact, cut to the range, and never averaged`() async throws {
    let small = try SmallWorkspace()
    let server = try await small.serve()
    let client = try Client(server)
    try client.edit([
      SmallWorkspace.period(10..<11, "on"), SmallWorkspace.period(20..<30, "unknown"),
    ])
    let time = SmallWorkspace.time
    let whole = runs(try client.ask("/feeds/3/segments").body)
    #expect(
      whole == [
        run(time(0), time(10), 0, 0), run(time(10), time(11), 1, 2),
        run(time(11), time(20), 0, 0), run(time(20), time(30), 2, 2),
        run(time(30), SmallWorkspace.end, 0, 0),
      ])
    let part = runs(
      try client.ask("/feeds/3/segments?from=\(time(10) + 7)&to=\(time(20) + 1)").body)
    #expect(
      part == [
        run(time(10) + 7, time(11), 1, 2), run(time(11), time(20), 0, 0),
        run(time(20), time(20) + 1, 2, 2),
      ])
    #expect(runs(try client.ask("/feeds/3/segments?from=\(SmallWorkspace.end)").body).isEmpty)
    let read = runs(try client.ask("/feeds/3/runs?to=\(time(11))").body)
    #expect(read == [run(time(0), time(10), 0, 3), run(time(10), time(11), 1, 3)])
    try await server.stop()
  }
}
