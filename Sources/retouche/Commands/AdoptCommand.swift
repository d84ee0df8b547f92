import ArgumentParser
import Workspace

struct AdoptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Accept the points of a state feed that another program made or changed.",
    discussion: """
      A feed of ones and zeros that Retouche did not make is read-only until it is adopted. A state \
      feed that another program changed is left alone until its points are accepted. Where the journal \
      tells what they were, `retouche undo` brings them back.

      Example:
        retouche adopt 31
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The feed: its id, its name, or tag:name.")
  var feed: String

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    try opened.adopt(feed)
    let adopted = try opened.feed(id: feed.id)
    if output.json {
      return try Console.write(.object(FeedSummary(adopted, opened.reader(adopted)).members))
    }
    try Console.write(
      "Feed \(feed.id) (\(feed.name)) is a state feed as it stands, and can be edited.\n")
  }
}
