import Foundation
import Glibc

/// A small disk of its own, mounted over a temporary folder.
public final class SmallDisk {
  public let folder: TemporaryFolder

  /// Whether this process may mount one.
  public static let isPermitted = (try? SmallDisk(kilobytes: 64)) != nil

  /// - Parameter kilobytes: Its size.
  /// - Throws: Where this process may not mount one.
  public init(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    guard mount("tmpfs", folder.path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  deinit { _ = umount(folder.path) }

  /// Leaves so many bytes free, in whole pages.
  public func fill(leaving bytes: Int) throws {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
    let free = (attributes[.systemFreeSize] as? Int ?? 0) - bytes
    if free > 0 { try folder.write([UInt8](repeating: 7, count: free), to: "filler") }
  }

  /// Makes room again.
  public func empty() throws { try FileManager.default.removeItem(atPath: folder.file("filler")) }
}
