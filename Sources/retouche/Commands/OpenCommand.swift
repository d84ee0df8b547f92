import ArgumentParser
import Emoncms
import Workspace

struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Make a workspace from an Emoncms backup, archive or folder.",
    discussion: """
      Takes the PHPFina feeds with their names, tags and units, reading the backup without importing it \
      anywhere. The backup is never changed, and the workspace appears whole or not at all.

      Examples:
        retouche open emoncms-backup-2021-05-24.tar.gz --into school
        retouche open /media/usb/emoncms --into school --zone Europe/Paris
      """)

  @OptionGroup var output: OutputOptions

  @Argument(help: "The archive (.tar.gz and the like) or folder.", completion: .file())
  var path: String

  @Option(
    name: [.long, .customLong("workspace"), .customShort("w")],
    help: ArgumentHelp("The folder to make.", valueName: "dir"))
  var into: String

  @Option(
    help: ArgumentHelp("The time zone of local times, such as Europe/Paris.", valueName: "name"))
  var zone: String?

  func run() throws {
    let staged = try Progress.during("Reading \(path)") { progress in
      try Backup.stage(path, for: into) { done, total in progress.advance(done, of: total) }
    }
    try furnish(staged)
    try staged.commit()
    for note in staged.content.notes { Console.tell("Note: \(note)\n") }

    let workspace = try Workspace(into)
    let list = try FeedList(workspace)
    if !output.json {
      try Console.write(
        "\(Words.count(staged.content.feeds.count, "feed")) in \(into)\n\n")
    }
    try list.show(json: output.json, workspace.localTime())
  }

  /// Gives the folder its catalogue while it is not yet where it will be.
  private func furnish(_ staged: StagedBackup) throws {
    let workspace = try Workspace(staged.folder)
    try workspace.catalogue(
      staged.content.feeds.map { feed in
        (feed.id, feed.name ?? "\(feed.id)", feed.tag ?? "", feed.unit ?? "")
      })
    if let zone { try workspace.setTimeZone(zone) }
  }
}
