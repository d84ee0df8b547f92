/// Writes a tar byte by byte, so that a test can make one that no tool would.
struct Tar {
  private(set) var bytes: [UInt8] = []
  /// Where each entry ends.
  private(set) var ends: [Int] = []

  /// - Parameters:
  ///   - name: The path, at most 100 bytes.
  ///   - content: The bytes of a file.
  ///   - type: `0` a file, `1` a hard link, `2` a symbolic link, `3` and `4` devices, `5` a folder,
  ///     `6` a pipe.
  ///   - link: Where a link leads.
  ///   - size: The size that the header claims, where it is not that of the content.
  mutating func add(
    _ name: String, _ content: some Collection<UInt8> = [], type: Character = "0",
    link: String = "", size: Int? = nil
  ) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }
    func octal(_ value: Int, _ width: Int) -> String {
      let digits = String(value, radix: 8)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    put(name, at: 0)
    put(octal(0o644, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(size ?? content.count, 11), at: 124)
    put(octal(0, 11), at: 136)
    put(String(repeating: " ", count: 8), at: 148)
    put(String(type), at: 156)
    put(link, at: 157)
    put("ustar\0" + "00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
    bytes += header
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    ends.append(bytes.count)
  }

  /// The whole archive, with the two empty blocks that end it.
  var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  /// The archive in gzip.
  var gzipped: [UInt8] { gzip(finished) }
}

/// A gzip member that stores its bytes as they are.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var out: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
  var offset = 0
  repeat {
    let count = min(65_535, bytes.count - offset)
    let isLast: UInt8 = offset + count == bytes.count ? 1 : 0
    let low = UInt8(truncatingIfNeeded: count)
    let high = UInt8(truncatingIfNeeded: count >> 8)
    out += [isLast, low, high, ~low, ~high]
    out += bytes[offset..<offset + count]
    offset += count
  } while offset < bytes.count
  var checksum = UInt32.max
  for byte in bytes {
    checksum ^= UInt32(byte)
    for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  for word in [~checksum, UInt32(bytes.count)] {
    out += (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
  }
  return out
}
