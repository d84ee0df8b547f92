import ArgumentParser
import Emoncms
import Workspace

struct EmoncmsPullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Bring feeds of an Emoncms into the workspace: only what is new.",
    usage: """
      retouche emoncms pull FEED... [--connection NAME] [--json] [-w DIR]
      retouche emoncms pull --tag T [--connection NAME] [--json] [-w DIR]
      retouche emoncms pull --all [--connection NAME] [--json] [-w DIR]
      """,
    discussion: """
      Feeds keep their ids, names, tags and units. A pull that was cut off goes on where it stopped. \
      The end that the workspace has already is compared with what comes, and the whole by its checksum \
      where the Emoncms gives one.

      Examples:
        retouche emoncms pull 19 21 22
        retouche emoncms pull --tag heating
        retouche emoncms pull --all
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: ArgumentHelp("Feeds there: ids, names, or tag:name.", valueName: "feed"))
  var feeds: [String] = []

  @Option(help: ArgumentHelp("All feeds of a tag.", valueName: "T"))
  var tag: String?

  @Flag(help: "All feeds.")
  var all = false

  func validate() throws {
    guard [!feeds.isEmpty, tag != nil, all].count(where: { $0 }) == 1 else {
      throw ValidationError("Name feeds, or a tag with --tag, or --all.")
    }
  }

  func run() throws {
    let opened = try workspace.open()
    let link = try connection.link(opened)
    let chosen = try chosen(of: link.installation.feeds())
    let reports = try Progress.during("Pulling \(Words.count(chosen.count, "feed"))") { progress in
      try link.pull(chosen) { done, all in progress.advance(done, of: all) }
    }
    if output.json { return try Console.write(.array(reports.map(\.json))) }
    var table = Table([
      Table.Column("id", .right), Table.Column("name"), Table.Column("new points", .right),
      Table.Column("points", .right), Table.Column("", rank: 1),
    ])
    for report in reports {
      let note = report.skipped ?? (report.isChecked ? "checksum right" : "")
      table.add(
        "\(report.feed.id)", "\(report.feed.name)",
        Table.Cell(report.skipped == nil ? Words.count(report.newPoints) : "-"),
        Table.Cell(report.skipped == nil ? Words.count(report.points) : "-"),
        Table.Cell(note, .dim))
    }
    try Console.write(table.text())
  }

  private func chosen(of there: [EmoncmsFeed]) throws -> [EmoncmsFeed] {
    if all { return there }
    if let tag {
      let found = there.filter { $0.tag == tag }
      guard !found.isEmpty else {
        throw CommandError(
          "\"\(tag)\" is the tag of no feed there",
          remedy: "List them with `\(workspace.command("emoncms feeds"))`.")
      }
      return found
    }
    return try feeds.map { reference in
      if let id = Int(reference), let feed = there.first(where: { $0.id == id }) { return feed }
      let found = there.filter { Feed.isMeant(by: reference, name: $0.name, tag: $0.tag) }
      guard let feed = found.first, found.count == 1 else {
        let candidates = found.map { "\($0.id) (\($0.tag):\($0.name))" }.joined(separator: ", ")
        throw CommandError(
          found.isEmpty
            ? "\"\(reference)\" names no feed there"
            : "\"\(reference)\" names \(found.count) feeds there: \(candidates)",
          remedy: "List them with `\(workspace.command("emoncms feeds"))`.")
      }
      return feed
    }
  }
}

extension PullReport {
  var json: JSON {
    .object([
      "id": JSON(feed.id), "name": JSON(feed.name), "tag": JSON(feed.tag), "unit": JSON(feed.unit),
      "new_points": JSON(newPoints), "npoints": JSON(points), "checked": .bool(isChecked),
      "skipped": JSON(skipped),
    ])
  }
}
