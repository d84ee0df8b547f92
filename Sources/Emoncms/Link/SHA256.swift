import CCrypto
import Feeds

/// SHA-256, FIPS 180-4: the checksum that Emoncms gives of a feed's points.
package enum SHA256 {
  private static let chunk = 1 << 16

  /// - Parameter bytes: What to take the checksum of.
  /// - Returns: The SHA-256 in lower-case hexadecimal.
  /// - Throws: ``EmoncmsError`` where the system's library does not reckon it.
  package static func hex(of bytes: [UInt8]) throws(EmoncmsError) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil) == 1 else {
      throw unavailable
    }
    return text(digest.prefix(Int(length)))
  }

  /// - Parameter path: A file.
  /// - Returns: The SHA-256 of its content, in lower-case hexadecimal.
  /// - Throws: ``FeedError`` when it cannot be read.
  package static func hex(ofFile path: String) throws -> String {
    let fileSystem = SystemFileSystem()
    let file = try fileSystem.open(path, for: .read)
    defer { fileSystem.close(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    return try hex { add in
      var offset = 0
      while true {
        let count = try fileSystem.read(file, at: offset, into: buffer)
        try add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        offset += count
        if count < buffer.count { break }
      }
    }
  }

  /// - Parameter points: Points.
  /// - Returns: The SHA-256 of the file that holds them, in lower-case hexadecimal.
  /// - Throws: ``EmoncmsError`` when OpenSSL does not work.
  static func hex(of points: [Float]) throws -> String {
    try hex { add in
      #if _endian(little)
        try points.withUnsafeBytes(add)
      #else
        try points.map(\.bitPattern.littleEndian).withUnsafeBytes(add)
      #endif
    }
  }

  /// The SHA-256 of what is added, piece by piece.
  private static func hex(
    _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws -> String {
    guard let context = EVP_MD_CTX_new() else { throw unavailable }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw unavailable }
    try body { bytes in
      guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
        throw unavailable
      }
    }
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &digest, &length) == 1 else { throw unavailable }
    return text(digest.prefix(Int(length)))
  }

  private static func text(_ digest: ArraySlice<UInt8>) -> String {
    digest.map { byte in String(UInt16(byte) + 0x100, radix: 16).dropFirst() }.joined()
  }

  private static var unavailable: EmoncmsError {
    EmoncmsError(
      .system, "OpenSSL", "cannot reckon a SHA-256 here",
      remedy: "Check the installation of libcrypto.")
  }
}
