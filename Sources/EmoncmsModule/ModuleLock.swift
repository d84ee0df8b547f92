import Emoncms
import Glibc

/// Keeps two of these programs from installing or removing at once. It leaves no file behind.
struct ModuleLock: ~Copyable {
  private let descriptor: Int32

  /// - Parameter folder: Where Emoncms looks for modules.
  /// - Throws: `EmoncmsError` where another is at work, or the folder cannot be locked.
  init(_ folder: String) throws(EmoncmsError) {
    descriptor = try Self.lock(folder)
  }

  deinit {
    // Not by closing alone: a child that is just being started still holds a copy of the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func lock(_ folder: String) throws(EmoncmsError) -> Int32 {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw EmoncmsError(
        .readOnly, folder, "cannot be opened: \(String(cString: strerror(errno)))",
        remedy: "Run the command as a user who may write there, or as root.")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    let number = errno
    close(descriptor)
    throw number == EWOULDBLOCK
      ? EmoncmsError(
        .conflict, folder, "is being changed by another retouche",
        remedy: "Wait until it is done, then try again.")
      : EmoncmsError(
        .system, folder, "cannot be locked: \(String(cString: strerror(number)))",
        remedy: "Run the command on the machine whose disk it is.")
  }
}
