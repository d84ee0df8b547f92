import Foundation
import GRDB
import Synchronization

/// The connection to a workspace's `retouche.sqlite`.
///
/// The file is made by the first write. Until then reads see an empty catalogue, so that looking at
/// a folder of feeds leaves nothing in it.
final class CatalogueDatabase: Sendable {
  let path: String
  private let queue: Mutex<(database: DatabaseQueue, isFile: Bool)>

  /// - Parameter path: Path of `retouche.sqlite`, which need not exist.
  /// - Throws: ``WorkspaceError`` when it exists and is damaged, from a newer version, or refused by
  ///   the system.
  init(path: String) throws(WorkspaceError) {
    self.path = path
    let exists = FileManager.default.fileExists(atPath: path)
    let database = try Self.translating(path) {
      exists ? try Self.openFile(path) : try Self.migrated(DatabaseQueue())
    }
    queue = Mutex((database, exists))
  }

  /// Runs a reading closure, in one transaction.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    let database = try connection(making: false)
    return try Self.translatingAny(path) { try database.read(body) }
  }

  /// Runs a writing closure in one transaction, durable when this returns; makes the file if need be.
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    let database = try connection(making: true)
    return try Self.translatingAny(path) { try database.write(body) }
  }

  /// Runs a writing closure in one transaction that a power cut may take back, as a whole.
  ///
  /// It is on the disk no later than the next durable one, and never before an earlier one.
  func writeSoon(_ body: (Database) throws -> Void) throws {
    let database = try connection(making: true)
    try Self.translatingAny(path) {
      try database.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        defer { try? database.execute(sql: "PRAGMA synchronous = FULL") }
        try database.inTransaction {
          try body(database)
          return .commit
        }
      }
    }
  }

  /// The connection to the file, once there is one: another process may have made it meanwhile.
  private func connection(making: Bool) throws(WorkspaceError) -> DatabaseQueue {
    try queue.withLock { state throws(WorkspaceError) in
      if !state.isFile, making || FileManager.default.fileExists(atPath: path) {
        state = (try Self.translating(path) { try Self.openFile(path) }, true)
      }
      return state.database
    }
  }

  /// Whether SQLite itself finds the file sound; nil where there is no file.
  func integrityProblems() throws -> [String] {
    try read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
          "a row of \(row[0] as String) refers to a row of \(row[2] as String) that is gone"
        }
    }
  }

  private static func openFile(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    if FileManager.default.fileExists(atPath: path), !isWritable(path) {
      configuration.readonly = true
      let queue = try openReadOnly(path, configuration)
      try checkVersion(queue, path)
      return queue
    }
    configuration.prepareDatabase { database in
      // One fsync a commit; a commit that has returned survives a power cut.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    return try migrated(DatabaseQueue(path: path, configuration: configuration), path)
  }

  /// In a folder that cannot be written, SQLite cannot make the file that readers share.
  private static func openReadOnly(
    _ path: String, _ configuration: Configuration
  ) throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
      return queue
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    {
      let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
      return try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
    }
  }

  private static func isWritable(_ path: String) -> Bool {
    let folder = (path as NSString).deletingLastPathComponent
    return FileManager.default.isWritableFile(atPath: path)
      && FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder)
  }

  private static func migrated(_ queue: DatabaseQueue, _ path: String = "") throws -> DatabaseQueue
  {
    let migrator = Schema.migrator
    var attempts = 25
    while true {
      do {
        try checkVersion(queue, path)
        if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
        return queue
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR && attempts > 0 {
        // Another process may be making the tables at the same moment, one migration after the other.
        attempts -= 1
        usleep(20_000)
      }
    }
  }

  private static func checkVersion(_ queue: DatabaseQueue, _ path: String) throws {
    guard try !queue.read(Schema.migrator.hasBeenSuperseded) else {
      throw WorkspaceError(
        .newerDatabase, path, "was written by a newer Retouche",
        remedy: "Install that version or a later one; this one leaves the file as it is.")
    }
  }

  /// Runs a closure, giving SQLite's errors the file's name and a way out.
  private static func translating<T>(
    _ path: String, _ body: () throws -> T
  ) throws(WorkspaceError) -> T {
    do {
      return try translatingAny(path, body)
    } catch let error as WorkspaceError {
      throw error
    } catch {
      throw WorkspaceError(
        .inaccessibleDatabase, path, "cannot be opened: \(error)",
        remedy: "Check the file and its folder.")
    }
  }

  private static func translatingAny<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw WorkspaceError(database: error, path: path)
    } catch is RowDecodingError {
      throw WorkspaceError(
        database: DatabaseError(
          resultCode: .SQLITE_CORRUPT, message: "a value of the wrong type in a table"), path: path)
    }
  }
}

extension WorkspaceError {
  /// What an error of SQLite means for a person.
  init(database error: DatabaseError, path: String) {
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init(
        .damagedDatabase, path, "is damaged or is no database: \(reason)",
        remedy: "Put a backup of it in its place, or move it away: the feeds themselves stay, "
          + "names, circuits and journal are then begun anew.")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked, path, "is being written by another process",
        remedy: "Wait for it to end and run the command again.")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .inaccessibleDatabase, path, "cannot be opened for writing: \(reason)",
        remedy: "Check the owner and the mode of the file and of its folder.")
    case .SQLITE_FULL:
      self.init(
        .inaccessibleDatabase, path, "cannot grow: \(reason)",
        remedy: "Free some room on this disk and run the command again; nothing was lost.")
    default:
      self.init(
        .inaccessibleDatabase, path, "cannot be used: \(reason)",
        remedy: "Run `retouche check`, and check the disk.")
    }
  }
}
