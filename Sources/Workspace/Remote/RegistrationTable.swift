import Feeds
import Foundation
import GRDB

/// The tables `registration`, `push` and `push_block`.
enum RegistrationTable {
  static func fetchAll(_ database: Database, connection: String) throws -> [Registration] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM registration WHERE connection = ? ORDER BY feed",
      arguments: [connection]
    ).map(registration)
  }

  static func fetch(
    _ database: Database, connection: String, feed: Int
  ) throws -> Registration? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM registration WHERE connection = ? AND feed = ?",
      arguments: [connection, feed]
    ).map(registration)
  }

  private static func registration(_ row: Row) throws -> Registration {
    let feed: Int = try row.decode(forColumn: "feed")
    let count: Int = try row.decode(forColumn: "count")
    return Registration(
      connection: try row.decode(forColumn: "connection"), feed: feed,
      name: try row.decode(forColumn: "name"), tag: try row.decode(forColumn: "tag"),
      remote: try row.decode(forColumn: "remote"),
      timeline: Timeline(
        start: try row.decode(forColumn: "start"),
        interval: max(1, try row.decode(Int.self, forColumn: "interval")), count: max(0, count)),
      points: try points(row, "points", count, "the registration of feed \(feed)"))
  }

  static func save(_ database: Database, _ it: Registration) throws {
    try database.execute(
      sql: """
        INSERT INTO registration VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (connection, feed) DO UPDATE SET name = excluded.name, tag = excluded.tag,
          remote = excluded.remote, start = excluded.start, "interval" = excluded."interval",
          count = excluded.count, points = excluded.points
        """,
      arguments: [
        it.connection, it.feed, it.name, it.tag, it.remote, it.timeline.start,
        it.timeline.interval, it.timeline.count, Data(PointBlob.encode(it.points)),
      ])
  }

  static func delete(_ database: Database, connection: String, feed: Int) throws {
    try database.execute(
      sql: "DELETE FROM registration WHERE connection = ? AND feed = ?",
      arguments: [connection, feed])
  }

  /// The latest push of a feed in one of some phases.
  static func lastPush(
    _ database: Database, connection: String, feed: Int, in phases: [Push.Phase]
  ) throws -> Push? {
    let marks = phases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT * FROM push WHERE connection = ? AND feed = ? AND phase IN (\(marks))
        ORDER BY id DESC LIMIT 1
        """, arguments: [connection, feed])
    guard let row else { return nil }
    let id: Int64 = try row.decode(forColumn: "id")
    let blocks = try Row.fetchAll(
      database, sql: "SELECT * FROM push_block WHERE push = ? ORDER BY first", arguments: [id]
    ).map { row in
      let count: Int = try row.decode(forColumn: "count")
      return Push.Block(
        first: try row.decode(forColumn: "first"),
        before: try points(row, "points_before", count, "push \(id)"),
        after: try points(row, "points_after", count, "push \(id)"))
    }
    return Push(
      id: id, time: try row.decode(forColumn: "time"),
      phase: Push.Phase(rawValue: try row.decode(forColumn: "phase")) ?? .writing, blocks: blocks)
  }

  static func beginPush(
    _ database: Database, connection: String, feed: Int, time: Int, blocks: [Push.Block]
  ) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO push (connection, feed, time, phase) VALUES (?, ?, ?, 'writing')",
      arguments: [connection, feed, time])
    let id = database.lastInsertedRowID
    for block in blocks {
      try database.execute(
        sql: "INSERT INTO push_block VALUES (?, ?, ?, ?, ?)",
        arguments: [
          id, block.first, block.after.count, Data(PointBlob.encode(block.before)),
          Data(PointBlob.encode(block.after)),
        ])
    }
    return id
  }

  static func setPhase(_ database: Database, push: Int64, to phase: Push.Phase) throws {
    try database.execute(
      sql: "UPDATE push SET phase = ? WHERE id = ?", arguments: [phase.rawValue, push])
  }

  private static func points(
    _ row: Row, _ column: String, _ count: Int, _ subject: String
  ) throws -> [Float] {
    let data: Data = try row.decode(forColumn: column)
    return try PointBlob.decode([UInt8](data), count: count, of: subject)
  }
}
