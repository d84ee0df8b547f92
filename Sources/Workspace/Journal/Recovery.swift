import Feeds
import GRDB

/// Completes, on opening, what an interrupted process left in the middle.
struct Recovery {
  let folder: String
  let feedFolder: String
  let database: CatalogueDatabase
  let fileSystem: any FileSystem
  /// An instant as errors say it.
  let timeText: (Int) -> String

  /// - Returns: A sentence for each thing that could not be completed.
  func run() throws -> [String] {
    let (edits, unready) = try database.read { database in
      (try EditTable.underWay(database), try FeedRow.fetchAll(database).filter { !$0.ready })
    }
    return edits.compactMap { edit in problem { try complete(edit.id, of: edit.feed) } }
      + unready.compactMap { row in problem { try finishCreation(of: row.id) } }
  }

  private func problem(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// A process that is at work on the feed holds its lock: then nothing was interrupted.
  private func lock(_ feed: Int) throws -> FeedLock? {
    do throws(WorkspaceError) {
      return try FeedLock(folder: folder, feed: feed, patience: 0)
    } catch {
      if error.code == .locked { return nil }
      throw error
    }
  }

  private func complete(_ id: Int64, of feed: Int) throws {
    guard let lock = try lock(feed) else { return }
    try withExtendedLifetime(lock) { try completeLocked(id, of: feed) }
  }

  /// Completes an edit of a feed whose lock the caller holds.
  func completeLocked(_ id: Int64, of feed: Int) throws {
    // Another process may have completed it between the look and the lock.
    let (found, row) = try database.read { database in
      (try EditTable.fetch(database, id: id), try FeedRow.fetch(database, id: feed))
    }
    guard let found, EditMachine(recovering: found.phase) != nil else { return }
    guard let seen = row?.seen else { throw WorkspaceError.unseen(Feed(id: feed, row: row)) }
    try EditPerformer(
      files: FeedFiles(folder: feedFolder, id: feed), seen: seen, database: database,
      fileSystem: fileSystem, subject: "feed \(feed)", timeText: timeText
    ).recover(found.entry, from: found.phase)
  }

  /// A feed whose making was cut short is there whole, or is forgotten.
  ///
  /// Its files are never removed: by now another program may have made a feed of the same id.
  private func finishCreation(of id: Int) throws {
    guard let lock = try lock(id) else { return }
    try withExtendedLifetime(lock) {
      guard let planned = try database.read({ try FeedRow.fetch($0, id: id) }), !planned.ready
      else { return }
      let files = FeedFiles(folder: feedFolder, id: id)
      if let reader = try? FeedReader(files, fileSystem: fileSystem), isWhole(reader, planned) {
        try planned.finish(database, reader)
      } else {
        try database.write { try FeedRow.delete($0, id: id) }
      }
    }
  }

  /// Whether a feed's files are those that were to be made, and not another program's.
  private func isWhole(_ reader: FeedReader, _ planned: FeedRow) -> Bool {
    guard reader.timeline == planned.seen?.timeline else { return false }
    if planned.kind == .measured { return true }
    do {
      return try reader.firstNonState() == nil
    } catch {
      return false
    }
  }
}

extension FeedRow {
  /// Makes a feed ready whose files are whole: what was seen of it, and where its states come from.
  func finish(_ database: CatalogueDatabase, _ reader: FeedReader) throws {
    var row = self
    row.ready = true
    row.seen = try BlockChecksums(of: reader)
    let all = 0..<reader.timeline.count
    try database.write { database in
      try row.save(database)
      guard kind == .state, !all.isEmpty else { return }
      try StretchTable.replace(
        database, feed: id, slots: all, with: [Stretch(slots: all, provenance: .initial)])
    }
  }
}
