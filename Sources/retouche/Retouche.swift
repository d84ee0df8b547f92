import ArgumentParser

/// The command line: parses, calls the command, and lets nothing out but through ``Failure``.
@main
struct Retouche: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "retouche",
    abstract: "Gives a building the heating signal that nobody measured.",
    discussion: """
      From the temperature feeds of an Emoncms, Retouche makes an on/off feed for a heating circuit, \
      infers its state, and lets you correct it. Measured feeds are never written, and every edit can \
      be undone. A folder of feeds is a workspace.

      With a backup of an Emoncms:
        retouche open emoncms-backup-2021-05-24.tar.gz --into school
        cd school
        retouche feeds
        retouche circuit add north --supply 21 --return 22 --indoor 8
        retouche infer north
        retouche plot north_state 21 8 --from 2021-03-08 --to 2021-03-15
        retouche set north_state off --from 2021-03-09 --to 2021-03-10
        retouche undo north_state

      With nothing at hand:
        retouche demo

      FEED is an id, a name, or tag:name. T is Unix seconds, ISO 8601, or a local time such as \
      "2021-03-08 06:00". A period ends before its last instant.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Feed",
        subcommands: [
          OpenCommand.self, FeedsCommand.self, InfoCommand.self, PlotCommand.self,
          ImportCommand.self, ExportCommand.self,
        ]),
      CommandGroup(
        name: "Inference",
        subcommands: [
          CircuitCommand.self, CircuitsCommand.self, InferCommand.self, ExplainCommand.self,
          SegmentsCommand.self, ReportCommand.self, ScoreCommand.self,
        ]),
      CommandGroup(
        name: "Editing",
        subcommands: [
          StudioCommand.self, NewCommand.self, SetCommand.self, UndoCommand.self, RedoCommand.self,
          HistoryCommand.self, AdoptCommand.self,
        ]),
      CommandGroup(
        name: "Workspace",
        subcommands: [
          EmoncmsCommand.self, CheckCommand.self, ZoneCommand.self, DemoCommand.self,
        ]),
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.end(error)
    }
  }
}
