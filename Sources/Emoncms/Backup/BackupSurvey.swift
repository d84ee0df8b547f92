/// What must be known of an archive before a feed can be put into a copy of it.
struct BackupSurvey {
  /// A database dump.
  struct Dump {
    /// The path without `.` and empty names.
    let path: String
    let depth: Int
    /// Which entry of the archive it is, from 0.
    let index: Int
    let header: ArchiveHeader
    let structure: SQLTableStructure
    let catalogue: BackupCatalogue
  }

  let kind: ArchiveKind
  /// The dump that counts: the one nearest the root, as for ``Backup/extract(_:into:limits:fileSystem:progress:)``.
  let dump: Dump
  /// The greatest id that a feed's file is called by; 0 where there is none.
  private(set) var greatestID = 0
  private var folder: BackupLayout.FeedFolder?
  /// The last file of each half in the feeds' folder.
  private var neighbours: [BackupLayout.Half: ArchiveHeader] = [:]
  /// A folder `phpfina`, which may be empty.
  private var emptyFolder: ArchiveHeader?

  /// Reads an archive to its end.
  ///
  /// - Parameters:
  ///   - path: The archive, for errors.
  ///   - reader: Gives its entries.
  /// - Throws: ``BackupError`` with code `noDump`, and as opening the backup does.
  init(_ path: String, _ reader: ArchiveReader) throws(BackupError) {
    var dump: Dump?
    var index = 0
    var kind: ArchiveKind?
    while let entry = try reader.next() {
      defer { index += 1 }
      kind = reader.kind
      let item = BackupLayout.item(entry)
      guard item != .other || entry.components.last == "phpfina",
        let header = try reader.copyHeader()
      else { continue }
      switch item {
      case .dump(let depth):
        let path = entry.components.joined(separator: "/")
        guard dump.map({ path == $0.path || depth < $0.depth }) ?? true else { continue }
        var catalogue = BackupCatalogue()
        let structure = try catalogue.read(path) { buffer throws(BackupError) in
          try reader.read(into: buffer)
        }
        dump = Dump(
          path: path, depth: depth, index: index, header: header, structure: structure,
          catalogue: catalogue)
      case .feedFile(let id, let half, let candidate):
        greatestID = max(greatestID, id)
        if let current = folder, current != candidate {
          guard try candidate.isPreferred(to: current, in: path) else { continue }
          neighbours = [:]
        }
        folder = candidate
        neighbours[half] = header
      case .other:
        if entry.isFolder { emptyFolder = header }
      }
    }
    guard let dump, let kind else {
      throw BackupError(
        .noDump, file: path,
        problem: "has no emoncms.sql, without which Emoncms would not know the feed",
        remedy: "Give the archive that Emoncms's backup module made.")
    }
    self.dump = dump
    self.kind = kind
  }

  /// The metadata of a new feed's file: where it lies, whose it is and of when, as of the feeds
  /// beside it.
  ///
  /// - Parameters:
  ///   - id: The feed.
  ///   - half: Which of its files.
  ///   - size: The file's size in bytes.
  ///   - file: The archive, for errors.
  /// - Returns: What its entry of the new archive says of it.
  /// - Throws: ``BackupError`` where there is no memory for it.
  func header(
    _ id: Int, _ half: BackupLayout.Half, size: Int, of file: String
  ) throws(BackupError) -> ArchiveHeader {
    let name = "\(id)\(half.suffix)"
    if let neighbour = neighbours[half] ?? neighbours.values.first {
      let path = Self.folder(neighbour.path) + name
      return try neighbour.copy(path: path, size: size, of: file)
    }
    if let emptyFolder {
      var path = emptyFolder.path
      while path.last == "/" { path.removeLast() }
      return try emptyFolder.copy(path: "\(path)/\(name)", size: size, of: file)
    }
    let path = Self.folder(dump.header.path) + "phpfina/" + name
    return try dump.header.copy(path: path, size: size, of: file)
  }

  /// A path up to its last slash, and that.
  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
