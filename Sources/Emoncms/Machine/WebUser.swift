import Glibc

/// The user that Emoncms runs as, which the owner of its data folder tells.
struct WebUser {
  let id: UInt32
  let groups: Set<UInt32>
  /// Where root owns the folder, who writes there is not told.
  var isRoot: Bool { id == 0 }

  /// - Parameter folder: What the system says of the data folder.
  init(owning folder: stat) {
    id = folder.st_uid
    var groups: Set<UInt32> = [folder.st_gid]
    if folder.st_uid != 0, let entry = getpwuid(folder.st_uid) {
      var list = [gid_t](repeating: 0, count: 256)
      var count = Int32(list.count)
      if getgrouplist(entry.pointee.pw_name, entry.pointee.pw_gid, &list, &count) >= 0 {
        groups = Set(list.prefix(Int(count)))
      }
    }
    self.groups = groups
  }

  /// Whether it can write to a file; true where the file cannot be looked at.
  func canWrite(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || canWrite(status)
  }

  /// Whether it can write to a file by owner and mode.
  func canWrite(_ status: stat) -> Bool {
    if isRoot {
      // Any user but root may be the one.
      return status.st_uid != 0 && status.st_mode & 0o200 != 0 || status.st_mode & 0o022 != 0
    }
    if status.st_uid == id { return status.st_mode & 0o200 != 0 }
    if groups.contains(status.st_gid) { return status.st_mode & 0o020 != 0 }
    return status.st_mode & 0o002 != 0
  }
}
