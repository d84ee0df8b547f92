import CArchive
import CZlib
import Glibc

/// The bytes of an archive's file, gunzipped where they are gzip, block by block.
///
/// gzip is undone here rather than by libarchive, which does not compare a stream with its
/// checksum: a flipped bit in a `.dat` would go unseen.
final class ArchiveSource {
  private static let block = 1 << 18

  let path: String
  /// Size of the file, in bytes.
  let size: Int
  /// Whether the file begins as a zip does.
  private(set) var beginsLikeZip = false
  /// Why the last call to ``next()`` ended the reading.
  var failure: BackupError?
  /// The zero bytes that the blocks so far end with, counted up to 1024: the mark that ends a tar.
  private(set) var trailingZeros = 0
  private let progress: BackupProgress?
  private let limits: BackupLimits
  private let descriptor: Int32
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 16)
  private var offset = 0
  private var bytesRead = 0
  private var gzip: Gunzipper?

  /// - Parameters:
  ///   - path: Path of the archive.
  ///   - limits: What it may hold unpacked.
  ///   - progress: Told after each block read.
  /// - Throws: ``BackupError`` when it cannot be opened, is not a regular file or is empty.
  init(path: String, limits: BackupLimits, progress: BackupProgress?) throws(BackupError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.path = path
    self.limits = limits
    self.progress = progress
    let status = descriptor >= 0 ? FileStatus(of: descriptor) : nil
    let number = errno
    size = status?.size ?? 0
    guard let status else { throw .system(number, path, "cannot be opened") }
    guard status.kind == .file else {
      throw BackupError(
        .notAnArchive, file: path, problem: "is not a regular file",
        remedy: "Give an Emoncms backup archive (.tar.gz) or a folder.")
    }
    guard size > 0 else {
      throw BackupError(
        .empty, file: path, problem: "is empty",
        remedy: "Copy the backup again from where it was made.")
    }
    let magic = UnsafeMutableRawBufferPointer(rebasing: input[..<4])
    let count = pread(descriptor, magic.baseAddress, magic.count, 0)
    guard count >= 0 else { throw .system(errno, path, "cannot be read") }
    beginsLikeZip = magic[..<count].elementsEqual([0x50, 0x4B, 3, 4])
    if magic[..<count].starts(with: [0x1f, 0x8b]) { gzip = try Gunzipper(path: path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    input.deallocate()
  }

  /// Whether ``skip(_:)`` and ``seek(to:)`` work: on plain files, not on compressed ones.
  var isSeekable: Bool { gzip == nil }

  /// The next block, valid until the next call; empty at the end.
  func next() throws(BackupError) -> UnsafeRawBufferPointer {
    let block: UnsafeRawBufferPointer
    if let gzip {
      block = try gzip.next(fill)
      // Headers and padding come on top of what the entries hold.
      guard gzip.produced - limits.unpackedBytes <= 4096 * limits.entries else {
        throw .tooLarge(limits, file: path, entry: nil)
      }
    } else {
      block = try fill()
    }
    countZeros(block)
    return block
  }

  /// Passes over bytes of a plain file; returns how many, fewer than asked at the end.
  func skip(_ count: Int) -> Int {
    let skipped = max(0, min(count, size - offset))
    offset += skipped
    report(skipped)
    trailingZeros = 0
    return skipped
  }

  /// Moves to an offset of a plain file; returns where that is, never past the end.
  func seek(to target: Int) -> Int {
    offset = max(0, min(target, size))
    trailingZeros = 0
    return offset
  }

  var position: Int { offset }

  private func fill() throws(BackupError) -> UnsafeRawBufferPointer {
    while true {
      let count = pread(descriptor, input.baseAddress, input.count, off_t(offset))
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(errno, path, "cannot be read")
      }
      offset += count
      report(count)
      return UnsafeRawBufferPointer(rebasing: input[..<count])
    }
  }

  private func report(_ count: Int) {
    bytesRead = min(size, bytesRead + count)
    progress?(bytesRead, size)
  }

  private func countZeros(_ block: UnsafeRawBufferPointer) {
    var zeros = 0
    while zeros < min(1024, block.count) && block[block.count - 1 - zeros] == 0 { zeros += 1 }
    trailingZeros = min(1024, zeros == block.count ? trailingZeros + zeros : zeros)
  }
}

/// Undoes gzip, several members in a row included, and checks each against its checksum.
private final class Gunzipper {
  private static let block = 1 << 18

  /// Bytes given so far.
  private(set) var produced = 0
  private let path: String
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 16)
  private var isBetweenMembers = false

  init(path: String) throws(BackupError) {
    self.path = path
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 more to ask for gzip.
    let status = inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .system(ENOMEM, path, "cannot be unpacked") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  /// The next block; empty at the end.
  func next(
    _ fill: () throws(BackupError) -> UnsafeRawBufferPointer
  ) throws(BackupError) -> UnsafeRawBufferPointer {
    while true {
      if stream.pointee.avail_in == 0 {
        let input = try fill()
        if input.isEmpty {
          guard isBetweenMembers else { throw .truncated(path) }
          return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
      }
      if isBetweenMembers {
        try beginMember()
      } else {
        let count = try inflateBlock()
        if count > 0 { return UnsafeRawBufferPointer(rebasing: output[..<count]) }
      }
    }
  }

  /// Passes the zeros that may pad a gzip file, up to the next member.
  private func beginMember() throws(BackupError) {
    guard stream.pointee.next_in.pointee == 0 else {
      guard stream.pointee.next_in.pointee == 0x1f else {
        throw .damaged(path, reason: "something that is not gzip follows the gzip data")
      }
      inflateReset(stream)
      isBetweenMembers = false
      return
    }
    stream.pointee.next_in += 1
    stream.pointee.avail_in -= 1
  }

  private func inflateBlock() throws(BackupError) -> Int {
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(output.count)
    let status = inflate(stream, Z_NO_FLUSH)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isBetweenMembers = true
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "gzip status \(status)"
      throw .damaged(path, reason: reason)
    }
    let count = output.count - Int(stream.pointee.avail_out)
    produced += count
    return count
  }
}

extension BackupError {
  static func truncated(_ path: String) -> BackupError {
    BackupError(
      .damaged, file: path, problem: "is cut short: it ends before its content does",
      remedy: "Copy the backup again from where it was made, and compare the sizes.")
  }

  static func damaged(_ path: String, entry: String? = nil, reason: String) -> BackupError {
    BackupError(
      .damaged, file: path, entry: entry, problem: "is damaged (\(reason))",
      remedy: "Copy the backup again from where it was made, or open an older one.")
  }

  static func tooLarge(_ limits: BackupLimits, file: String, entry: String?) -> BackupError {
    BackupError(
      .tooLarge, file: file, entry: entry,
      problem: "unpacks to more than \(limits.unpackedBytes) bytes, which no Emoncms needs",
      remedy: "If you trust it, unpack it with tar and open the folder.")
  }
}
