import ArgumentParser
import Workspace

struct FeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds",
    abstract: "List the feeds.",
    discussion: """
      Every feed of the workspace with its unit, interval, span and share of points that are missing. \
      A damaged feed does not hide the others: it gets a sentence on standard error.

      Examples:
        retouche feeds
        retouche feeds --json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let workspace = try workspace.open()
    let list = try FeedList(workspace)
    try list.show(json: output.json, workspace.localTime())
  }
}
