import CExchange
import Emoncms
package import Feeds
import Glibc

/// The calls beside those for single files that installing a folder takes. All throw `FeedError`.
package protocol TreeFileSystem: FileSystem {
  /// Makes a folder that its owner alone may use.
  func makeFolder(_ path: String) throws(FeedError)
  /// Removes an empty folder; one that is not there is no error.
  func removeFolder(_ path: String) throws(FeedError)
  /// Gives a file or a folder its owner and mode.
  func give(
    _ path: String, user: UInt32, group: UInt32, mode: UInt32
  ) throws(FeedError)
  /// Gives a folder another name, which must be free.
  func move(_ path: String, to destination: String) throws(FeedError)
  /// Puts two folders in each other's place, at once.
  ///
  /// - Returns: false where the file system cannot, and nothing was done.
  func exchange(_ path: String, with other: String) throws(FeedError) -> Bool
}

/// The machine's file system, by POSIX and Linux calls.
package struct SystemTree: TreeFileSystem, ForwardingFileSystem {
  package let base: any FileSystem

  /// - Parameter base: The calls for single files.
  package init(base: any FileSystem = SystemFileSystem()) { self.base = base }

  package func makeFolder(_ path: String) throws(FeedError) {
    guard mkdir(path, 0o700) == 0 else { throw Self.error(path, "cannot be made") }
  }

  package func removeFolder(_ path: String) throws(FeedError) {
    guard rmdir(path) == 0 || errno == ENOENT else { throw Self.error(path, "cannot be removed") }
  }

  package func give(
    _ path: String, user: UInt32, group: UInt32, mode: UInt32
  ) throws(FeedError) {
    guard let status = FileStatus(ofLinkItself: path) else {
      throw Self.error(path, "cannot be examined")
    }
    if status.user != user || status.group != group {
      guard lchown(path, user, group) == 0 else {
        throw Self.error(path, "cannot be given to its owner")
      }
    }
    guard chmod(path, mode) == 0 else { throw Self.error(path, "cannot be given its mode") }
  }

  package func move(_ path: String, to destination: String) throws(FeedError) {
    if rename_if_free(path, destination) == 0 { return }
    guard errno == EINVAL || errno == ENOSYS else {
      throw Self.error(destination, "cannot be put in place")
    }
    // A file system that knows no such call: only an empty folder would be replaced.
    guard Glibc.rename(path, destination) == 0 else {
      throw Self.error(destination, "cannot be put in place")
    }
  }

  package func exchange(_ path: String, with other: String) throws(FeedError) -> Bool {
    if rename_exchanging(path, other) == 0 { return true }
    if errno == EINVAL || errno == ENOSYS { return false }
    throw Self.error(other, "cannot be put in place")
  }

  private static func error(_ path: String, _ failure: String) -> FeedError {
    let number = errno
    let reason = String(cString: strerror(number))
    let code: FeedError.Code =
      switch number {
      case ENOSPC, EDQUOT: .noSpace
      case EEXIST, ENOTEMPTY: .exists
      case ENOENT, ENOTDIR: .missing
      default: .inaccessible
      }
    return FeedError(
      code, file: path, value: reason, problem: "\(failure): \(reason)",
      remedy: "Check the owner and the mode of the folder.")
  }
}
