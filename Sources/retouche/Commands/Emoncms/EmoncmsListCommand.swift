import ArgumentParser
import Emoncms
import Feeds
import Workspace

struct EmoncmsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the Emoncms that the workspace knows, and what is registered there.",
    discussion: """
      Example:
        retouche emoncms list
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let opened = try workspace.open()
    let known = try opened.connections().map { ($0, try opened.registrations(on: $0.name)) }
    if output.json {
      return try Console.write(
        .array(
          known.map { connection, registrations in
            connection.json.adding("registered", .array(registrations.map(\.json)))
          }))
    }
    guard !known.isEmpty else {
      return try Console.write(
        "This workspace knows no Emoncms. Next: \(workspace.command("emoncms add NAME ADDRESS"))\n")
    }
    for (connection, registrations) in known {
      try Console.write("\(connection.name)  \(connection.address)\n")
      var table = Table([Table.Column(""), Table.Column("")], indent: 2)
      for it in registrations {
        let there = it.remote.map { "feed \($0) there" } ?? "registration cut off"
        table.add(fact: "feed \(it.feed)", "\(it.tag):\(it.name), \(there)")
      }
      try Console.write(table.text())
    }
  }
}

extension Registration {
  var json: JSON {
    .object([
      "feed": JSON(feed), "id": JSON(remote), "name": JSON(name), "tag": JSON(tag),
      "npoints": JSON(timeline.count),
    ])
  }
}

extension JSON {
  /// The object with one more member.
  func adding(_ key: String, _ value: JSON) -> JSON {
    guard case .object(var members) = self else { return self }
    members[key] = value
    return .object(members)
  }
}
