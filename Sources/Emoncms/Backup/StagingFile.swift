import Feeds
import Glibc

/// A file that fills beside its destination and takes the destination's name once complete.
///
/// Until then it has a hidden name of its own, and is removed when nobody holds it.
final class StagingFile {
  let file: OpenFile
  private let destination: String
  private let fileSystem: any FileSystem
  private var isOpen = true
  private var isPending = true

  /// Makes the file.
  ///
  /// - Parameters:
  ///   - destination: The path it will have, in a folder that exists; nothing may be there.
  ///   - mode: Its permission bits, before the process's umask.
  ///   - fileSystem: The calls that write.
  /// - Throws: ``BackupError`` when something is there, or the file cannot be made.
  init(
    for destination: String, mode: UInt32, _ fileSystem: any FileSystem
  ) throws(BackupError) {
    self.destination = destination
    self.fileSystem = fileSystem
    try Self.requireFree(destination)
    let name = destination.split(separator: "/").last ?? ""
    // The random part keeps clear of what a former process of the same id may have left.
    let mark = "\(getpid())-\(String(UInt32.random(in: .min ... .max), radix: 16))"
    let path = "\(Self.folder(of: destination))/.\(name).\(mark).tmp"
    do throws(FeedError) {
      file = try fileSystem.open(path, for: .create(mode: mode))
    } catch {
      throw .writing(error, destination)
    }
  }

  deinit {
    close()
    // There is nothing better to do about a second failure: the first one is what the user reads.
    if isPending { try? fileSystem.remove(file.path) }
  }

  /// Refuses a path that is taken: the rename makes sure, and this says so before the work.
  static func requireFree(_ path: String) throws(BackupError) {
    guard FileStatus(ofLinkItself: path) == nil else {
      throw BackupError(
        .destinationTaken, file: path, problem: "exists already",
        remedy: "Name a file that does not exist yet: nothing is overwritten.")
    }
  }

  /// Brings the file to the disk, still under its hidden name.
  func synchronize() throws(BackupError) {
    do throws(FeedError) {
      try fileSystem.synchronize(file)
    } catch {
      throw .writing(error, destination)
    }
    close()
  }

  /// Gives the file its destination's name.
  ///
  /// - Throws: ``BackupError`` when that is not possible, or the name cannot be brought to the disk.
  func commit() throws(BackupError) {
    do throws(FeedError) {
      try fileSystem.rename(file.path, to: destination)
      isPending = false
      try fileSystem.synchronizeFolder(Self.folder(of: destination))
    } catch {
      if !isPending { try? fileSystem.remove(destination) }
      throw .writing(error, destination)
    }
  }

  private func close() {
    if isOpen { fileSystem.close(file) }
    isOpen = false
  }

  private static func folder(of path: String) -> String {
    guard let cut = path.lastIndex(of: "/") else { return "." }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }
}

extension BackupError {
  /// The error for a file that cannot be written, under the name that the user knows.
  static func writing(_ error: FeedError, _ destination: String) -> BackupError {
    let error = BackupError(error)
    return BackupError(
      error.code, file: destination, problem: error.problem, remedy: error.remedy)
  }
}
