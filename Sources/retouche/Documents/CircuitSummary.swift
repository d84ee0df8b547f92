import Workspace

extension Circuit {
  /// Its JSON object.
  var json: JSON {
    .object([
      "name": JSON(name), "supply": JSON(supply), "return": JSON(self.return),
      "indoor": .array(indoor.map { JSON($0) }), "outdoor": JSON(outdoor),
      "plant_room": JSON(plantRoom), "state": JSON(state),
    ])
  }

  /// Its roles and their feeds, for people.
  ///
  /// - Parameter feeds: The feeds of the workspace.
  /// - Returns: The circuit's lines.
  func text(_ feeds: [Feed]) -> String {
    var table = Table([.init(""), .init("", .right), .init("")], indent: 2)
    var former = ""
    for (role, id) in roles {
      let feed = feeds.first { $0.id == id }
      let name = feed.map { $0.name } ?? "is gone: restore its files, or declare the circuit again"
      table.add(
        Table.Cell(role == former ? "" : role, .dim), Table.Cell("\(id)", .bold),
        Table.Cell(name, feed == nil ? .yellow : .plain))
      former = role
    }
    if state == nil {
      table.add(Table.Cell("state", .dim), "–", Table.Cell("none yet", .dim))
    }
    return Tint.bold.applied(to: name.printable()) + "\n" + table.text()
  }
}
