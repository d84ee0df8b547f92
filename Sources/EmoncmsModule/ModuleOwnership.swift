import Emoncms
import Glibc

/// Who is to own the module's files, and who may read them: as with the modules beside it, but that
/// nobody else than the owner may write.
public struct ModuleOwnership: Sendable, Hashable {
  public let user: UInt32
  public let group: UInt32
  /// Permission bits.
  public let fileMode: UInt32
  public let folderMode: UInt32
  /// Whether the web server itself owns the files, and could change them.
  public let isOfWebUser: Bool

  /// - Parameters:
  ///   - folder: The Emoncms.
  ///   - webUser: The user that it runs as, where that is known.
  /// - Throws: `EmoncmsError` where a neighbour cannot be looked at.
  init(in folder: EmoncmsFolder, webUser: WebUser?) throws(EmoncmsError) {
    let neighbour = try Self.status("\(folder.modules)/feed")
    let file = try Self.status("\(folder.modules)/feed/feed_controller.php")
    let isRoot = geteuid() == 0
    // A web server that could change what it runs would keep whoever broke into it.
    let isShared = webUser.map { $0.id == neighbour.user } ?? false
    let user = isRoot ? (isShared ? 0 : neighbour.user) : geteuid()
    self.user = user
    group = isRoot || Self.isMember(neighbour.group) ? neighbour.group : getegid()
    // Another group than the neighbours' may not be enough to read them.
    let others: UInt32 = group == neighbour.group && user == neighbour.user ? 0 : 0o4
    fileMode = file.mode & 0o644 | 0o600 | others
    folderMode = neighbour.mode & 0o755 | 0o700 | (others == 0 ? 0 : 0o5)
    isOfWebUser = webUser.map { $0.id == user && user != 0 } ?? false
  }

  /// The owner as `ls` shows it, such as `root:www-data`.
  public var name: String {
    let user = getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "\(user)"
    let group = getgrgid(group).map { String(cString: $0.pointee.gr_name) } ?? "\(group)"
    return "\(user):\(group)"
  }

  private static func isMember(_ group: UInt32) -> Bool {
    if getegid() == group { return true }
    var groups = [gid_t](repeating: 0, count: 1024)
    let count = getgroups(Int32(groups.count), &groups)
    return count > 0 && groups.prefix(Int(count)).contains(group)
  }

  private static func status(_ path: String) throws(EmoncmsError) -> FileStatus {
    guard let status = FileStatus(of: path) else {
      throw EmoncmsError(
        .readOnly, path, "cannot be examined: \(String(cString: strerror(errno)))",
        remedy: "Run the command as a user who may look into the folder, or as root.")
    }
    return status
  }
}
