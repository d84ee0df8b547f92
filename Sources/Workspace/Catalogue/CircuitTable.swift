import GRDB

/// The tables `circuit` and `circuit_indoor`.
enum CircuitTable {
  static func fetchAll(_ database: Database) throws -> [Circuit] {
    let indoor = try Row.fetchAll(
      database, sql: "SELECT circuit, feed FROM circuit_indoor ORDER BY circuit, position")
    let byCircuit = try Dictionary(grouping: indoor) {
      try $0.decode(String.self, forColumn: "circuit")
    }
    return try Row.fetchAll(database, sql: "SELECT * FROM circuit ORDER BY name").map { row in
      let name: String = try row.decode(forColumn: "name")
      return Circuit(
        name: name, supply: try row.decode(forColumn: "supply"),
        return: try row.decode(forColumn: "return"),
        indoor: try byCircuit[name, default: []].map { try $0.decode(forColumn: "feed") },
        outdoor: try row.decode(forColumn: "outdoor"),
        plantRoom: try row.decode(forColumn: "plant_room"),
        state: try row.decode(forColumn: "state"))
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
