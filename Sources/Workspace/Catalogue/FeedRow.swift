import Feeds
import Foundation
import GRDB

/// A row of the table `feed`.
struct FeedRow: Equatable {
  var id: Int
  var name: String
  var tag: String
  var unit: String
  var kind: FeedKind
  /// Whether its files are complete: false while they are being made.
  var ready: Bool
  /// What the journal last saw of its points; nil for a feed that is never written.
  var seen: BlockChecksums?

  static func fetch(_ database: Database, id: Int) throws -> FeedRow? {
    try Row.fetchOne(database, sql: "SELECT * FROM feed WHERE id = ?", arguments: [id])
      .map { try FeedRow(row: $0) }
  }

  static func fetchAll(_ database: Database) throws -> [FeedRow] {
    try Row.fetchAll(database, sql: "SELECT * FROM feed ORDER BY id").map { try FeedRow(row: $0) }
  }

  private init(row: Row) throws {
    id = try row.decode(forColumn: "id")
    name = try row.decode(forColumn: "name")
    tag = try row.decode(forColumn: "tag")
    unit = try row.decode(forColumn: "unit")
    kind = FeedKind(rawValue: try row.decode(forColumn: "kind")) ?? .measured
    ready = try row.decode(forColumn: "ready")
    seen = try BlockChecksums(row: row)
  }

  init(
    id: Int, name: String, tag: String, unit: String, kind: FeedKind, ready: Bool = true,
    seen: BlockChecksums? = nil
  ) {
    self.id = id
    self.name = name
    self.tag = tag
    self.unit = unit
    self.kind = kind
    self.ready = ready
    self.seen = seen
  }

  static func delete(_ database: Database, id: Int) throws {
    try database.execute(sql: "DELETE FROM feed WHERE id = ?", arguments: [id])
  }

  /// Puts the row in the table, in place of one of the same id.
  func save(_ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO feed (id, name, tag, unit, kind, ready) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, tag = excluded.tag,
          unit = excluded.unit, kind = excluded.kind, ready = excluded.ready
        """, arguments: [id, name, tag, unit, kind.rawValue, ready])
    if let seen { try seen.save(database, feed: id) }
  }
}

extension BlockChecksums {
  /// Reads the checksums of a row of the table `feed`; nil where there are none, or they cannot be
  /// those of the points they are said to be of.
  fileprivate init?(row: Row) throws {
    guard let start = try row.decode(Int?.self, forColumn: "seen_start"),
      let interval = try row.decode(Int?.self, forColumn: "seen_interval"),
      let count = try row.decode(Int?.self, forColumn: "seen_count"),
      let bytes = try row.decode(Data?.self, forColumn: "seen_checksums"),
      // What metadata can hold, so that no time of the feed overflows.
      UInt32(exactly: start) != nil, interval > 0, UInt32(exactly: interval) != nil,
      Int32(exactly: count) != nil, count >= 0
    else { return nil }
    self.init(
      timeline: Timeline(start: start, interval: interval, count: count), bytes: [UInt8](bytes))
  }

  /// Reads the checksums as the database holds them; nil when there are not as many as blocks.
  init?(timeline: Timeline, bytes: [UInt8]) {
    guard bytes.count == (timeline.count + Self.block - 1) / Self.block * 4 else { return nil }
    let checksums = bytes.withUnsafeBytes { bytes in
      (0..<(bytes.count / 4)).map {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
      }
    }
    self.init(timeline: timeline, checksums: checksums)
  }

  func save(_ database: Database, feed: Int) throws {
    let bytes = checksums.flatMap { checksum in
      withUnsafeBytes(of: checksum.littleEndian, Array.init)
    }
    try database.execute(
      sql: """
        UPDATE feed SET seen_start = ?, seen_interval = ?, seen_count = ?, seen_checksums = ?
        WHERE id = ?
        """,
      arguments: [timeline.start, timeline.interval, timeline.count, Data(bytes), feed])
  }
}
