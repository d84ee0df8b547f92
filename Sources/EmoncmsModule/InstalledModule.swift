import Emoncms
import Feeds
import Glibc

/// What stands where the module belongs.
public enum ModuleState: Sendable, Hashable {
  case absent
  /// A link, as a developer makes it, to this place.
  case link(String)
  /// A file, or a folder that no Retouche made.
  case foreign
  case installed(InstalledModule)
}

/// The module as it stands in an Emoncms.
public struct InstalledModule: Sendable, Hashable {
  /// The version of Retouche that installed it.
  public let version: String
  /// Checksums of its own files as they are now, by path.
  let digests: [String: String]
  /// Its own files that are not as they were installed.
  public let changed: [String]
  /// Its own files that are gone.
  public let missing: [String]
  /// What is there and was not installed.
  public let added: [String]
  /// What the web server may not read.
  public let unreadable: [String]
  /// Folders of pages that are whole enough to be served: one, in a module that is well.
  public let pages: [String]

  /// Whether it is as it was installed, and can be read.
  public var isWhole: Bool { changed.isEmpty && missing.isEmpty && unreadable.isEmpty }
  /// What somebody else did to it.
  public var byOthers: [String] { (changed + added).sorted() }
}

extension ModuleState {
  /// Looks at what stands at a path. Nothing is changed.
  ///
  /// - Parameters:
  ///   - path: Where the module belongs.
  ///   - webUser: The user that the web server runs as, where that is known.
  /// - Throws: `EmoncmsError` where it cannot be looked at.
  init(at path: String, webUser: WebUser?) throws(EmoncmsError) {
    guard let status = FileStatus(ofLinkItself: path) else {
      guard errno == ENOENT else {
        throw EmoncmsError(
          .readOnly, path, "cannot be examined: \(String(cString: strerror(errno)))",
          remedy: "Run the command as a user who may look into the folder, or as root.")
      }
      self = .absent
      return
    }
    switch status.kind {
    case .link: self = .link(Self.target(of: path))
    case .folder:
      self = try InstalledModule(at: path, status, webUser).map { .installed($0) } ?? .foreign
    case .file, .other: self = .foreign
    }
  }

  private static func target(of path: String) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension InstalledModule {
  /// Bytes: a longer list is none of ours.
  private static let largestList = 1 << 20

  /// Looks at a folder; nil for one that is not of our making.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - status: What the system says of it.
  ///   - webUser: The user that the web server runs as, where that is known.
  /// - Throws: `EmoncmsError` where it cannot be looked at.
  init?(at path: String, _ status: FileStatus, _ webUser: WebUser?) throws(EmoncmsError) {
    let tree = try ModuleTree(path)
    guard let list = tree.entries.first(where: { $0.path == ModuleManifest.name }), list.isFile,
      let manifest = ModuleManifest(try Self.text(of: "\(path)/\(list.path)"))
    else { return nil }
    var digests: [String: String] = [:]
    var known = Set(manifest.digests.keys)
    known.insert(ModuleManifest.name)
    let folders = Set(known.flatMap(Self.folders))
    var changed: [String] = []
    var added: [String] = []
    var unreadable: [String] = Self.isReadable(status, webUser) ? [] : ["."]
    for entry in tree.entries {
      if !Self.isReadable(entry.status, webUser) { unreadable.append(entry.path) }
      guard known.contains(entry.path) else {
        if !(entry.isFolder && folders.contains(entry.path)) { added.append(entry.path) }
        continue
      }
      guard entry.isFile else {
        changed.append(entry.path)
        digests[entry.path] = ""
        continue
      }
      let digest = try Self.digest(of: "\(path)/\(entry.path)")
      digests[entry.path] = digest
      if let expected = manifest.digests[entry.path], expected != digest {
        changed.append(entry.path)
      }
    }
    version = manifest.version
    self.digests = digests
    self.changed = changed.sorted()
    self.added = added.sorted()
    self.unreadable = unreadable.sorted()
    missing = manifest.digests.keys.filter { digests[$0] == nil }.sorted()
    pages = tree.entries.filter { entry in
      entry.isFolder && entry.path.hasPrefix("page/") && !entry.path.dropFirst(5).contains("/")
    }.map { String($0.path.dropFirst(5)) }.sorted()
  }

  /// The folders that hold a file.
  private static func folders(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    return (1..<max(1, parts.count)).map { parts.prefix($0).joined(separator: "/") }
  }

  private static func isReadable(_ status: FileStatus, _ webUser: WebUser?) -> Bool {
    guard status.kind != .link else { return true }
    let others: UInt32 = status.kind == .folder ? 0o5 : 0o4
    return webUser?.canRead(status) ?? (status.mode & others == others)
  }

  private static func text(of path: String) throws(EmoncmsError) -> String {
    let fileSystem = SystemFileSystem()
    do throws(FeedError) {
      let file = try fileSystem.open(path, for: .read)
      defer { fileSystem.close(file) }
      let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: min(try fileSystem.size(of: file), largestList), alignment: 1)
      defer { buffer.deallocate() }
      let count = try fileSystem.read(file, at: 0, into: buffer)
      return String(decoding: buffer.prefix(count), as: UTF8.self)
    } catch {
      throw EmoncmsError(module: error)
    }
  }

  private static func digest(of path: String) throws(EmoncmsError) -> String {
    do {
      return try SHA256.hex(ofFile: path)
    } catch let error as FeedError {
      throw EmoncmsError(module: error)
    } catch {
      throw EmoncmsError(
        .system, path, "cannot be checked: \(error)", remedy: "Check the installation of libcrypto."
      )
    }
  }
}

extension EmoncmsError {
  /// The error for a file of the module.
  init(module error: FeedError) {
    let (code, remedy): (Code, String) =
      switch error.code {
      case .noSpace: (.noSpace, "Free some room on this disk and run the command again.")
      case .missing, .exists, .shrank, .grew:
        (.conflict, "Something else changes the folder: run the command again.")
      default:
        (
          .readOnly,
          "Run the command as the owner of the folder or as root: `sudo retouche emoncms ...`."
        )
      }
    self.init(code, error.file, error.problem, remedy: remedy)
  }
}
