import ArgumentParser
import Feeds
import Workspace

struct SegmentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "List the segments of a state feed.",
    usage: """
      retouche segments FEED [--from T] [--to T] [--csv | --json] [-w DIR]
      """,
    discussion: """
      A segment is a run of one state and one provenance: initial, inferred, hand or imported. The \
      confidence of an inferred one goes from 0 to 1. As CSV and JSON, times are Unix seconds.

      Examples:
        retouche segments north_state --from 2021-03-08 --to 2021-03-15
        retouche segments north_state --csv > segments.csv
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Flag(help: "Print comma-separated values.")
  var csv = false

  func validate() throws {
    if csv && output.json { throw ValidationError("Choose one of --csv and --json.") }
  }

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let clock = try opened.localTime()
    let (from, to) = try range.resolved(clock)
    let segments = try opened.segments(feed, from: from, to: to)
    if output.json { return try Console.write(.array(segments.map(\.json))) }
    if csv { return try Console.write(Segment.csvHeader + segments.map(\.csv).joined()) }
    try Console.write(table(segments, clock).text())
  }

  private func table(_ segments: [Segment], _ clock: LocalTime) -> Table {
    var table = Table([
      .init("from"), .init("to"), .init("lasts", .right), .init("state"), .init("provenance"),
      .init("confidence", .right),
    ])
    for segment in segments {
      table.add(
        Table.Cell(clock.text(segment.times.lowerBound)),
        Table.Cell(clock.text(segment.times.upperBound)),
        Table.Cell(Words.duration(segment.times.count)),
        Table.Cell(segment.state.name, Tint(segment.state)),
        Table.Cell(segment.provenance.rawValue, segment.provenance == .hand ? .bold : .plain),
        Table.Cell(segment.confidence.map { Words.decimal(Double($0), 2) } ?? "–"))
    }
    return table
  }
}

extension Segment {
  /// Its JSON object.
  var json: JSON {
    .object([
      "start": JSON(times.lowerBound), "end": JSON(times.upperBound), "state": JSON(state.name),
      "provenance": JSON(provenance.rawValue), "confidence": JSON(confidence),
    ])
  }

  static let csvHeader = "start,end,state,provenance,confidence\n"

  /// Its line of CSV.
  var csv: String {
    "\(times.lowerBound),\(times.upperBound),\(state.name),\(provenance.rawValue),"
      + "\(confidence.map(\.description) ?? "")\n"
  }
}
