import CZlib

/// CRC-32 as in zlib, gzip and PNG (polynomial 0xEDB88320).
enum Checksum {
  /// - Parameters:
  ///   - bytes: What to add.
  ///   - checksum: The checksum of what came before; 0 at the beginning.
  /// - Returns: The checksum of both.
  static func crc32(_ bytes: [UInt8], continuing checksum: UInt32) -> UInt32 {
    bytes.withUnsafeBytes { crc32($0, continuing: checksum) }
  }

  static func crc32(_ bytes: UnsafeRawBufferPointer, continuing checksum: UInt32 = 0) -> UInt32 {
    // Given no address, zlib starts anew instead of adding nothing.
    guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return checksum }
    return UInt32(crc32_z(uLong(checksum), base, bytes.count))
  }
}
