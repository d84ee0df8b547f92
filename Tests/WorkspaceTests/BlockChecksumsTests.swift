import Feeds
import TestSupport
import Testing

@testable import Workspace

/// Counts of points around the boundaries of blocks, and away from them.
private let counts = [0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 20_000]
private let block = BlockChecksums.block

struct BlockChecksumsTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func reader(_ points: [Float], id: Int) throws -> FeedReader {
    let files = FeedFiles(folder: folder.path, id: id)
    try files.create(points: points, start: 1_612_790_400, interval: 300)
    return try FeedReader(files)
  }

  /// The naive model: the checksum of each block's bytes on its own.
  private func checksums(_ points: [Float]) -> [UInt32] {
    stride(from: 0, to: points.count, by: block).map { first in
      var bytes: [UInt8] = []
      for point in points[first..<min(first + block, points.count)] {
        let bits = point.bitPattern
        bytes += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: bits >> $0) }
      }
      return Checksum.crc32(bytes, continuing: 0)
    }
  }

  @Test func `the checksum is that of zlib and PNG`() {
    #expect(Checksum.crc32(Array("123456789".utf8), continuing: 0) == 0xcbf4_3926)
    #expect(Checksum.crc32([], continuing: 7) == 7)
    let half = Checksum.crc32(Array("1234".utf8), continuing: 0)
    #expect(Checksum.crc32(Array("56789".utf8), continuing: half) == 0xcbf4_3926)
  }

  @Test(arguments: counts) func `a feed is seen block by block`(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let points = generator.points(count)
    let seen = try BlockChecksums(of: reader(points, id: 1))
    #expect(seen.checksums == checksums(points))
    #expect(seen.timeline.count == count)
    let again = try #require(BlockChecksums(timeline: seen.timeline, bytes: bytes(seen.checksums)))
    #expect(again == seen)
    #expect(BlockChecksums(timeline: seen.timeline, bytes: bytes(seen.checksums) + [0]) == nil)
  }

  private func bytes(_ checksums: [UInt32]) -> [UInt8] {
    checksums.flatMap { word in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) } }
  }

  @Test(arguments: counts, counts) func `growth is seen as if looked at anew`(
    first: Int, added: Int
  ) throws {
    var generator = SeededGenerator(seed: UInt64(first + added))
    let points = generator.points(first + added)
    let before = try BlockChecksums(of: reader(Array(points[..<first]), id: 1))
    let grown = try reader(points, id: 2)
    var seen = BlockChecksums(
      // An empty feed has no start yet.
      timeline: Timeline(start: grown.timeline.start, interval: 300, count: first),
      checksums: before.checksums)
    try seen.extend(from: grown)
    #expect(try seen == BlockChecksums(of: grown))
    // A feed that became shorter changes nothing.
    let whole = seen
    try seen.extend(from: reader(Array(points[..<first]), id: 3))
    #expect(seen == whole)
  }

  @Test func `the blocks around slots are whole ones, cut to what was seen`() throws {
    let seen = try BlockChecksums(of: reader([Float](repeating: 1, count: 10_000), id: 1))
    #expect(seen.blocks(holding: 0..<1) == 0..<4096)
    #expect(seen.blocks(holding: 4095..<4096) == 0..<4096)
    #expect(seen.blocks(holding: 4095..<4097) == 0..<8192)
    #expect(seen.blocks(holding: 4096..<8192) == 4096..<8192)
    #expect(seen.blocks(holding: 9999..<10_000) == 8192..<10_000)
    #expect(seen.blocks(holding: 9999..<12_000) == 8192..<10_000)
    // Appended slots share the last block with points that were seen, up to its end.
    #expect(seen.blocks(holding: 12_000..<12_001) == 8192..<10_000)
    #expect(seen.blocks(holding: 12_288..<12_289).isEmpty)
    #expect(seen.blocks(holding: 500..<500).isEmpty)
  }

  @Test(arguments: 0..<40) func `a change of one bit is found in its block`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = counts.filter { $0 > 0 }.randomElement(using: &generator) ?? 1
    var points = generator.points(count)
    let seen = try BlockChecksums(of: reader(points, id: 1))
    let slot = Int.random(in: 0..<count, using: &generator)
    let bit = UInt32.random(in: 0..<32, using: &generator)
    points[slot] = Float(bitPattern: points[slot].bitPattern ^ (1 << bit))
    let changed = (slot / block * block)..<min(slot / block * block + block, count)
    let found = points.withUnsafeBufferPointer { seen.firstDifference($0, at: 0..<count) }
    #expect(found == changed, "seed \(seed)")
    let other = try BlockChecksums(of: reader(points, id: 2))
    #expect(seen.changes(to: other) == [changed], "seed \(seed)")
    #expect(other.changes(to: seen) == [changed], "seed \(seed)")
    #expect(seen.changes(to: seen).isEmpty)

    var updated = seen
    points.withUnsafeBufferPointer {
      updated.update(UnsafeBufferPointer(rebasing: $0[changed]), at: changed)
    }
    #expect(updated == other, "seed \(seed)")
  }

  @Test(arguments: counts, counts) func `appended points are changes, the full blocks before not`(
    first: Int, added: Int
  ) throws {
    var generator = SeededGenerator(seed: 3)
    let points = generator.points(first + added)
    let timeline = Timeline(start: 300, interval: 300, count: 0)
    func seen(_ points: [Float]) -> BlockChecksums {
      BlockChecksums(
        timeline: Timeline(start: timeline.start, interval: 300, count: points.count),
        checksums: checksums(points))
    }
    let changes = seen(Array(points[..<first])).changes(to: seen(points))
    // The last block that was seen in part cannot be told from the checksums of whole blocks.
    let from = added == 0 ? first : first / block * block
    #expect(changes.map(\.count).reduce(0, +) == first + added - from)
    #expect(changes.first?.lowerBound ?? from == from)
    #expect(seen(points).changes(to: seen(Array(points[..<first]))).allSatisfy { !$0.isEmpty })
  }

  @Test func `another start or interval is a change of everything`() throws {
    let seen = BlockChecksums(
      timeline: Timeline(start: 600, interval: 300, count: 5000), checksums: [1, 2])
    let later = BlockChecksums(
      timeline: Timeline(start: 900, interval: 300, count: 5000), checksums: [1, 2])
    let slower = BlockChecksums(
      timeline: Timeline(start: 600, interval: 600, count: 5000), checksums: [1, 2])
    #expect(seen.changes(to: later) == [0..<5000])
    #expect(seen.changes(to: slower) == [0..<5000])
  }
}
