import ArgumentParser
import Charts
import Feeds
import Workspace

struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw curves and states, in the terminal or as a picture.",
    usage: """
      retouche plot FEED... [--from T] [--to T] [--svg FILE]
        [--width N] [--height N] [-w DIR]
      """,
    discussion: """
      Feeds of states are drawn as bands under the curves of the others. Gaps are drawn as gaps.

      Examples:
        retouche plot north_state 21 8 --from 2021-03-08 --to 2021-03-15
        retouche plot north_state 21 22 8 5 --from 2021-03-08 --to 2021-03-15 --svg week.svg
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The feeds: ids, names, or tag:name.")
  var feeds: [String]

  @Option(
    help: ArgumentHelp("Draw a picture in this file instead.", valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var svg: String?

  @Option(help: "Cells across, or pixels of the picture (else the terminal's, or 900).")
  var width: Int?

  @Option(help: "Lines, or pixels of the picture (else 24 at most, or 420).")
  var height: Int?

  func run() throws {
    let opened = try workspace.open()
    let selection = try Selection(feeds, in: opened)
    let (from, to) = try range.resolved(opened.localTime())
    let plot = try Plot(selection, selection.window(from: from, to: to), in: opened)
    if let svg {
      try OutputFile.write(svg, try plot.picture(width: width, height: height))
      Console.tell("Drawn in \(svg)\n")
    } else {
      try Console.write(plot.text(width: width, height: height))
    }
  }
}
