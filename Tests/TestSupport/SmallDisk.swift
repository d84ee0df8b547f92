import Foundation

/// A small disk of its own, mounted over a temporary folder.
public final class SmallDisk {
  public let folder: TemporaryFolder

  /// Whether this process may mount one.
  public static let isPermitted = (try? SmallDisk(kilobytes: 64)) != nil

  /// - Parameter kilobytes: Its size.
  /// - Throws: Where this process may not mount one.
  public init(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    let status = try Self.run(
      "mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path)
    guard status == 0 else { throw CocoaError(.fileWriteNoPermission) }
  }

  deinit { _ = try? Self.run("umount", folder.path) }

  private static func run(_ arguments: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Leaves so many bytes free, in whole pages.
  public func fill(leaving bytes: Int) throws {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
    let free = (attributes[.systemFreeSize] as? Int ?? 0) - bytes
    if free > 0 { try folder.write([UInt8](repeating: 7, count: free), to: "filler") }
  }

  /// Makes room again.
  public func empty() throws { try FileManager.default.removeItem(atPath: folder.file("filler")) }
}
