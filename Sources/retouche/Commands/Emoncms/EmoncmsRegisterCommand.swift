import ArgumentParser
import Emoncms
import Workspace

struct EmoncmsRegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Make a state feed a feed of an Emoncms: listed and plotted like any other.",
    discussion: """
      The feed appears there whole or not at all. To run it again is safe. Later edits follow with \
      `retouche emoncms push`.

      Examples:
        retouche emoncms register north_state
        retouche emoncms register north_state --name circulateur_nord --tag heating
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Option(help: ArgumentHelp("What to call it there (else its name here).", valueName: "N"))
  var name: String?

  @Option(
    help: ArgumentHelp("The node to show it under there (else its tag here).", valueName: "T"))
  var tag: String?

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let link = try connection.link(opened)
    let (id, isNew) = try link.register(feed, name: name, tag: tag)
    if output.json {
      return try Console.write(
        .object(["feed": JSON(feed.id), "id": JSON(id), "created": .bool(isNew)]))
    }
    try Console.write(
      isNew
        ? "\(feed.name) is feed \(id) of \(link.installation.title).\n"
        : "\(feed.name) is feed \(id) of \(link.installation.title) already.\n")
  }
}
