import ArgumentParser

struct CircuitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "circuit",
    abstract: "Declare a heating circuit.",
    discussion: """
      Example:
        retouche circuit add north --supply 21 --return 22 --indoor 8 --indoor 11
      """,
    subcommands: [CircuitAddCommand.self])
}
