import ArgumentParser
import Feeds
import Workspace

struct SegmentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "List the segments of a state feed.",
    usage: """
      retouche segments FEED [--uncertain] [--below X] [--from T] [--to T]
        [--csv | --json] [-w DIR]
      """,
    discussion: """
      A segment is a run of one state and one provenance: initial, inferred, hand or imported. The \
      confidence of an inferred one goes from 0 to 1. A provisional one may still be changed by later \
      samples, its end above all. As CSV and JSON, times are Unix seconds.

      With --uncertain, what the inference was less sure of than \(Words.decimal(Double(Doubt.limit), 2)): \
      whole segments, and parts of segments from \(Words.duration(Doubt.shortest)) on. The few unsure \
      samples beside every edge are not told.

      Examples:
        retouche segments north_state --from 2021-03-08 --to 2021-03-15
        retouche segments north_state --uncertain
        retouche segments north_state --csv > segments.csv
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Flag(help: "List only what the inference is not sure of.")
  var uncertain = false

  @Option(
    help: ArgumentHelp(
      "The confidence below which it is not sure, up to 1; implies --uncertain "
        + "(else \(Words.decimal(Double(Doubt.limit), 2))).",
      valueName: "x"))
  var below: Float?

  @Flag(help: "Print comma-separated values.")
  var csv = false

  func validate() throws {
    if let below, !(below > 0 && below <= 1) {
      throw ValidationError("--below is a confidence: more than 0, at most 1.")
    }
    if csv && output.json { throw ValidationError("Choose one of --csv and --json.") }
  }

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let clock = try opened.localTime()
    let (from, to) = try range.resolved(clock)
    let isDoubtOnly = uncertain || below != nil
    let segments =
      isDoubtOnly
      ? try opened.doubtfulSegments(feed, below: below ?? Doubt.limit, from: from, to: to)
      : try opened.segments(feed, from: from, to: to)
    if output.json { return try Console.write(.array(segments.map(\.json))) }
    if csv { return try Console.write(Segment.csvHeader + segments.map(\.csv).joined()) }
    guard !isDoubtOnly || !segments.isEmpty else {
      return Console.tell("Nothing in \(feed.title) is uncertain.\n")
    }
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
        Table.Cell(
          segment.provenance.rawValue + (segment.isProvisional ? ", provisional" : ""),
          segment.provenance == .hand ? .bold : .plain),
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
      "provisional": .bool(isProvisional), "provisional_from": JSON(provisionalFrom),
    ])
  }

  static let csvHeader = "start,end,state,provenance,confidence\n"

  /// Its line of CSV.
  var csv: String {
    "\(times.lowerBound),\(times.upperBound),\(state.name),\(provenance.rawValue),"
      + "\(confidence.map(\.description) ?? "")\n"
  }
}
