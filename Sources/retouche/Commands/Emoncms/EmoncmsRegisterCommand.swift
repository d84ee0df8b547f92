import ArgumentParser
import Emoncms
import Feeds
import Workspace

struct EmoncmsRegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Make a state feed a feed of an Emoncms: listed and plotted like any other.",
    usage: """
      retouche emoncms register FEED [--name N] [--tag T] [--connection NAME]
        [--json] [-w DIR]
      retouche emoncms register FEED --archive FILE --into FILE
        [--name N] [--tag T] [--user ID] [--json] [-w DIR]
      """,
    discussion: """
      The feed appears there whole or not at all. To run it again is safe. Later edits follow with \
      `retouche emoncms push`.

      With --archive it goes into a backup instead: a new archive is written that holds the old one and \
      the feed, for Emoncms to import. The old one stays as it is.

      Examples:
        retouche emoncms register north_state
        retouche emoncms register north_state --archive backup.tar.gz --into with-state.tar.gz
        retouche emoncms register north_state --name circulateur_nord --tag heating
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  @Option(help: ArgumentHelp("What to call it there (else its name here).", valueName: "N"))
  var name: String?

  @Option(
    help: ArgumentHelp("The node to show it under there (else its tag here).", valueName: "T"))
  var tag: String?

  @Option(
    help: ArgumentHelp("A backup archive to put it into.", valueName: "file"), completion: .file())
  var archive: String?

  @Option(help: ArgumentHelp("The new archive to write.", valueName: "file"), completion: .file())
  var into: String?

  @Option(
    help: ArgumentHelp("The account in the archive, where there are several.", valueName: "id"))
  var user: Int?

  func validate() throws {
    guard (archive == nil) == (into == nil) else {
      throw ValidationError("--archive and --into go together.")
    }
    guard archive == nil || connection.connection == nil else {
      throw ValidationError("Choose one of --archive and --connection.")
    }
    guard user == nil || archive != nil else {
      throw ValidationError("--user goes with --archive.")
    }
  }

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    if let archive, let into { return try register(feed, of: opened, archive, into) }
    let link = try connection.link(opened)
    let (id, isNew) = try link.register(feed, name: name, tag: tag)
    if output.json {
      return try Console.write(
        .object(["feed": JSON(feed.id), "id": JSON(id), "created": .bool(isNew)]))
    }
    try Console.write(
      isNew
        ? "\(feed.name) is feed \(id) of \(link.installation.title).\n"
        : "\(feed.name) is feed \(id) of \(link.installation.title) already.\n")
  }

  private func register(
    _ feed: Feed, of workspace: Workspace, _ archive: String, _ into: String
  ) throws {
    guard feed.kind == .state else {
      throw CommandError(
        "\(feed.title) was measured: its backup holds it", remedy: "Register a state feed.")
    }
    let reader = try workspace.wholeReader(feed)
    let new = try NewFeed(
      name: name ?? feed.name, tag: tag ?? feed.tag, unit: feed.unit, timeline: reader.timeline)
    let points = try reader.points()
    let id = try Progress.during("Writing \(into)") { progress in
      try points.withUnsafeBufferPointer { buffer in
        try Backup.register(new, points: buffer, in: archive, as: into, user: user) { done, total in
          progress.advance(done, of: total)
        }
      }
    }
    if output.json {
      return try Console.write(
        .object(["feed": JSON(feed.id), "id": JSON(id), "archive": JSON(into)]))
    }
    try Console.write("\(feed.name) is feed \(id) of \(into). Import that into Emoncms.\n")
  }
}
