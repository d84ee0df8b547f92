import ArgumentParser
import Feeds
import Inference
import Workspace

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Compare a state feed with a truth.",
    usage: """
      retouche score FEED --truth PATH|FEED [--from T] [--to T]
        [--json] [-w DIR]
      """,
    discussion: """
      The truth is a feed; a CSV file with a column of times and one called truth, of 1 and 0; or a \
      JSON file with segments, [{"start":…,"end":…,"state":"on"}], or with window, on and uncertain, \
      pairs of Unix seconds. Only what the truth knows counts; unknown in the feed counts as wrong. An \
      edge is found when the feed has one of the same direction within 15 minutes.

      Examples:
        retouche score north_state --truth north-power.json
        retouche score north_state --truth 31 --from 2021-03-01 --to 2021-04-01
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Option(
    help: ArgumentHelp("A truth: a JSON or CSV file, or a feed.", valueName: "path|feed"),
    completion: .file(extensions: ["json", "csv"]))
  var truth: String

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let (from, to) = try range.resolved(opened.localTime())
    let score = try opened.score(feed, against: opened.truth(truth), from: from, to: to)
    guard score.samples > 0 else {
      throw CommandError(
        "\(truth) knows nothing of the time of \(feed.title)",
        remedy: "Choose a truth and a period that overlap with the feed.")
    }
    try Console.write(output.json ? JSON.object(score.members).text + "\n" : score.text)
  }
}
