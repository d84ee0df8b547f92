import ArgumentParser
import Emoncms
import Workspace

struct EmoncmsFeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds",
    abstract: "List the feeds of an Emoncms.",
    discussion: """
      Examples:
        retouche emoncms feeds
        retouche emoncms feeds --connection school --json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let opened = try workspace.open()
    let feeds = try connection.link(opened).installation.feeds()
    if output.json { return try Console.write(.array(feeds.map(\.json))) }
    let clock = try opened.localTime()
    var table = Table([
      Table.Column("id", .right), Table.Column("tag"), Table.Column("name"),
      Table.Column("unit", rank: 3), Table.Column("last value", .right, rank: 1),
      Table.Column("at", rank: 2),
    ])
    for feed in feeds {
      table.add(
        "\(feed.id)", "\(feed.tag)", "\(feed.name)", "\(feed.unit)",
        Table.Cell(feed.lastValue.map { "\(Float($0))" } ?? ""),
        Table.Cell(feed.lastTime.map { clock.text($0) } ?? ""))
    }
    try Console.write(table.text())
  }
}

extension EmoncmsFeed {
  var json: JSON {
    .object([
      "id": JSON(id), "name": JSON(name), "tag": JSON(tag), "unit": JSON(unit),
      "engine": JSON(engine), "time": JSON(lastTime), "value": JSON(lastValue), "size": JSON(size),
    ])
  }
}
