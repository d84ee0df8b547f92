import GRDB

/// The tables `circuit` and `circuit_indoor`.
enum CircuitTable {
  static func fetchAll(_ database: Database) throws -> [Circuit] {
    let indoor = try Row.fetchAll(
      database, sql: "SELECT circuit, feed FROM circuit_indoor ORDER BY circuit, position")
    let byCircuit = Dictionary(grouping: indoor) { $0["circuit"] as String }
    return try Row.fetchAll(database, sql: "SELECT * FROM circuit ORDER BY name").map { row in
      Circuit(
        name: row["name"], supply: row["supply"], return: row["return"],
        indoor: byCircuit[row["name"], default: []].map { $0["feed"] }, outdoor: row["outdoor"],
        plantRoom: row["plant_room"], state: row["state"])
    }
  }

  /// Puts a circuit in the tables, in place of one of the same name.
  static func save(_ database: Database, _ circuit: Circuit) throws {
    try database.execute(sql: "DELETE FROM circuit WHERE name = ?", arguments: [circuit.name])
    try database.execute(
      sql: "INSERT INTO circuit VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        circuit.name, circuit.supply, circuit.return, circuit.outdoor, circuit.plantRoom,
        circuit.state,
      ])
    for (position, feed) in circuit.indoor.enumerated() {
      try database.execute(
        sql: "INSERT INTO circuit_indoor VALUES (?, ?, ?)",
        arguments: [circuit.name, position, feed])
    }
  }
}
