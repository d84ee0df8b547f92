import Feeds
import Glibc

/// One reading of a backup: copies the feed files and reads the dump as they come.
final class BackupExtraction {
  private let backup: String
  private let reader: any EntryReader
  private let folder: String
  private let fileSystem: any FileSystem
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

  private var feedFolder: BackupLayout.FeedFolder?
  /// The sizes of the files that were copied.
  private var sizes: [Int: [BackupLayout.Half: Int]] = [:]
  private var catalogue = BackupCatalogue()
  private var dump: (path: String, depth: Int)?
  private var notes: [BackupNote] = []

  /// - Parameters:
  ///   - backup: Path of the backup, for errors.
  ///   - reader: Gives its entries.
  ///   - folder: Where the feed files go; exists and is empty.
  ///   - fileSystem: The calls that write.
  init(
    of backup: String, from reader: any EntryReader, into folder: String,
    fileSystem: any FileSystem
  ) {
    self.backup = backup
    self.reader = reader
    self.folder = folder
    self.fileSystem = fileSystem
  }

  deinit { buffer.deallocate() }

  /// Reads the whole backup.
  ///
  /// - Returns: What was found; every file named in it is on the disk.
  /// - Throws: ``BackupError``; the folder then holds some of the files.
  func run() throws(BackupError) -> BackupContent {
    while let entry = try reader.next() {
      switch BackupLayout.item(entry) {
      case .dump(let depth): try readDump(entry, depth)
      case .feedFile(let id, let half, let folder):
        if try prefer(folder) { try copy(entry, id, half) }
      case .other: break
      }
    }
    notes += reader.passedOver.map { BackupNote(.passedOver, "\($0): it was passed over") }
    try dropHalves()
    guard !sizes.isEmpty else {
      let passedOver = reader.passedOver.first.map { " (\($0.printable))" } ?? ""
      throw BackupError(
        .noFeeds, file: backup,
        problem: "holds no PHPFina feed, no pair of <id>.meta and <id>.dat under phpfina/ or alone"
          + passedOver,
        remedy: "Give the archive that Emoncms's backup module made, or the folder of the feeds.")
    }
    let feeds = sizes.keys.sorted().map { catalogue.feeds[$0] ?? BackupFeed(id: $0) }
    for feed in feeds { inspect(feed.id) }
    noteRows()
    let bytes = sizes.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    return BackupContent(feeds: feeds, notes: notes, bytes: bytes)
  }

  // MARK: Feed files

  /// Whether files of this folder are wanted; forgets those of a less telling one.
  private func prefer(_ candidate: BackupLayout.FeedFolder) throws(BackupError) -> Bool {
    guard let current = feedFolder, current != candidate else {
      feedFolder = candidate
      return true
    }
    let isPreferred = try candidate.isPreferred(to: current, in: backup)
    let passed = isPreferred ? current : candidate
    let note = BackupNote(
      .passedOver, "the feed files in \(passed.shown) were passed over: phpfina has its own")
    if !notes.contains(note) { notes.append(note) }
    guard isPreferred else { return false }
    for (id, halves) in sizes {
      for half in halves.keys { try remove(id, half) }
    }
    sizes = [:]
    feedFolder = candidate
    return true
  }

