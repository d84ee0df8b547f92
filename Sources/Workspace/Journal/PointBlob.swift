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
    // Counted before anything is allocated: a damaged count may be any number.
    guard pointCount(bytes) == count else {
      throw .damagedEntry(subject, "holds a wrong number of points")
    }
    let isRaw = bytes.first == rawForm
    return [Float](unsafeUninitializedCapacity: count) { points, initialized in
      for offset in stride(from: 1, to: bytes.count, by: isRaw ? 4 : 8) {
        let length = isRaw ? 1 : Int(word(bytes, at: offset))
        let point = Float(bitPattern: word(bytes, at: isRaw ? offset : offset + 4))
        UnsafeMutableBufferPointer(rebasing: points[initialized..<(initialized + length)])
          .initialize(repeating: point)
        initialized += length
      }
    }
  }

  /// The number of points that a blob holds; nil where it is none.
  private static func pointCount(_ bytes: [UInt8]) -> Int? {
    let body = bytes.count - 1
    switch bytes.first {
    case rawForm where body % 4 == 0: return body / 4
    case runForm where body % 8 == 0:
      return stride(from: 1, to: bytes.count, by: 8).reduce(0) { $0 + Int(word(bytes, at: $1)) }
    default: return nil
    }
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
