import Feeds

/// The tables that Retouche's module keeps in the database of an Emoncms.
///
/// The module itself makes them, with its first edit or circuit.
package struct EditorTables {
  /// The journal of edits.
  package static let edits = "retouche_edit"
  /// The circuits of Emoncms's users.
  package static let circuits = "retouche_circuit"

  /// An edit that was begun and neither finished nor dropped.
  package struct PendingEdit: Sendable, Hashable {
    package let feed: Int
    /// When it was begun, Unix seconds by the clock of Emoncms's PHP.
    package let time: Int
  }

  private let connection: MariaDBConnection
  private let dataFolder: String
  /// What the database is called in messages.
  package let title: String

  /// Connects to the database.
  ///
  /// - Parameter settings: Those of the Emoncms.
  /// - Throws: ``EmoncmsError``.
  package init(_ settings: EmoncmsSettings) throws(EmoncmsError) {
    title = settings.database.title
    dataFolder = settings.dataFolder
    do throws(MariaDBError) {
      connection = try MariaDBConnection(settings.database)
    } catch {
      throw error.emoncmsError(title)
    }
  }

  /// Those of the tables that are there.
  package func present() throws(EmoncmsError) -> [String] {
    let rows = try run(
      """
      SELECT table_name FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_name IN (?, ?) ORDER BY table_name DESC
      """, .text(Self.edits), .text(Self.circuits))
    return rows.compactMap { $0.first?.text }
  }

  /// How many rows one of them has.
  package func count(_ table: String) throws(EmoncmsError) -> Int {
    try run("SELECT COUNT(*) FROM `\(table)`").first?.first?.integer ?? 0
  }

  /// Edits that were begun longer ago than some seconds, and are neither finished nor dropped.
  ///
  /// An edit of points that are gone, because the feed was deleted, trimmed or cleared, waits for
  /// nothing and is none of them.
  package func pendingEdits(olderThan seconds: Int) throws(EmoncmsError) -> [PendingEdit] {
    let rows = try run(
      """
      SELECT feedid, time, `start`, step FROM \(Self.edits)
      WHERE status = 'pending' AND time < UNIX_TIMESTAMP() - ? ORDER BY id
      """, .integer(seconds))
    return rows.compactMap { row in
      guard row.count == 4, let feed = row[0].integer, let time = row[1].integer,
        let reader = try? FeedReader(FeedFiles(folder: dataFolder, id: feed)),
        reader.timeline.start == row[2].integer, reader.timeline.interval == row[3].integer
      else { return nil }
      return PendingEdit(feed: feed, time: time)
    }
  }

  /// Removes the tables and all they hold; those that are not there are no error.
  package func drop() throws(EmoncmsError) {
    try run("DROP TABLE IF EXISTS \(Self.edits), \(Self.circuits)")
  }

  @discardableResult
  private func run(
    _ text: String, _ values: MariaDBValue...
  ) throws(EmoncmsError) -> [[MariaDBValue]] {
    do throws(MariaDBError) {
      return try connection.run(text, values)
    } catch {
      throw error.emoncmsError(title)
    }
  }
}

extension EmoncmsSettings.Database {
  /// What it is called in messages.
  package var title: String { "MariaDB at \(socket ?? "\(host):\(port)"), database \(name)" }
}