  private func copy(
    _ entry: BackupEntry, _ id: Int, _ half: BackupLayout.Half
  ) throws(BackupError) {
    // As for tar, what comes later under the same name replaces what came before.
    if sizes[id]?[half] != nil { try remove(id, half) }
    var offset = 0
    let file = try writing { fileSystem throws(FeedError) in
      try fileSystem.open(path(id, half), for: .create(mode: 0o644))
    }
    defer { fileSystem.close(file) }
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { break }
      try writing { fileSystem throws(FeedError) in
        try fileSystem.write(
          file, at: offset, from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      offset += count
    }
    try writing { fileSystem throws(FeedError) in try fileSystem.synchronize(file) }
    sizes[id, default: [:]][half] = offset
  }

  private func remove(_ id: Int, _ half: BackupLayout.Half) throws(BackupError) {
    try writing { fileSystem throws(FeedError) in try fileSystem.remove(path(id, half)) }
  }

  /// Removes the files that have no other half.
  private func dropHalves() throws(BackupError) {
    for (id, halves) in sizes.sorted(by: { $0.key < $1.key }) where halves.count == 1 {
      for half in halves.keys {
        try remove(id, half)
        let missing = half == .meta ? BackupLayout.Half.data : .meta
        notes.append(
          BackupNote(
            .incompletePair, feed: id,
            "feed \(id) has no \(id)\(missing.suffix): its \(id)\(half.suffix) was left out"))
      }
      sizes[id] = nil
    }
  }

  /// Notes what is wrong with a feed's files; they are kept.
  private func inspect(_ id: Int) {
    let files = FeedFiles(folder: folder, id: id)
    let problem: String?
    do throws(FeedError) {
      let feed = try FeedReader(files, fileSystem: fileSystem)
      problem =
        if feed.raggedBytes > 0 {
          "\(feed.raggedBytes) bytes at the end that are no whole point"
        } else if feed.timeline.count == 0 && feed.timeline.start > 0 {
          "a start but no points"
        } else {
          nil
        }
    } catch {
      problem = error.problem
    }
    if let problem {
      notes.append(BackupNote(.damagedFeed, feed: id, "feed \(id) has \(problem)"))
    }
  }

  private func path(_ id: Int, _ half: BackupLayout.Half) -> String {
    "\(folder)/\(id)\(half.suffix)"
  }

  private func writing<Value>(
    _ body: (any FileSystem) throws(FeedError) -> Value
  ) throws(BackupError) -> Value {
    do throws(FeedError) {
      return try body(fileSystem)
    } catch {
      throw BackupError(error)
    }
  }

  // MARK: Dump

  /// Reads a dump, unless one nearer the root was read.
  private func readDump(_ entry: BackupEntry, _ depth: Int) throws(BackupError) {
    let path = entry.components.joined(separator: "/")
    if let dump, path != dump.path {
      let passed = depth < dump.depth ? dump.path : path
      notes.append(BackupNote(.passedOver, "\(passed) was passed over: there is another dump"))
      if depth >= dump.depth { return }
    }
    dump = (path, depth)
    catalogue = BackupCatalogue()
    notes.removeAll { $0.kind == .damagedDump }
    do throws(BackupError) {
      try catalogue.read(path) { [reader] buffer throws(BackupError) in
        try reader.read(into: buffer)
      }
    } catch {
      // The points are safe; that some names are not is no reason to refuse them.
      guard error.code == .malformedDump else { throw error }
      notes.append(BackupNote(.damagedDump, error.description))
    }
  }

  /// Notes where the dump and the files do not tell the same.
  private func noteRows() {
    guard let dump else {
      notes.append(BackupNote(.noDump, "there is no emoncms.sql: the feeds have no names"))
      return
    }
    let halved = Set(notes.lazy.filter { $0.kind == .incompletePair }.compactMap(\.feed))
    for (id, feed) in catalogue.feeds.sorted(by: { $0.key < $1.key }) {
      let name = feed.name.map { " (\($0))" } ?? ""
      if let engine = feed.engine, engine != BackupFeed.phpFina {
        let taken = sizes[id] == nil ? "was left out" : "was taken for the files it has"
        notes.append(
          BackupNote(
            .otherEngine, feed: id,
            "feed \(id)\(name) is of engine \(engine), not PHPFina, and \(taken)"))
      } else if sizes[id] == nil && !halved.contains(id) {
        notes.append(
          BackupNote(.rowWithoutFiles, feed: id, "feed \(id)\(name) has no files in the backup"))
      }
    }
    for id in sizes.keys.sorted() where catalogue.feeds[id] == nil {
      notes.append(
        BackupNote(.filesWithoutRow, feed: id, "feed \(id) is not in \(dump.path): it has no name"))
    }
  }
}
