import Glibc

/// What a folder holds in the way of feeds.
public struct FeedFolder: Sendable, Hashable {
  /// One of the two files of a feed.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// The metadata, `<id>.meta`.
    case meta
    /// The points, `<id>.dat`.
    case data
  }

  /// A feed of which one file is missing.
  public struct Half: Sendable, Hashable {
    public let files: FeedFiles
    /// The part that is there.
    public let part: Part
  }

  /// The folder that holds the feed files: the one asked for, or `phpfina` in it.
  public let path: String
  /// The feeds of which both files are there, sorted by id.
  public let feeds: [FeedFiles]
  /// The feeds of which one file is missing, sorted by id.
  public let halves: [Half]

  /// Lists the feeds of a folder.
  ///
  /// The files are looked for in the folder itself and, where it holds none, in its subfolder
  /// `phpfina`, as in Emoncms's own data folder and backups. A feed file is named by its id, digits
  /// without padding; whatever else is there is passed over.
  ///
  /// - Parameter folder: Path of the folder.
  /// - Throws: ``FeedError`` when the folder is missing or cannot be read.
  public init(_ folder: String) throws(FeedError) {
    var path = folder
    var parts = try Self.feedFiles(in: folder)
    let nested = "\(folder)/phpfina"
    if parts.isEmpty, access(nested, F_OK) == 0 {
      path = nested
      parts = try Self.feedFiles(in: nested)
    }
    self.init(path, parts)
  }

  /// Sorts what was found into pairs and halves.
  private init(_ path: String, _ parts: [Int: Set<Part>]) {
    var feeds: [FeedFiles] = []
    var halves: [Half] = []
    for (id, present) in parts.sorted(by: { $0.key < $1.key }) {
      let files = FeedFiles(folder: path, id: id)
      if present.count == 2 {
        feeds.append(files)
      } else {
        halves += present.map { Half(files: files, part: $0) }
      }
    }
    self.path = path
    self.feeds = feeds
    self.halves = halves
  }

  /// The feed files of one folder, by id.
  private static func feedFiles(in folder: String) throws(FeedError) -> [Int: Set<Part>] {
    guard let stream = opendir(folder) else {
      throw SystemFileSystem.error(errno, folder, "cannot be listed")
    }
    defer { closedir(stream) }
    var found: [Int: Set<Part>] = [:]
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      if let (id, part) = parse(name(of: entry)) { found[id, default: []].insert(part) }
    }
    guard errno == 0 else { throw SystemFileSystem.error(errno, folder, "cannot be listed") }
    return found
  }

  /// The name in a folder entry, read in place: the entry is only as long as its name.
  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let bytes = UnsafeRawPointer(entry) + offset
    return String(cString: bytes.assumingMemoryBound(to: CChar.self))
  }

  /// The id and the part that a file name stands for; nil for any other file.
  private static func parse(_ name: String) -> (Int, Part)? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = Int(parts[0]), id > 0, String(id) == parts[0] else {
      return nil
    }
    switch parts[1] {
    case "meta": return (id, .meta)
    case "dat": return (id, .data)
    default: return nil
    }
  }
}
