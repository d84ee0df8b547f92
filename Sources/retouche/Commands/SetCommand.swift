import ArgumentParser
import Feeds
import Workspace

struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set a period of a state feed by hand.",
    usage: """
      retouche set FEED on|off|unknown --from T --to T [--json] [-w DIR]
      """,
    discussion: """
      Every point whose time lies from the first instant up to the last, not included, is set. What is \
      set by hand is kept by later inferences. `retouche undo` takes it back.

      Examples:
        retouche set 25 off --from "2021-03-09 06:00" --to "2021-03-09 08:30"
        retouche set 25 unknown --from 1615266000 --to 1615275000
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Argument(help: "The state.")
  var state: State

  @Option(help: ArgumentHelp("First instant of the period.", valueName: "T"))
  var from: String

  @Option(help: ArgumentHelp("Where the period ends, itself not part of it.", valueName: "T"))
  var to: String

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let clock = try opened.localTime()
    let (from, to) = (try clock.parse(from), try clock.parse(to))
    let receipt = try opened.set(feed, to: state, from: from, to: to)
    if output.json { return try Console.write(receipt.json) }
    try Console.write(
      """
      \(feed.name) is \(state.name) from \(clock.text(from..<to)): \
      \(Words.count(receipt.changedPoints, "point")) changed, edit \(receipt.edit).

      """)
  }
}
