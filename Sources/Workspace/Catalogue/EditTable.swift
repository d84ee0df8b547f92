import Foundation
import GRDB
import Inference

/// The table `edit`: the journal.
enum EditTable {
  /// What a list of edits needs, without the points.
  struct Summary {
    let id: Int64
    let time: Int
    let what: String
    let phase: EditMachine.Phase
    let superseded: Bool
    let slots: Range<Int>
    let changedPoints: Int
  }

  static func insert(
    _ database: Database, _ entry: JournalEntry, phase: EditMachine.Phase
  ) throws -> Int64 {
    let columns = try EncodedEntry(entry)
    try database.execute(
      sql: """
        INSERT INTO edit (feed, time, what, phase, first, "end", changed_points, points_before,
          points_after, stretches_before, stretches_after, checksum, method, meaning)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        entry.feed, entry.time, entry.what, phase.rawValue, entry.slots.lowerBound,
        entry.slots.upperBound, entry.changedPoints, Data(columns.pointsBefore),
        Data(columns.pointsAfter), columns.stretchesBefore, columns.stretchesAfter,
        Int64(columns.checksum(feed: entry.feed, entry.slots)), entry.inference?.method,
        entry.inference?.meaning.rawValue,
      ])
    return database.lastInsertedRowID
  }

  static func setPhase(_ database: Database, id: Int64, _ phase: EditMachine.Phase) throws {
    try database.execute(
      sql: "UPDATE edit SET phase = ? WHERE id = ?", arguments: [phase.rawValue, id])
  }

  /// Gives up the edits under way, and all that reach beyond a slot.
  static func abandon(_ database: Database, feed: Int, beyond end: Int) throws {
    try database.execute(
      sql: """
        UPDATE edit SET phase = 'abandoned' WHERE feed = ?
          AND (phase IN ('applying', 'undoing', 'redoing') OR "end" > ?)
        """, arguments: [feed, end])
  }

  /// Gives up the edits that can no longer be undone or done again, because other points than theirs
  /// stand where they would have to: `points` are all those of the feed.
  static func abandonOverwritten(_ database: Database, feed: Int, _ points: [Float]) throws {
    for (phases, order, present, other) in [
      ("('applied')", "DESC", EditMachine.Side.after, EditMachine.Side.before),
      ("('undone')", "ASC", .before, .after),
    ] {
      var points = points
      let ids = try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM edit WHERE feed = ? AND phase IN \(phases) AND NOT superseded
          ORDER BY id \(order)
          """, arguments: [feed])
      for id in ids {
        if let entry = try? fetch(database, id: id)?.entry,
          entry.slots.upperBound <= points.count,
          zip(points[entry.slots], entry.points(present)).allSatisfy({
            $0.bitPattern == $1.bitPattern
          })
        {
          points.replaceSubrange(entry.slots, with: entry.points(other))
        } else {
          try setPhase(database, id: id, .abandoned)
        }
      }
    }
  }

  static func fetchPhase(_ database: Database, id: Int64) throws -> EditMachine.Phase? {
    try String.fetchOne(database, sql: "SELECT phase FROM edit WHERE id = ?", arguments: [id])
      .flatMap(EditMachine.Phase.init)
  }

  /// Edits that were undone before a new one can no longer be done again: the feed has moved on.
  static func supersedeUndone(_ database: Database, feed: Int) throws {
    try database.execute(
      sql: "UPDATE edit SET superseded = 1 WHERE feed = ? AND phase = 'undone'", arguments: [feed])
  }

  /// The edit that an undo takes back: the latest that is applied.
  static func undoable(_ database: Database, feed: Int) throws -> Int64? {
    try Int64.fetchOne(
      database, sql: "SELECT max(id) FROM edit WHERE feed = ? AND phase = 'applied'",
      arguments: [feed])
  }

  /// The edit that a redo brings back: the earliest that is undone and not superseded.
  static func redoable(_ database: Database, feed: Int) throws -> Int64? {
    try Int64.fetchOne(
      database,
      sql: "SELECT min(id) FROM edit WHERE feed = ? AND phase = 'undone' AND NOT superseded",
      arguments: [feed])
  }

  /// How the states of a feed were inferred last; nil where they never were, or the edit is undone.
  static func lastInference(_ database: Database, feed: Int) throws -> InferenceKind? {
    // A database that may only be read stays as an older version left it.
    guard try database.columns(in: "edit").contains(where: { $0.name == "method" }) else {
      return nil
    }
    return try Row.fetchOne(
      database,
      sql: """
        SELECT method, meaning FROM edit
        WHERE feed = ? AND phase = 'applied' AND method IS NOT NULL ORDER BY id DESC LIMIT 1
        """, arguments: [feed]
    ).flatMap(inference(of:))
  }

  /// The edits that an earlier process left in the middle, of one feed or of all.
  static func underWay(_ database: Database, feed: Int? = nil) throws -> [(id: Int64, feed: Int)] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT id, feed FROM edit WHERE phase IN ('applying', 'undoing', 'redoing')
          AND (? IS NULL OR feed = ?) ORDER BY id
        """, arguments: [feed, feed]
    ).map { (try $0.decode(forColumn: "id"), try $0.decode(forColumn: "feed")) }
  }

  /// All edits of a feed, in order.
  static func summaries(_ database: Database, feed: Int) throws -> [Summary] {
    try summaries(database, "feed = ? ORDER BY id", [feed])
  }

  /// Some edits of a feed, the newest first.
  static func summaries(
    _ database: Database, feed: Int, before id: Int?, limit: Int
  ) throws -> [Summary] {
    try summaries(
      database, "feed = ? AND id < ? ORDER BY id DESC LIMIT ?",
      [feed, id ?? .max, max(0, limit)])
  }

  private static func summaries(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [Summary] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT id, time, what, phase, superseded, first, "end", changed_points FROM edit
        WHERE \(condition)
        """, arguments: arguments
    ).map { row in
      Summary(
        id: try row.decode(forColumn: "id"), time: try row.decode(forColumn: "time"),
        what: try row.decode(forColumn: "what"),
        phase: EditMachine.Phase(rawValue: try row.decode(forColumn: "phase")) ?? .abandoned,
        superseded: try row.decode(forColumn: "superseded"), slots: try slots(of: row),
        changedPoints: try row.decode(forColumn: "changed_points"))
    }
  }

  /// The points as the journal last wrote them, and as given where no edit ever reached.
  ///
  /// - Parameters:
  ///   - database: The database.
  ///   - feed: The feed's id.
  ///   - points: All the feed's points.
  /// - Returns: As many points; nil where the journal cannot be read or reaches beyond them.
  /// - Throws: what SQLite throws.
  static func lastWritten(
    _ database: Database, feed: Int, over points: [Float]
  ) throws -> [Float]? {
    var result = points
    let edits = try summaries(database, feed: feed).filter { $0.phase != .abandoned }
    // What an edit that is undone replaced stands there again, unless an earlier one is applied.
    for edit in edits.reversed() where edit.phase == .undone {
      guard let entry = try? fetch(database, id: edit.id)?.entry,
        entry.slots.upperBound <= points.count
      else { return nil }
      result.replaceSubrange(entry.slots, with: entry.before)
    }
    for edit in edits where edit.phase == .applied {
      guard let entry = try? fetch(database, id: edit.id)?.entry,
        entry.slots.upperBound <= points.count
      else { return nil }
      result.replaceSubrange(entry.slots, with: entry.after)
    }
    return result
  }

  /// One entry, its checksum verified, and the phase it is in.
  static func fetch(
    _ database: Database, id: Int64
  ) throws -> (entry: JournalEntry, phase: EditMachine.Phase)? {
    guard
      let row = try Row.fetchOne(database, sql: "SELECT * FROM edit WHERE id = ?", arguments: [id])
    else { return nil }
    let subject = "edit \(id)"
    do {
      let phase: String = try row.decode(forColumn: "phase")
      guard let phase = EditMachine.Phase(rawValue: phase) else {
        throw WorkspaceError.damagedEntry(subject, "has the unknown phase \(phase)")
      }
      return (try entry(row, id: id, subject), phase)
    } catch is RowDecodingError {
      throw WorkspaceError.damagedEntry(subject, "holds values of the wrong type")
    }
  }

  private static func entry(_ row: Row, id: Int64, _ subject: String) throws -> JournalEntry {
    let encoded = EncodedEntry(
      pointsBefore: [UInt8](try row.decode(Data.self, forColumn: "points_before")),
      pointsAfter: [UInt8](try row.decode(Data.self, forColumn: "points_after")),
      stretchesBefore: try row.decode(forColumn: "stretches_before"),
      stretchesAfter: try row.decode(forColumn: "stretches_after"))
    let feed: Int = try row.decode(forColumn: "feed")
    let slots = try slots(of: row)
    // Before anything is made of it: a damaged number of points may ask for any amount of memory.
    guard Int64(encoded.checksum(feed: feed, slots)) == (try row.decode(forColumn: "checksum"))
    else { throw WorkspaceError.damagedEntry(subject, "fails its checksum") }
    return JournalEntry(
      id: id, feed: feed, time: try row.decode(forColumn: "time"),
      what: try row.decode(forColumn: "what"), slots: slots,
      before: try PointBlob.decode(encoded.pointsBefore, count: slots.count, of: subject),
      after: try PointBlob.decode(encoded.pointsAfter, count: slots.count, of: subject),
      stretchesBefore: try encoded.decodeStretches(encoded.stretchesBefore, of: subject),
      stretchesAfter: try encoded.decodeStretches(encoded.stretchesAfter, of: subject),
      inference: try inference(of: row))
  }

  /// How a row's states were inferred; nil for other edits, and those of a version that did not say.
  private static func inference(of row: Row) throws -> InferenceKind? {
    guard row.hasColumn("method"), let method = try row.decode(String?.self, forColumn: "method"),
      let meaning = try row.decode(String?.self, forColumn: "meaning").flatMap(Meaning.init)
    else { return nil }
    return InferenceKind(method: method, meaning: meaning)
  }

  /// The slots of an entry; none where the row holds numbers that no feed has.
  private static func slots(of row: Row) throws -> Range<Int> {
    let first: Int = try row.decode(forColumn: "first")
    let end: Int = try row.decode(forColumn: "end")
    guard first >= 0, end >= first, end <= Int32.max else { return 0..<0 }
    return first..<end
  }
}

