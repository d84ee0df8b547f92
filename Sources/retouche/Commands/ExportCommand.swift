import ArgumentParser
import Feeds
import Workspace

struct ExportCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
    case npy
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write feeds as CSV, as a NumPy file or as JSON.",
    usage: """
      retouche export FEED... [--format csv|npy|json] [--from T] [--to T]
        [-o FILE] [-w DIR]
      """,
    discussion: """
      CSV has a column of Unix seconds and one for each feed; `retouche import` reads it back to the \
      bit. The NumPy file holds one array of records, with the field time and one for each feed: \
      numpy.load opens it. JSON gives each feed with its start, interval and values. A feed is called \
      by its name, or by tag:name where several bear that.

      Examples:
        retouche export north_state 21 22 -o north.csv
        retouche export north_state --format npy --from 2021-03-01 --to 2021-04-01 -o march.npy
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The feeds: ids, names, or tag:name.")
  var feeds: [String]

  @Option(help: "The format (else told by the file's ending, else csv).")
  var format: Format?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file to write (else standard output).", valueName: "file"),
    completion: .file())
  var output: String?

  func run() throws {
    let opened = try workspace.open()
    let chosen = try Selection(feeds, in: opened)
    let (from, to) = try range.resolved(opened.localTime())
    let window = try chosen.window(from: from, to: to)
    let exported = zip(chosen.items, chosen.names).map { item, name in
      ExportedFeed(name: name, tag: item.feed.tag, unit: item.feed.unit, reader: item.reader)
    }
    guard let output, output != "-" else {
      try refuseBinaryOnTerminal()
      return try write(exported, window) { try Console.write($0) }
    }
    try Progress.during("Writing \(output)") { _ in
      try OutputFile.write(output) { file in
        try write(exported, window) { try file.append($0) }
      }
    }
    Console.tell("\(Words.count(exported.count, "feed")) written to \(output)\n")
  }

  private func write(
    _ feeds: [ExportedFeed], _ window: Range<Int>, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    switch chosenFormat {
    case .csv: try CSVWriter(feeds, in: window).write(to: sink)
    case .npy: try NumPyWriter(feeds, in: window).write(to: sink)
    case .json: try JSONWriter(feeds, in: window).write(to: sink)
    }
  }

  private var chosenFormat: Format {
    format ?? Format.allCases.first { output?.hasSuffix(".\($0.rawValue)") ?? false } ?? .csv
  }

  private func refuseBinaryOnTerminal() throws {
    guard chosenFormat == .npy, Terminal.showsResults else { return }
    throw CommandError(
      "a NumPy file is no text for a terminal",
      remedy: "Name a file with -o, or redirect the output.")
  }
}
