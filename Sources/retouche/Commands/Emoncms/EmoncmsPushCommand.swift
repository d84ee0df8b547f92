import ArgumentParser
import Emoncms
import Feeds
import Workspace

struct EmoncmsPushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Send the edits of a registered feed to the Emoncms.",
    usage: """
      retouche emoncms push FEED [--ours|--theirs] [--dry-run] [--json]
      retouche emoncms push FEED --undo [--json]
      """,
    discussion: """
      Only what has changed is sent, read back and compared. Where the same points were changed there \
      too, nothing is written until you choose: --ours overwrites them, --theirs takes them into the \
      workspace as an edit that can be undone. --undo brings back what the last push replaced.

      Examples:
        retouche emoncms push north_state
        retouche emoncms push north_state --dry-run
        retouche emoncms push north_state --undo
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Flag(help: "Overwrite what was changed there too.")
  var ours = false

  @Flag(help: "Take over what was changed there.")
  var theirs = false

  @Flag(help: "Bring back what the last push replaced.")
  var undo = false

  @Flag(help: "Say what would be sent, and send nothing.")
  var dryRun = false

  func validate() throws {
    guard [ours, theirs, undo, dryRun].count(where: { $0 }) <= 1 else {
      throw ValidationError("Give one of --ours, --theirs, --undo and --dry-run.")
    }
  }

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let link = try connection.link(opened)
    if undo {
      let count = try link.undoPush(feed)
      if output.json { return try Console.write(.object(["changed_points": JSON(count)])) }
      return try Console.write(
        "\(feed.name): \(Words.count(count, "point")) there as before the last push.\n")
    }
    if dryRun { return try show(link.plan(feed), of: feed, opened) }
    let choice: PushChoice = ours ? .ours : theirs ? .theirs : .neither
    let report = try link.push(feed, choosing: choice)
    if output.json { return try Console.write(report.json) }
    if let taken = report.taken {
      try Console.write(
        "\(Words.count(taken.changedPoints, "point")) taken over, edit \(taken.edit).\n")
    }
    try Console.write(
      report.changedPoints == 0
        ? "\(feed.name): nothing to send.\n"
        : "\(feed.name): \(Words.count(report.changedPoints, "point")) sent in "
          + "\(Words.count(report.blocks, "block")) to feed \(report.remote), and read back.\n")
    if report.foreignPoints > 0 {
      Console.note(
        "\(Words.count(report.foreignPoints, "point")) changed there alone: --theirs takes them over."
      )
    }
  }

  private func show(_ plan: PushPlan, of feed: Feed, _ workspace: Workspace) throws {
    let timeline = try workspace.reader(feed).timeline
    let clock = try workspace.localTime()
    func periods(_ ranges: [Range<Int>]) -> JSON {
      .array(
        ranges.map { slots in
          let times = timeline.times(of: slots)
          return .object(["from": JSON(times.lowerBound), "to": JSON(times.upperBound)])
        })
    }
    if output.json {
      return try Console.write(
        .object([
          "changed_points": JSON(plan.changedPoints), "blocks": periods(plan.blocks),
          "conflicts": periods(plan.conflicts), "foreign": periods(plan.foreign),
        ]))
    }
    try Console.write(
      "\(feed.name): \(Words.count(plan.changedPoints, "point")) to send, "
        + "\(Words.count(plan.blocks.count, "block")).\n")
    var table = Table([Table.Column(""), Table.Column("")], indent: 2)
    for (what, ranges) in [
      ("send", plan.blocks), ("conflict", plan.conflicts), ("changed there", plan.foreign),
    ] {
      for slots in ranges { table.add(fact: what, clock.text(timeline.times(of: slots))) }
    }
    try Console.write(table.text())
  }
}

extension PushReport {
  var json: JSON {
    .object([
      "id": JSON(remote), "changed_points": JSON(changedPoints), "blocks": JSON(blocks),
      "foreign_points": JSON(foreignPoints), "taken_edit": JSON(taken?.edit),
    ])
  }
}
