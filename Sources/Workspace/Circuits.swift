import GRDB

extension Workspace {
  /// The circuits, by name.
  ///
  /// - Throws: ``WorkspaceError`` when the database cannot be read.
  public func circuits() throws -> [Circuit] { try database.read(CircuitTable.fetchAll) }

  /// The circuit of a name.
  ///
  /// - Parameter name: The name.
  /// - Returns: The circuit.
  /// - Throws: ``WorkspaceError`` with code `notFound`, naming those there are.
  public func circuit(_ name: String) throws -> Circuit {
    let circuits = try circuits()
    guard let circuit = circuits.first(where: { $0.name == name }) else {
      let names = circuits.map { "\"\($0.name)\"" }.joined(separator: ", ")
      throw WorkspaceError(
        .notFound, "\"\(name)\"", "names no circuit of this workspace",
        remedy: circuits.isEmpty
          ? "Declare it with `retouche circuit add \(name) --supply FEED`."
          : "There are: \(names).")
    }
    return circuit
  }

  /// Declares a circuit, or declares one of that name anew.
  ///
  /// - Parameter circuit: The circuit; each feed must exist, and have one role only.
  /// - Throws: ``FeedError`` for a feed that cannot be read; ``WorkspaceError`` with code `notFound` for
  ///   an absent one, `incompatible` for a feed
  ///   in two roles, or a state feed that was measured or is another circuit's, `badName` for an empty name.
  public func save(_ circuit: Circuit) throws {
    guard !circuit.name.allSatisfy(\.isWhitespace) else {
      throw WorkspaceError(
        .badName, "\"\(circuit.name)\"", "is no name for a circuit",
        remedy: "Choose one such as north.")
    }
    let feeds = try feeds()
    let others = try circuits().filter { $0.name != circuit.name }
    var roles: [Int: String] = [:]
    for (role, id) in circuit.roles {
      let feed = try feeds.feed(id: id)
      if let other = roles.updateValue(role, forKey: id) {
        throw WorkspaceError(
          .incompatible, feed.title, "is given as \(other) and as \(role)",
          remedy: "Give each feed one role.")
      }
      // A feed that cannot be read is refused now, not at the first inference.
      _ = try wholeReader(feed)
      if role != "state", feed.kind == .state {
        throw WorkspaceError(
          .incompatible, feed.title, "is a state feed, and cannot be the circuit's \(role)",
          remedy: "Name a feed that was measured.")
      }
      if role == "state", feed.kind != .state {
        throw WorkspaceError(
          .incompatible, feed.title, "was measured and cannot be the circuit's state feed",
          remedy: "Leave --state out: `retouche infer \(circuit.name)` makes one.")
      }
      if role == "state", let other = others.first(where: { $0.state == id }) {
        throw WorkspaceError(
          .incompatible, feed.title, "is the state feed of circuit \(other.name) already",
          remedy: "Leave --state out: `retouche infer \(circuit.name)` makes one.")
      }
    }
    try database.write { try CircuitTable.save($0, circuit) }
  }
}
