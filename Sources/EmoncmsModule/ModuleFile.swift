import Emoncms

/// One file of the module, as it is installed.
public struct ModuleFile: Sendable, Hashable {
  /// Its path below the module's folder.
  public let path: String
  public let bytes: [UInt8]
  /// The SHA-256 of its bytes, in lower-case hexadecimal.
  public let digest: String

  /// - Parameters:
  ///   - path: Its path below the module's folder.
  ///   - bytes: What it holds.
  /// - Throws: `EmoncmsError` where no checksum can be reckoned.
  init(_ path: String, _ bytes: [UInt8]) throws(EmoncmsError) {
    self.path = path
    self.bytes = bytes
    digest = try SHA256.hex(of: bytes)
  }
}
