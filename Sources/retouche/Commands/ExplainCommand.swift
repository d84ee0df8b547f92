import ArgumentParser
import Inference
import Workspace

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a circuit's state at an instant is what it is.",
    usage: """
      retouche explain CIRCUIT --at T [--meaning heat|pump] [--json] [-w DIR]
      """,
    discussion: """
      Tells what the sensors showed, how the supply would have cooled with no heat, how much heat that \
      leaves unexplained, what each reading says for on or off, and what settled it. The circuit is \
      inferred anew from what its feeds now hold; nothing is written.

      Evidence is in decibels: +10 makes on ten times as likely against off, -10 a tenth. The supply's \
      level and change together count 15 at most, so that change may add nothing to a level that says \
      it all. Neighbouring instants add to it.

      Examples:
        retouche explain north --at "2021-03-09 06:15"
        retouche explain north --at 1615266900 --json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The circuit's name.")
  var circuit: String

  @Option(help: ArgumentHelp("The instant.", valueName: "T"))
  var at: String

  @Option(help: "What on is to mean: heat is delivered, or the pump runs.")
  var meaning = Meaning.heat

  func run() throws {
    let opened = try workspace.open()
    let clock = try opened.localTime()
    let explanation = try opened.explain(
      try opened.circuit(circuit), at: try clock.parse(at), meaning: meaning)
    if output.json { return try Console.write(explanation.json) }
    try Console.write(explanation.text(clock))
  }
}
