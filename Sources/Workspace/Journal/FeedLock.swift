import Foundation

/// The right to write one feed, held by one process at a time.
///
/// An advisory lock of the kernel on `.retouche/<id>.lock` in the workspace: it ends with the
/// process, however that ends. The file's text names the holder, for the error of those who wait.
final class FeedLock {
  private let descriptor: Int32

  /// - Parameters:
  ///   - folder: The workspace's folder.
  ///   - feed: The feed's id.
  ///   - patience: Seconds to wait for another process to be done.
  /// - Throws: ``WorkspaceError`` with code `locked`, naming the holder, or `readOnly` where the
  ///   folder cannot be written.
  convenience init(folder: String, feed: Int, patience: Double = 5) throws(WorkspaceError) {
    try self.init(folder: folder, name: "\(feed)", subject: "feed \(feed)", patience: patience)
  }

  /// - Parameters:
  ///   - folder: The workspace's folder.
  ///   - name: What the file is called, without `.lock`.
  ///   - subject: What is held, for the error.
  ///   - patience: Seconds to wait for another process to be done.
  /// - Throws: as ``init(folder:feed:patience:)``.
  init(
    folder: String, name: String, subject: String, patience: Double = 5
  ) throws(WorkspaceError) {
    let locks = "\(folder)/.retouche"
    let path = "\(locks)/\(name).lock"
    _ = mkdir(locks, 0o777)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw WorkspaceError(
        .readOnly, path, "cannot be opened: \(reason)",
        remedy: "A feed is written under this lock: check the owner and the mode of the folder.")
    }
    let deadline = Date().addingTimeInterval(patience)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw WorkspaceError(
          .readOnly, path, "cannot be locked: \(reason)",
          remedy: "Move the workspace to a disk of this machine: a feed is written under a lock.")
      }
      guard Date() < deadline else {
        let holder = Self.text(of: descriptor)
        close(descriptor)
        throw WorkspaceError(
          .locked, subject,
          "is being written by \(holder.isEmpty ? "another process" : holder)",
          remedy: "Wait for it to end and run the command again.")
      }
      // Often, for the one who waits to find the moment between two edits of a busy holder.
      usleep(2000)
    }
    self.descriptor = descriptor
    Self.write(Self.holder, to: descriptor)
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    // Closing alone leaves the lock to a process that was forked meanwhile, until it is replaced.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static var holder: String {
    let name = (CommandLine.arguments.first as NSString?)?.lastPathComponent ?? "a program"
    return "process \(getpid()) (\(name))"
  }

  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = ftruncate(descriptor, 0)
    let bytes = Array(text.utf8)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }
}
