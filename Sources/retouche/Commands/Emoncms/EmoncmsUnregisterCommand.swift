import ArgumentParser
import Emoncms
import Workspace

struct EmoncmsUnregisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unregister",
    abstract: "Remove a feed that Retouche registered from the Emoncms.",
    usage: """
      retouche emoncms unregister FEED [--yes] [--connection NAME] [--json]
        [-w DIR]
      """,
    discussion: """
      The feed of the workspace and its journal stay. Only a feed that was registered from this workspace \
      is removed, and only while it is still that feed.

      Examples:
        retouche emoncms unregister north_state
        retouche emoncms unregister north_state --yes
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Flag(help: "Do not ask.")
  var yes = false

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let link = try connection.link(opened)
    if !yes {
      guard Terminal.asks else {
        throw CommandError(
          "nobody is there to be asked", remedy: "Say --yes to remove the feed there.")
      }
      guard
        Terminal.agrees(
          "Remove \(feed.name) from \(link.installation.title)? The workspace keeps it.")
      else { throw CommandError("nothing was removed", remedy: "Say y to remove it.") }
    }
    let id = try link.unregister(feed)
    if output.json {
      return try Console.write(.object(["feed": JSON(feed.id), "id": JSON(id)]))
    }
    try Console.write(
      id.map {
        "\(feed.name) is removed from \(link.installation.title), where it was feed \($0).\n"
      }
        ?? "\(feed.name) was gone from \(link.installation.title) already.\n")
  }
}
