import ArgumentParser
import Feeds
import Workspace

struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show one feed: span, gaps, statistics, integrity.",
    discussion: """
      Examples:
        retouche info 21
        retouche info emontx1:Tdepart_NORD --json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: ArgumentHelp("Its id, its name, or tag:name.", valueName: "feed"))
  var feed: String

  func run() throws {
    let workspace = try workspace.open()
    let feed = try workspace.feed(feed)
    let reader = try workspace.reader(feed)
    let details = FeedDetails(
      feed: feed, timeline: reader.timeline, statistics: try reader.statistics(),
      problems: try workspace.check([feed]))
    if output.json {
      try Console.write(details.json)
    } else {
      try Console.write(details.text(workspace.circuits(), workspace.localTime()))
    }
    try Failure.report(details.problems.map(\.sentence))
  }
}
