import GRDB

/// The table `connection`.
enum ConnectionTable {
  static func fetchAll(_ database: Database) throws -> [Connection] {
    try Row.fetchAll(database, sql: "SELECT * FROM connection ORDER BY name").map { row in
      Connection(
        name: try row.decode(forColumn: "name"),
        kind: Connection.Kind(rawValue: try row.decode(forColumn: "kind")) ?? .http,
        address: try row.decode(forColumn: "address"), user: try row.decode(forColumn: "user"))
    }
  }

  static func save(_ database: Database, _ connection: Connection) throws {
    try database.execute(
      sql: """
        INSERT INTO connection VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, address = excluded.address,
          user = excluded.user
        """,
      arguments: [connection.name, connection.kind.rawValue, connection.address, connection.user])
  }

  static func delete(_ database: Database, name: String) throws {
    try database.execute(sql: "DELETE FROM connection WHERE name = ?", arguments: [name])
  }
}
