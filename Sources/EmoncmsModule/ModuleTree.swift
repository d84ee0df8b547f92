import Emoncms
import Glibc

/// What a folder holds, all the way down. Links are not followed.
struct ModuleTree {
  struct Entry {
    /// Its path below the folder.
    let path: String
    let status: FileStatus

    var isFolder: Bool { status.kind == .folder }
    var isFile: Bool { status.kind == .file }
  }

  /// Where the folder is.
  let root: String
  /// What is in it, each folder before what it holds.
  private(set) var entries: [Entry] = []

  /// - Parameter root: The folder.
  /// - Throws: `EmoncmsError` where it, or a folder in it, cannot be looked into.
  init(_ root: String) throws(EmoncmsError) {
    self.root = root
    var folders = [""]
    while let folder = folders.popLast() {
      let place = folder.isEmpty ? root : "\(root)/\(folder)"
      for name in try Self.names(in: place) {
        // What went away meanwhile is not there.
        guard let status = FileStatus(ofLinkItself: "\(place)/\(name)") else { continue }
        let entry = Entry(path: folder.isEmpty ? name : "\(folder)/\(name)", status: status)
        entries.append(entry)
        if entry.isFolder { folders.append(entry.path) }
      }
    }
  }

  /// The names in a folder, in order of the alphabet.
  ///
  /// - Throws: `EmoncmsError` where it cannot be looked into.
  static func names(in folder: String) throws(EmoncmsError) -> [String] {
    guard let stream = opendir(folder) else {
      throw EmoncmsError(
        .readOnly, folder, "cannot be looked into: \(String(cString: strerror(errno)))",
        remedy: "Run the command as a user who may look into it, or as root.")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
