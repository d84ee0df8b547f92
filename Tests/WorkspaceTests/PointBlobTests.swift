import TestSupport
import Testing

@testable import Workspace

struct PointBlobTests {
  private func bits(_ points: [Float]) -> [UInt32] { points.map(\.bitPattern) }

  private func roundTrip(_ points: [Float]) throws -> [UInt32] {
    bits(try PointBlob.decode(PointBlob.encode(points), count: points.count, of: "edit 1"))
  }

  @Test(arguments: 0..<60) func `random points come back to the bit`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...5000, using: &generator)
    let points =
      seed % 2 == 0 ? generator.points(count) : generator.statePoints(count, run: Int(seed) + 1)
    #expect(try roundTrip(points) == bits(points), "seed \(seed)")
  }

  @Test func `every kind of float comes back to the bit`() throws {
    let odd: [UInt32] = [
      0, 0x8000_0000, 0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0x7fff_ffff, 0x7f80_0000, 0xff80_0000,
      1, 0x0080_0000, 0x3f80_0000,
    ]
    let points = odd.map { Float(bitPattern: $0) }
    #expect(try roundTrip(points) == odd)
    let runs = points.flatMap { Array(repeating: $0, count: 7) }
    #expect(try roundTrip(runs) == bits(runs))
  }

  @Test
  func `a season of states takes a few hundred bytes, and temperatures no more than their own`() {
    var generator = SeededGenerator(seed: 1)
    let season = Array(repeating: Float(1), count: 30_000) + Array(repeating: .nan, count: 10)
    #expect(PointBlob.encode(season).count == 17)
    let temperatures = generator.points(3000, gaps: 0)
    #expect(PointBlob.encode(temperatures).count <= 1 + 4 * 3000)
    #expect(PointBlob.encode([]).count == 1)
  }

  @Test func `a wrong count is refused`() throws {
    for points in [[Float(1), 1, 1, 1, 1, 1], [1, 2, 3], []] {
      let bytes = PointBlob.encode(points)
      for count in [0, 1, 2, 3, 4, 5, 6, 7, .max] where count != points.count {
        let error = #expect(throws: WorkspaceError.self) {
          try PointBlob.decode(bytes, count: count, of: "edit 3")
        }
        #expect(error?.code == .damagedJournal)
      }
    }
  }

  @Test func `arbitrary bytes are refused or decoded, never a trap`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      let size = Int.random(in: 0...40, using: &generator)
      var bytes = (0..<size).map { _ in UInt8.random(in: 0...3, using: &generator) }
      if size > 4, Bool.random(using: &generator) {
        bytes[4] = .random(in: 0...255, using: &generator)
      }
      let count = Int.random(in: 0...12, using: &generator)
      do {
        #expect(try PointBlob.decode(bytes, count: count, of: "edit 1").count == count)
      } catch {
        #expect(error.code == .damagedJournal)
      }
    }
  }
}
