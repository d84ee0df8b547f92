import Emoncms
import Feeds
import Glibc

/// The hidden folders beside the modules that one is prepared in, and removed from.
///
/// Emoncms looks into every folder of its modules for files named after it, and finds none here; its
/// web server hides what begins with a dot. A program that is killed leaves one behind at most, and
/// the next one removes it.
struct ModuleScratch {
  private static let prefix = ".retouche-unfinished-"

  /// Where Emoncms looks for modules.
  let modules: String
  let fileSystem: any TreeFileSystem

  /// A name that is free, unless somebody guesses it.
  func freshPath() -> String {
    "\(modules)/\(Self.prefix)\(String(UInt32.random(in: .min ... .max), radix: 36))"
  }

  /// What killed programs left.
  static func leftovers(in modules: String) throws(EmoncmsError) -> [String] {
    try ModuleTree.names(in: modules).filter { $0.hasPrefix(prefix) }
  }

  /// Removes what killed programs left. The caller holds the lock.
  func clear() throws(EmoncmsError) {
    for name in try Self.leftovers(in: modules) { try remove("\(modules)/\(name)") }
  }

  /// Removes a folder and all that is in it. Links are not followed.
  func remove(_ path: String) throws(EmoncmsError) {
    do throws(FeedError) {
      guard let status = FileStatus(ofLinkItself: path) else { return }
      guard status.kind == .folder else { return try fileSystem.remove(path) }
      let entries: [ModuleTree.Entry]
      do throws(EmoncmsError) {
        entries = try ModuleTree(path).entries
      } catch {
        throw FeedError(
          .inaccessible, file: path, problem: error.problem, remedy: error.remedy)
      }
      for entry in entries.reversed() {
        let place = "\(path)/\(entry.path)"
        if entry.isFolder {
          try fileSystem.removeFolder(place)
        } else {
          try fileSystem.remove(place)
        }
      }
      try fileSystem.removeFolder(path)
    } catch {
      throw EmoncmsError(module: error)
    }
  }

  /// Refuses what this user could not change, before anything is.
  ///
  /// - Parameters:
  ///   - modules: Where Emoncms looks for modules.
  ///   - module: The module that is to be replaced or removed; nil for none.
  /// - Throws: `EmoncmsError`.
  static func requireWritable(_ modules: String, _ module: String?) throws(EmoncmsError) {
    var folders = [modules]
    if let module {
      folders.append(module)
      for entry in try ModuleTree(module).entries where entry.isFolder {
        folders.append("\(module)/\(entry.path)")
      }
    }
    for folder in folders where access(folder, W_OK | X_OK) != 0 {
      throw EmoncmsError(
        .readOnly, folder, "cannot be written: \(String(cString: strerror(errno)))",
        remedy: errno == EROFS
          ? "Make its file system writable first: `mount -o remount,rw ...`."
          : "Run the command as its owner or as root: `sudo retouche emoncms ...`.")
    }
  }
}
