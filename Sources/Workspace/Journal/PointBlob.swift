/// Points as the journal keeps them: exact to the bit, short where they repeat.
///
/// Byte 0 says how the rest is written: 0, each point as a little-endian float32; 1, runs of equal
/// points, each a little-endian `UInt32` count and the float32. The shorter of the two forms is
/// taken, so that the states of a season take a few hundred bytes and the points of a measured feed
/// no more than in its file. The checksum stands with the whole entry: see ``JournalEntry``.
enum PointBlob {
  private static let rawForm: UInt8 = 0
  private static let runForm: UInt8 = 1

  static func encode(_ points: [Float]) -> [UInt8] {
    let runs = runCount(points)
    var bytes: [UInt8] = []
    if runs * 8 < points.count * 4 {
      bytes.reserveCapacity(1 + runs * 8)
      bytes.append(runForm)
      forEachRun(points) { count, bits in
        append(UInt32(count), to: &bytes)
        append(bits, to: &bytes)
      }
    } else {
      bytes.reserveCapacity(1 + points.count * 4)
      bytes.append(rawForm)
      for point in points { append(point.bitPattern, to: &bytes) }
    }
    return bytes
  }

  /// - Parameters:
  ///   - bytes: What ``encode(_:)`` gave.
  ///   - count: The number of points that must come out.
  ///   - subject: The journal entry, for the error.
  /// - Returns: The points.
  /// - Throws: ``WorkspaceError`` with code `damagedJournal`.
  static func decode(_ bytes: [UInt8], count: Int, of subject: String) throws(WorkspaceError)
    -> [Float]
  {
    var points: [Float] = []
    points.reserveCapacity(count)
    let body = min(1, bytes.count)..<bytes.count
    switch bytes.first {
    case rawForm where body.count == count * 4:
      for offset in stride(from: body.lowerBound, to: body.upperBound, by: 4) {
        points.append(Float(bitPattern: word(bytes, at: offset)))
      }
    case runForm where body.count % 8 == 0:
      for offset in stride(from: body.lowerBound, to: body.upperBound, by: 8) {
        let length = Int(word(bytes, at: offset))
        guard points.count + length <= count else { break }
        points.append(
          contentsOf: repeatElement(Float(bitPattern: word(bytes, at: offset + 4)), count: length))
      }
    default: break
    }
    guard points.count == count else {
      throw .damagedEntry(subject, "holds a wrong number of points")
    }
    return points
  }

  private static func runCount(_ points: [Float]) -> Int {
    var runs = points.isEmpty ? 0 : 1
    points.withUnsafeBufferPointer { points in
      var index = 1
      while index < points.count {
        runs &+= points[index].bitPattern == points[index &- 1].bitPattern ? 0 : 1
        index &+= 1
      }
    }
    return runs
  }

  private static func forEachRun(_ points: [Float], _ body: (Int, UInt32) -> Void) {
    var first = 0
    while first < points.count {
      let bits = points[first].bitPattern
      var end = first + 1
      while end < points.count, points[end].bitPattern == bits { end += 1 }
      body(end - first, bits)
      first = end
    }
  }

  private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes.withUnsafeBytes {
      UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
  }
}
