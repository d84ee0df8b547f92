import ArgumentParser
import Feeds
import Workspace

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a state feed on the timeline of another feed.",
    usage: """
      retouche new --like FEED --name NAME [--tag TAG]
        [--state on|off|unknown] [--circuit NAME] [--keep-gaps]
        [--json] [-w DIR]
      """,
    discussion: """
      The new feed has the start, interval and number of points of the feed it is made like; every \
      point is on unless told otherwise. `retouche infer` makes one by itself where a circuit has none.

      Examples:
        retouche new --like 21 --name north_state --tag heating
        retouche new --like 21 --name north_state --state unknown --circuit north
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("The feed whose timeline is copied.", valueName: "feed"))
  var like: String

  @Option(help: "Its name.")
  var name: String

  @Option(help: "Its tag, the node that Emoncms shows it under (else that of the other feed).")
  var tag: String?

  @Option(help: "The state of every point: on unless told, off, or unknown.")
  var state: State?

  @Option(help: ArgumentHelp("The circuit whose state feed it becomes.", valueName: "name"))
  var circuit: String?

  @Flag(help: "Leave the state unknown where the other feed has nothing recorded.")
  var keepGaps = false

  func run() throws {
    let opened = try workspace.open()
    let reference = try opened.feed(like)
    let circuit = try circuit.map { try opened.circuit($0) }
    let feed = try opened.createStateFeed(
      like: reference, name: name, tag: tag ?? defaultTag(reference), state: state ?? .on,
      keepGaps: keepGaps)
    if var circuit {
      circuit.state = feed.id
      try opened.save(circuit)
    }
    try show(FeedSummary(feed, opened.reader(feed)), circuit, opened.localTime())
  }

  private func defaultTag(_ reference: Feed) -> String {
    reference.tag.isEmpty ? "retouche" : reference.tag
  }

  private func show(_ summary: FeedSummary, _ circuit: Circuit?, _ clock: LocalTime) throws {
    if output.json { return try Console.write(.object(summary.members)) }
    let (feed, timeline) = (summary.feed, summary.timeline)
    try Console.write(
      """
      Made feed \(feed.id) (\(feed.name)): \(Words.count(timeline.count, "point")), \((state ?? .on).name), \
      \(clock.text(timeline.start..<timeline.end)), one every \(Words.duration(timeline.interval)).

      """)
    if let circuit {
      try Console.write("It is the state feed of circuit \(circuit.name).\n")
    }
  }
}
