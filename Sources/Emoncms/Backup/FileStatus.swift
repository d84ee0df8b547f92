// archive.h includes sys/stat.h too, and to the compiler `stat` belongs to whichever came first.
import CArchive
import Glibc

/// What a path or a descriptor stands for.
package struct FileStatus: Equatable, Sendable {
  package enum Kind: Sendable {
    case file
    case folder
    case link
    case other
  }

  package let kind: Kind
  /// Size in bytes.
  let size: Int
  /// The permission bits.
  package let mode: UInt32
  /// Its owner.
  package let user: UInt32
  package let group: UInt32
  /// Which file it is, and when its content was last changed.
  private let device: UInt64
  private let inode: UInt64
  private let seconds: Int
  private let nanoseconds: Int

  /// Follows links; nil, with `errno` set, where it cannot be told.
  package init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Does not follow links; nil, with `errno` set, where it cannot be told.
  package init?(ofLinkItself path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    size = Int(status.st_size)
    mode = UInt32(status.st_mode & 0o777)
    user = status.st_uid
    group = status.st_gid
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
  }
}
