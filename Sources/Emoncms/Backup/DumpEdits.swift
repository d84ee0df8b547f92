/// Bytes of a dump to be replaced by others.
struct DumpEdit {
  let range: Range<Int>
  let replacement: [UInt8]
}

/// A dump with some of its bytes replaced, given piece by piece.
final class EditedDump {
  private let read: (UnsafeMutableRawBufferPointer) throws(BackupError) -> Int
  private var edits: ArraySlice<DumpEdit>
  /// Offset in the old dump of the byte that is read next.
  private var offset = 0
  /// What is left of the replacement that is being given.
  private var pending: ArraySlice<UInt8> = []

  /// - Parameters:
  ///   - edits: What to replace; no two overlap.
  ///   - read: Gives the bytes of the old dump.
  init(
    _ edits: [DumpEdit],
    read: @escaping (UnsafeMutableRawBufferPointer) throws(BackupError) -> Int
  ) {
    self.edits = edits.sorted { $0.range.lowerBound < $1.range.lowerBound }[...]
    self.read = read
  }

  /// By how many bytes edits make a dump longer.
  static func growth(_ edits: [DumpEdit]) -> Int {
    edits.reduce(0) { $0 + $1.replacement.count - $1.range.count }
  }

  /// The bytes that follow; 0 at the end, which comes before the last edit only when the old dump
  /// became shorter.
  func next(into buffer: UnsafeMutableRawBufferPointer) throws(BackupError) -> Int {
    while true {
      if !pending.isEmpty {
        let count = min(buffer.count, pending.count)
        buffer.copyBytes(from: pending.prefix(count))
        pending = pending.dropFirst(count)
        return count
      }
      guard let edit = edits.first else { return try advance(into: buffer) }
      if offset < edit.range.lowerBound {
        let room = min(buffer.count, edit.range.lowerBound - offset)
        return try advance(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
      }
      while offset < edit.range.upperBound {
        let room = min(buffer.count, edit.range.upperBound - offset)
        let passed = UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])
        if try advance(into: passed) == 0 { return 0 }
      }
      pending = edit.replacement[...]
      edits = edits.dropFirst()
    }
  }

  private func advance(into buffer: UnsafeMutableRawBufferPointer) throws(BackupError) -> Int {
    let count = try read(buffer)
    offset += count
    return count
  }
}
