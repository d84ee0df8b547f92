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
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      throw unavailable
    }
    defer { EVP_MD_CTX_free(context) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      let count = try fileSystem.read(file, at: offset, into: buffer)
      guard EVP_DigestUpdate(context, buffer.baseAddress, count) == 1 else { throw unavailable }
      offset += count
      if count < buffer.count { break }
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
