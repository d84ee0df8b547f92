import Feeds
import Glibc

/// A folder that fills beside its destination and takes the destination's name once complete.
///
/// Until then it is called `.<name>.opening-<process>-<n>`, and vanishes when nobody holds it.
final class StagingFolder {
  /// Where the folder is while it fills.
  let path: String
  private let destination: String
  private let parent: String
  private var isPending = true

  /// Makes the folder.
  ///
  /// - Parameter destination: The path it will have; nothing may be there but an empty folder.
  /// - Throws: ``BackupError`` when something is there, or the folder cannot be made.
  init(for destination: String) throws(BackupError) {
    self.destination = try Self.resolve(destination)
    try Self.checkIsFree(self.destination)
    let cut = self.destination.lastIndex(of: "/") ?? self.destination.startIndex
    let name = self.destination[cut...].dropFirst()
    parent = cut == self.destination.startIndex ? "/" : String(self.destination[..<cut])
    var number = 0
    while true {
      let path = "\(parent)/.\(name).opening-\(getpid())-\(number)"
      if mkdir(path, 0o777) == 0 {
        self.path = path
        return
      }
      guard errno == EEXIST, number < 1000 else {
        throw .system(errno, parent, "cannot hold a new folder")
      }
      number += 1
    }
  }

  deinit {
    if isPending { Self.removeTree(path) }
  }

  /// Gives the folder its destination's name, whole and on the disk.
  ///
  /// - Parameter fileSystem: The calls that write.
  /// - Throws: ``BackupError`` when that is not possible. Only when the parent folder cannot be
  ///   brought to the disk does the destination exist all the same.
  func commit(_ fileSystem: any FileSystem) throws(BackupError) {
    do throws(FeedError) {
      try fileSystem.synchronizeFolder(path)
    } catch {
      throw BackupError(error)
    }
    // Takes the place of an empty folder and of nothing else, whatever happened meanwhile.
    guard rename(path, destination) == 0 else {
      throw .system(errno, destination, "cannot be made")
    }
    isPending = false
    do throws(FeedError) {
      try fileSystem.synchronizeFolder(parent)
    } catch {
      throw BackupError(error)
    }
  }

  /// Whether a destination lies inside a folder, or is it.
  static func isInside(_ folder: String, _ destination: String) throws(BackupError) -> Bool {
    guard let folder = real(folder) else { return false }
    let path = try resolve(destination)
    return path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  /// The absolute path, links undone, of something whose parent folder exists.
  private static func resolve(_ path: String) throws(BackupError) -> String {
    if let real = real(path) { return real }
    var trimmed = Substring(path)
    while trimmed.count > 1 && trimmed.last == "/" { trimmed.removeLast() }
    let cut = trimmed.lastIndex(of: "/")
    let parent = cut.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
    let name = cut.map { trimmed[trimmed.index(after: $0)...] } ?? trimmed
    guard !name.isEmpty, name != "..", name != ".", let folder = real(parent + "/.") else {
      throw BackupError(
        .missing, file: path, problem: "cannot be made: there is no folder \(parent)",
        remedy: "Make that folder first, or name another place.")
    }
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  private static func checkIsFree(_ path: String) throws(BackupError) {
    guard let stream = opendir(path) else {
      if errno == ENOENT { return }
      if errno == ENOTDIR {
        throw BackupError(
          .destinationTaken, file: path, problem: "is a file, where a folder is to be made",
          remedy: "Name a folder that does not exist yet.")
      }
      throw .system(errno, path, "cannot be listed")
    }
    defer { closedir(stream) }
    var count = 0
    while readdir(stream) != nil { count += 1 }
    guard count <= 2 else {
      throw BackupError(
        .destinationTaken, file: path, problem: "exists and is not empty",
        remedy: "Name a folder that does not exist yet: nothing is overwritten.")
    }
    // A shell that stands in a folder that is replaced would be left nowhere.
    guard path != real(".") else {
      throw BackupError(
        .destinationTaken, file: path, problem: "is the current folder, which cannot be replaced",
        remedy: "Name a folder inside it that does not exist yet.")
    }
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func removeTree(_ path: String) {
    if unlink(path) == 0 { return }
    if let stream = opendir(path) {
      var names: [String] = []
      while let item = readdir(stream) {
        let name = withUnsafeBytes(of: &item.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { names.append(name) }
      }
      closedir(stream)
      for name in names { removeTree("\(path)/\(name)") }
    }
    rmdir(path)
  }
}
