import Glibc

/// The user that Emoncms runs as, which the owner of its data folder tells.
package struct WebUser: Sendable {
  /// What web servers run as on the usual systems.
  private static let usualNames = ["www-data", "apache", "http", "nginx"]

  package let id: UInt32
  let groups: Set<UInt32>
  /// Where root owns the folder, who writes there is not told.
  package var isRoot: Bool { id == 0 }

  /// The user that the data folder of an Emoncms tells, else the one that web servers usually run as.
  ///
  /// - Parameter settings: The Emoncms's; nil where they cannot be read.
  package init?(_ settings: EmoncmsSettings?) {
    if let folder = settings.flatMap({ FileStatus(of: $0.dataFolder) }), folder.user != 0 {
      self.init(folder.user, folder.group)
      return
    }
    guard let entry = Self.usualNames.lazy.compactMap({ getpwnam($0) }).first else { return nil }
    self.init(entry.pointee.pw_uid, entry.pointee.pw_gid)
  }

  /// - Parameter folder: What the system says of the data folder.
  init(owning folder: stat) {
    self.init(folder.st_uid, folder.st_gid)
  }

  /// - Parameters:
  ///   - id: The user.
  ///   - group: A group that it is in, whatever the system's lists say.
  private init(_ id: UInt32, _ group: UInt32) {
    self.id = id
    var groups: Set<UInt32> = [group]
    if id != 0, let entry = getpwuid(id) {
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
    return may(0o2, status.st_mode, status.st_uid, status.st_gid)
  }

  /// Whether it can read a file, or look into a folder, by owner and mode.
  package func canRead(_ status: FileStatus) -> Bool {
    isRoot || may(status.kind == .folder ? 0o5 : 0o4, status.mode, status.user, status.group)
  }

  /// Whether owner and mode allow it all of some permission bits.
  private func may(_ bits: UInt32, _ mode: UInt32, _ user: UInt32, _ group: UInt32) -> Bool {
    let shift: UInt32 = user == id ? 6 : groups.contains(group) ? 3 : 0
    return (mode >> shift) & bits == bits
  }
}
