import Feeds
import GRDB

/// Completes, on opening, what an interrupted process left in the middle.
struct Recovery {
  let folder: String
  let feedFolder: String
  let database: CatalogueDatabase
  let fileSystem: any FileSystem

  /// - Returns: A sentence for each thing that could not be completed.
  func run() throws -> [String] {
    let (edits, unready) = try database.read { database in
      (try EditTable.underWay(database), try FeedRow.fetchAll(database).filter { !$0.ready })
    }
    return edits.compactMap { edit in problem { try complete(edit.id, of: edit.feed) } }
      + unready.compactMap { row in problem { try finishCreation(of: row) } }
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
    try withExtendedLifetime(lock) {
      // Another process may have completed it between the look and the lock.
      let (found, row) = try database.read { database in
        (try EditTable.fetch(database, id: id), try FeedRow.fetch(database, id: feed))
      }
      guard let found, let seen = row?.seen else { return }
      try EditPerformer(
        files: FeedFiles(folder: feedFolder, id: feed), seen: seen, database: database,
        fileSystem: fileSystem, subject: "feed \(feed)", timeText: { "\($0)" }
      ).recover(found.entry, from: found.phase)
    }
  }

  /// A feed whose making was cut short is there whole, or is forgotten.
  ///
  /// Its files are never removed: by now another program may have made a feed of the same id.
  private func finishCreation(of planned: FeedRow) throws {
    guard let lock = try lock(planned.id) else { return }
    try withExtendedLifetime(lock) {
      guard try database.read({ try FeedRow.fetch($0, id: planned.id) })?.ready == false else {
        return
      }
      let files = FeedFiles(folder: feedFolder, id: planned.id)
      let reader = try? FeedReader(files, fileSystem: fileSystem)
      if let reader, reader.timeline == planned.seen?.timeline {
        var row = planned
        row.ready = true
        row.seen = try BlockChecksums(of: reader)
        try database.write(row.save)
      } else {
        try database.write { try FeedRow.delete($0, id: planned.id) }
      }
    }
  }
}
