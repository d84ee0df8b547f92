import ArgumentParser
import Workspace

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take the latest edit of a state feed back.",
    discussion: """
      Once more takes the one before back, and so on to the first.

      Example:
        retouche undo north_state
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let receipt = try opened.undo(feed)
    if output.json { return try Console.write(receipt.json) }
    try Console.write(receipt.text("taken back", of: feed, in: opened))
  }
}
