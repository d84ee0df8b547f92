import Feeds
import Foundation

extension MachineInstallation {
  public func delete(_ feed: Int) throws(EmoncmsError) {
    _ = try row(of: feed)
    try remove(feed, withFiles: true)
  }

  /// Removes a feed, its row last: one that is cut short can be done again.
  private func remove(_ feed: Int, withFiles: Bool) throws(EmoncmsError) {
    try forget(feed)
    do throws(EmoncmsError) {
      if withFiles { try removeFiles(of: feed) }
      try table { table throws(MariaDBError) in try table.delete(feed) }
    } catch {
      // The row is there still, and listed again.
      _ = try? cache { cache throws(RedisError) in try cache.relist(feed) }
      throw error
    }
    // Emoncms may have looked the row up meanwhile.
    try forget(feed)
  }

  private func forget(_ feed: Int) throws(EmoncmsError) {
    _ = try cache { cache throws(RedisError) in try cache.forget(feed) }
  }

  /// Removes the files of a feed, the metadata first: without it Emoncms knows of no points.
  func removeFiles(of feed: Int) throws(EmoncmsError) {
    let files = FeedFiles(folder: settings.dataFolder, id: feed)
    do throws(FeedError) {
      try fileSystem.remove(files.meta)
      try fileSystem.remove(files.data)
      for path in temporaryFiles(of: files) { try fileSystem.remove(path) }
      try fileSystem.synchronizeFolder(files.folder)
    } catch {
      throw EmoncmsError(error)
    }
  }

  /// What a creation that was cut short leaves beside a feed's files.
  private func temporaryFiles(of files: FeedFiles) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: files.folder)) ?? []
    return names.filter { name in
      name.hasSuffix(".tmp")
        && (name.hasPrefix(".\(files.id).dat.") || name.hasPrefix(".\(files.id).meta."))
    }.map { "\(files.folder)/\($0)" }
  }

  /// Removes what registrations that were cut short have left: rows that carry our mark, their
  /// files and what is cached of them.
  ///
  /// Every registration does so first. Registrations that are under way are waited for.
  ///
  /// - Returns: The ids of the rows.
  /// - Throws: ``EmoncmsError``.
  @discardableResult
  public func removeLeftovers() throws(EmoncmsError) -> [Int] {
    try withLock { () throws(EmoncmsError) in try removeLeftoversUnderLock() }
  }

  func removeLeftoversUnderLock() throws(EmoncmsError) -> [Int] {
    var removed: [Int] = []
    for row in try table({ table throws(MariaDBError) in try table.rows() }) {
      guard row.engine == EmoncmsFeed.fixedInterval,
        let stage = FeedTable.stage(of: row.processList)
      else { continue }
      // Before the mark says so, files of that id are somebody else's.
      try remove(row.id, withFiles: stage == .files)
      removed.append(row.id)
    }
    return removed
  }

  /// Does something that only one program at a time does with this account.
  func withLock<Result>(
    _ body: () throws(EmoncmsError) -> Result
  ) throws(EmoncmsError) -> Result {
    let name = settings.database.name
    let seconds = 20
    let isOurs = try table { table throws(MariaDBError) in
      try table.lock(name, seconds: seconds)
    }
    guard isOurs else {
      throw EmoncmsError(
        .timedOut, title, "is held by another registration for more than \(seconds) s",
        remedy: "Try again when that one is done.")
    }
    // A connection that broke has lost the lock with it.
    defer { try? sameTable { table throws(MariaDBError) in try table.unlock(name) } }
    return try body()
  }
}
