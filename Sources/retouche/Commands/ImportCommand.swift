import ArgumentParser
import Feeds
import Workspace

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring columns of a CSV file in, one feed a column.",
    usage: """
      retouche import FILE.csv [--interval S] [--tag TAG] [--time COLUMN]
        [--unit UNIT] [--json] [-w DIR]
      """,
    discussion: """
      The first line names the columns. The column of times is found, or named with --time; it holds \
      Unix seconds or milliseconds, ISO 8601, or local times. Decimal commas, semicolons and tabs are \
      understood. Without --interval each feed gets the greatest one that fits its times. The feeds \
      come in all together or not at all.

      Examples:
        retouche import hall.csv
        retouche import hall.csv --interval 300 --tag hall --time "Date/heure" --unit °C
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The file.", completion: .file(extensions: ["csv", "tsv", "txt"]))
  var file: String

  @Option(help: ArgumentHelp("Seconds between two points (else found).", valueName: "s"))
  var interval: Int?

  @Option(help: "The tag of the feeds (else the file's name).")
  var tag: String?

  @Option(help: ArgumentHelp("The column of times (else found).", valueName: "column"))
  var time: String?

  @Option(help: "The unit of the feeds, such as °C.")
  var unit: String?

  func run() throws {
    let opened = try workspace.open()
    let clock = try opened.localTime()
    let feeds = try Progress.during("Importing \(file)") { progress in
      let columns = try CSVReader(file, time: time, interval: interval)
        .columns(parseTime: clock.parse)
        .map(allowedByEmoncms)
      return try opened.importFeeds(
        columns, tag: tag ?? file.fileStem.allowedByEmoncms, unit: unit ?? ""
      ) {
        progress.advance($0, of: columns.count)
      }
    }
    try FeedList(opened, feeds).show(json: output.json, clock)
  }

  /// The column under a name that a feed can have; where that is another, says so.
  private func allowedByEmoncms(_ column: ImportedColumn) -> ImportedColumn {
    let name = column.name.allowedByEmoncms
    guard name != column.name else { return column }
    Console.tell("Note: column \"\(column.name)\" becomes feed \(name).\n")
    return ImportedColumn(
      name: name, start: column.start, interval: column.interval, points: column.points)
  }
}

extension String {
  /// The text with `_` for what Emoncms allows in no name: all but letters, digits, `_`, `-`, `:` and
  /// spaces.
  fileprivate var allowedByEmoncms: String {
    String(map { $0.isLetter || $0.isNumber || "_-: ".contains($0) ? $0 : "_" })
  }

  /// A path's last name without its extension.
  fileprivate var fileStem: String {
    let name = split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
