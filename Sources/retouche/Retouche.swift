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
      infers its state, and lets you correct it. Measured feeds are never written; every edit can be \
      undone.

      A folder of feeds is a workspace. A first quarter of an hour:

        retouche open emoncms-backup-2021-05-24.tar.gz --into school
        cd school
        retouche feeds
        retouche circuit add north --supply 21 --return 22 --indoor 8 --outdoor 5
        retouche infer north
        retouche plot north_state 21 8 --from 2021-03-08 --to 2021-03-15
        retouche set north_state off --from "2021-03-09 06:00" --to "2021-03-09 08:30"

      No feeds at hand? `retouche demo` builds a simulated school and shows the whole of it.

      FEED is an id, a name, or tag:name. T is Unix seconds, ISO 8601, or a local time such as \
      "2021-03-08 06:00". A period runs from its first instant up to its last, which is not part of \
      it.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Feeds",
        subcommands: [
          OpenCommand.self, FeedsCommand.self, InfoCommand.self,

        ]),
      CommandGroup(
        name: "From temperatures to a state",
        subcommands: [
          CircuitCommand.self, CircuitsCommand.self, InferCommand.self, SegmentsCommand.self,

        ]),
      CommandGroup(
        name: "Editing",
        subcommands: [
          NewCommand.self, SetCommand.self, UndoCommand.self, RedoCommand.self,
          HistoryCommand.self, AdoptCommand.self,
        ]),
      CommandGroup(
        name: "The workspace",
        subcommands: [CheckCommand.self, ZoneCommand.self]),
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
