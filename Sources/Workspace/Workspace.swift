public import Feeds
import Foundation
import GRDB

/// A folder of feeds, and the embedded database that catalogues them and journals their edits.
///
/// The feeds are `.meta`/`.dat` pairs directly in the folder or under `phpfina/`; any such folder is a
/// workspace. `retouche.sqlite` appears in it with the first thing to be remembered.
///
/// Measured feeds are read-only. State feeds are those that Retouche made or that were adopted; each
/// change of one is journalled before a byte of it changes, and can be undone. Several processes may
/// open the same workspace; a feed has one writer at a time.
public final class Workspace: Sendable {
  /// Name of the database in the folder.
  public static let databaseName = "retouche.sqlite"

  /// The workspace's folder.
  public let folder: String
  /// The folder that holds the pairs: the workspace's own, or `phpfina` in it.
  let feedFolder: String
  let fileSystem: any FileSystem
  let database: CatalogueDatabase
  /// Edits that an earlier process left in the middle and that could not be completed, as sentences.
  ///
  /// Empty in the ordinary course of things: what was interrupted is completed on opening.
  public let recoveryProblems: [String]

  /// Opens a workspace, and completes what an interrupted process left in the middle.
  ///
  /// - Parameters:
  ///   - folder: Path of the folder, which must exist.
  ///   - recovering: Whether to complete what was interrupted; false to look without touching.
  ///   - fileSystem: The calls by which feeds are read and written.
  /// - Throws: ``FeedError`` when the folder is missing or cannot be read; ``WorkspaceError`` when
  ///   its database is damaged, of a newer version, or refused by the system.
  public init(
    _ folder: String, recovering: Bool = true, fileSystem: any FileSystem = SystemFileSystem()
  ) throws {
    self.folder = folder
    self.fileSystem = fileSystem
    feedFolder = try FeedFolder(folder).path
    database = try CatalogueDatabase(path: "\(folder)/\(Self.databaseName)")
    let recovery = Recovery(
      folder: folder, feedFolder: feedFolder, database: database, fileSystem: fileSystem,
      timeText: try Self.localTime(database).text)
    recoveryProblems = recovering ? try recovery.run() : []
  }

  /// The zone of local times: the one chosen for this workspace, else the machine's.
  public func localTime() throws -> LocalTime { try Self.localTime(database) }

  private static func localTime(_ database: CatalogueDatabase) throws -> LocalTime {
    let name = try database.read { database in
      try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'time_zone'")
    }
    return LocalTime(zone: name.flatMap(TimeZone.init(identifier:)) ?? .current)
  }

  /// Chooses the zone of local times.
  ///
  /// - Parameter name: A name of the tz database, such as `Europe/Paris`.
  /// - Throws: ``WorkspaceError`` with code `malformed` for an unknown name.
  public func setTimeZone(_ name: String) throws {
    guard TimeZone(identifier: name) != nil else {
      throw WorkspaceError(
        .malformed, "\"\(name)\"", "is no time zone known here",
        remedy: "Write a name such as Europe/Paris or UTC.")
    }
    try database.write { database in
      try database.execute(
        sql: """
          INSERT INTO setting VALUES ('time_zone', ?)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """, arguments: [name])
    }
  }

  /// The feeds whose files are there, sorted by id.
  ///
  /// - Throws: ``FeedError`` when the folder cannot be read, ``WorkspaceError`` when the database
  ///   cannot.
  public func feeds() throws -> [Feed] {
    let rows = try database.read(FeedRow.fetchAll)
    let byID = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
    return try FeedFolder(folder).feeds.map { files in
      Feed(id: files.id, row: byID[files.id])
    }
  }

  /// The feed that a person names by its id, its name, or `tag:name`.
  ///
  /// - Parameter reference: What the person wrote.
  /// - Returns: The feed.
  /// - Throws: ``WorkspaceError`` with code `notFound` or `ambiguous`.
  public func feed(_ reference: String) throws -> Feed { try feeds().named(reference) }

  /// The feed of an id.
  ///
  /// - Parameter id: The id.
  /// - Returns: The feed.
  /// - Throws: ``WorkspaceError`` with code `notFound`.
  public func feed(id: Int) throws -> Feed { try feeds().feed(id: id) }

  /// Opens a feed for reading.
  ///
  /// - Parameter feed: The feed.
  /// - Returns: Its reader.
  /// - Throws: ``FeedError`` when its files are missing, unreadable or odd.
  public func reader(_ feed: Feed) throws -> FeedReader {
    try FeedReader(files(feed.id), fileSystem: fileSystem)
  }

  /// Opens a feed for reading, refusing one whose points were cut short in the middle of one.
  ///
  /// - Parameter feed: The feed.
  /// - Returns: Its reader.
  /// - Throws: ``FeedError`` when its files are missing, unreadable, odd or ragged.
  public func wholeReader(_ feed: Feed) throws -> FeedReader {
    let reader = try reader(feed)
    guard reader.raggedBytes == 0 else { throw FeedError.ragged(reader) }
    return reader
  }

  func files(_ id: Int) -> FeedFiles {
    FeedFiles(folder: feedFolder, id: id)
  }
}

extension FeedError {
  /// The error for points that are not a whole number of float32.
  ///
  /// - Parameter reader: The feed.
  /// - Returns: The error.
  public static func ragged(_ reader: FeedReader) -> FeedError {
    let count = reader.timeline.count
    return FeedError(
      .ragged, file: reader.files.data, offset: count * 4, value: "\(reader.raggedBytes)",
      problem: "its size is \(reader.raggedBytes) bytes more than \(count) whole points",
      remedy:
        "A write was cut short: compare with a backup, or cut the file to \(count * 4) bytes.")
  }
}

extension Feed {
  /// The feed of an id, with what the catalogue says of it, if anything.
  init(id: Int, row: FeedRow?) {
    self.init(
      id: id, name: row?.name ?? "\(id)", tag: row?.tag ?? "", unit: row?.unit ?? "",
      kind: row?.kind ?? .measured)
  }
}
