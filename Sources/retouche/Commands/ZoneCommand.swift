import ArgumentParser
import Workspace

struct ZoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zone",
    abstract: "Show or choose the time zone of local times.",
    discussion: """
      Local times are written and read in this zone, daylight saving included. Unless one was chosen it \
      is the machine's. Inside the feeds, times are UTC whatever the zone.

      Examples:
        retouche zone
        retouche zone Europe/Paris
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "A name of the tz database, such as Europe/Paris.")
  var name: String?

  func run() throws {
    let opened = try workspace.open()
    if let name { try opened.setTimeZone(name) }
    let zone = try opened.localTime().zoneName
    if output.json { return try Console.write(.object(["zone": JSON(zone)])) }
    try Console.write("\(zone)\n")
  }
}
