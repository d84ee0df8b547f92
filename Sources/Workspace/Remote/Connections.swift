import GRDB

extension Workspace {
  /// The Emoncms installations that this workspace knows, by name.
  ///
  /// - Throws: ``WorkspaceError`` when the database cannot be read.
  public func connections() throws -> [Connection] { try database.read(ConnectionTable.fetchAll) }

  /// The connection of a name, or the only one there is.
  ///
  /// - Parameter name: The name; nil for the only one.
  /// - Returns: The connection.
  /// - Throws: ``WorkspaceError`` with code `notFound` or `ambiguous`.
  public func connection(_ name: String?) throws -> Connection {
    let connections = try connections()
    let names = connections.map(\.name).joined(separator: ", ")
    if let name {
      guard let connection = connections.first(where: { $0.name == name }) else {
        throw WorkspaceError(
          .notFound, "\"\(name)\"", "names no Emoncms that this workspace knows",
          remedy: connections.isEmpty
            ? "Make it known with `retouche emoncms add`." : "There are: \(names).")
      }
      return connection
    }
    guard let only = connections.first else {
      throw WorkspaceError(
        .notFound, "This workspace", "knows no Emoncms yet",
        remedy: "Make one known with `retouche emoncms add`.")
    }
    guard connections.count == 1 else {
      throw WorkspaceError(
        .ambiguous, "This workspace", "knows \(connections.count) Emoncms: \(names)",
        remedy: "Say which is meant with --connection NAME.")
    }
    return only
  }

  /// Remembers a connection, in the place of one of that name.
  ///
  /// - Parameter connection: The connection; its name is letters, digits, `_` and `-`.
  /// - Throws: ``WorkspaceError`` with code `badName`, or `incompatible` where feeds are registered
  ///   under that name at another address.
  public func save(_ connection: Connection) throws {
    let isName =
      !connection.name.isEmpty
      && connection.name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
      }
    guard isName else {
      throw WorkspaceError(
        .badName, "\"\(connection.name)\"", "is no name for a connection",
        remedy: "Use the letters a to z, digits, _ and -.")
    }
    try database.write { database in
      let known = try ConnectionTable.fetchAll(database).first { $0.name == connection.name }
      if let known, known.address != connection.address || known.user != connection.user {
        try requireUnused(connection.name, database)
      }
      try ConnectionTable.save(database, connection)
    }
  }

  /// Forgets a connection.
  ///
  /// - Parameter name: Its name.
  /// - Throws: ``WorkspaceError`` with code `notFound`, or `incompatible` while feeds are registered
  ///   there.
  public func forget(connection name: String) throws {
    _ = try connection(name)
    try database.write { database in
      try requireUnused(name, database)
      try ConnectionTable.delete(database, name: name)
    }
  }

  private func requireUnused(_ name: String, _ database: Database) throws {
    let registered = try RegistrationTable.fetchAll(database, connection: name)
    guard let first = registered.first else { return }
    throw WorkspaceError(
      .incompatible, "\"\(name)\"",
      "has \(registered.count) registered \(registered.count == 1 ? "feed" : "feeds"), "
        + "\(first.tag):\(first.name) first",
      remedy: "Choose another name, or take them back with `retouche emoncms unregister`.")
  }
}