/// The parts of an entry as the table holds them.
private struct EncodedEntry {
  let pointsBefore: [UInt8]
  let pointsAfter: [UInt8]
  let stretchesBefore: String
  let stretchesAfter: String

  init(
    pointsBefore: [UInt8], pointsAfter: [UInt8], stretchesBefore: String, stretchesAfter: String
  ) {
    self.pointsBefore = pointsBefore
    self.pointsAfter = pointsAfter
    self.stretchesBefore = stretchesBefore
    self.stretchesAfter = stretchesAfter
  }

  init(_ entry: JournalEntry) throws {
    func text(_ stretches: [Stretch]) throws -> String {
      String(decoding: try JSONEncoder().encode(stretches), as: UTF8.self)
    }
    self.init(
      pointsBefore: PointBlob.encode(entry.before), pointsAfter: PointBlob.encode(entry.after),
      stretchesBefore: try text(entry.stretchesBefore),
      stretchesAfter: try text(entry.stretchesAfter))
  }

  func decodeStretches(_ text: String, of subject: String) throws -> [Stretch] {
    do {
      return try JSONDecoder().decode([Stretch].self, from: Data(text.utf8))
    } catch {
      throw WorkspaceError.damagedEntry(subject, "holds provenance that cannot be read")
    }
  }

  /// CRC-32 over all that an undo or a redo relies on.
  func checksum(feed: Int, _ slots: Range<Int>) -> UInt32 {
    let head = "\(feed) \(slots.lowerBound) \(slots.upperBound)"
    return [
      Array(head.utf8), pointsBefore, pointsAfter, Array(stretchesBefore.utf8),
      Array(stretchesAfter.utf8),
    ].reduce(0) { Checksum.crc32($1, continuing: $0) }
  }
}
