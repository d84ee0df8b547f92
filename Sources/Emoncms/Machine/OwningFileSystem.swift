import Feeds
import Glibc

/// Who owns a file and who may do what with it.
struct FileOwnership: Hashable {
  let user: UInt32
  let group: UInt32
  /// Permission bits.
  let mode: UInt32

  /// That of the newest feed's points in a folder; where there is none, what fits the folder
  /// itself.
  init(forFeedsIn folder: String) throws(FeedError) {
    let feeds = try FeedFolder(folder)
    let neighbour = feeds.path == folder ? feeds.feeds.last?.data : nil
    var status = stat()
    guard stat(neighbour ?? folder, &status) == 0 else {
      throw FeedError(
        .inaccessible, file: neighbour ?? folder,
        problem: "cannot be examined: \(String(cString: strerror(errno)))",
        remedy: "Check the owner and the mode of the file and of its folder.")
    }
    user = status.st_uid
    group = status.st_gid
    mode = status.st_mode & 0o666
  }
}

/// A file system whose new files belong to whom Emoncms needs them to.
///
/// Files of another user are files that Emoncms reads and cannot write, which it does not say.
struct OwningFileSystem: ForwardingFileSystem {
  let base: any FileSystem
  let ownership: FileOwnership

  func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    guard case .create = access else { return try base.open(path, for: access) }
    // Nobody else's until it has its owner.
    let file = try base.open(path, for: .create(mode: 0o600))
    guard give(path) else {
      let reason = String(cString: strerror(errno))
      base.close(file)
      try? base.remove(path)
      throw FeedError(
        .inaccessible, file: path, value: reason,
        problem: "cannot be given to user \(ownership.user), whom the other feeds belong to: "
          + reason,
        remedy: "Run the command as that user or as root: `sudo -u www-data retouche ...`.")
    }
    return file
  }

  /// Gives a file its owner and mode; false, with `errno` set, where that cannot be.
  private func give(_ path: String) -> Bool {
    if lchown(path, ownership.user, ownership.group) != 0 {
      // Emoncms can write a file of its group too.
      guard ownership.mode & 0o020 != 0, lchown(path, UInt32.max, ownership.group) == 0 else {
        return false
      }
    }
    return chmod(path, ownership.mode) == 0
  }
}
