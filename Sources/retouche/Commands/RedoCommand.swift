import ArgumentParser
import Workspace

struct RedoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Do the edit again that was undone last.",
    discussion: """
      Once more does the next one again, until nothing undone is left.

      Example:
        retouche redo north_state
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let receipt = try opened.redo(feed)
    if output.json { return try Console.write(receipt.json) }
    try Console.write(receipt.text("done again", of: feed, in: opened))
  }
}
