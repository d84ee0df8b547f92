import ArgumentParser
import Workspace

struct CircuitAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Declare a heating circuit and the feeds that play a role in it.",
    usage: """
      retouche circuit add NAME --supply FEED [--return FEED]
        [--indoor FEED]... [--outdoor FEED] [--plant-room FEED] [--state FEED]
        [--json] [-w DIR]
      """,
    discussion: """
      Only the supply is needed; with a room temperature the inference is surer. Declaring a circuit \
      of the same name again replaces it; its state feed stays unless another is named.

      Examples:
        retouche circuit add north --supply 21 --return 22 --indoor 8 --indoor 11
        retouche circuit add south --supply Tdepart_SUD --indoor TRH2:temperature
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The circuit's name, such as north.")
  var name: String

  @Option(
    help: ArgumentHelp("Temperature of the water leaving for the radiators.", valueName: "feed"))
  var supply: String

  @Option(help: ArgumentHelp("Temperature of the water coming back.", valueName: "feed"))
  var `return`: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Temperature of a room; may be given several times.", valueName: "feed"))
  var indoor: [String] = []

  @Option(help: ArgumentHelp("Temperature outside.", valueName: "feed"))
  var outdoor: String?

  @Option(help: ArgumentHelp("Temperature of the plant room.", valueName: "feed"))
  var plantRoom: String?

  @Option(help: ArgumentHelp("The circuit's state feed, if it has one already.", valueName: "feed"))
  var state: String?

  func run() throws {
    let opened = try workspace.open()
    let feeds = try opened.feeds()
    func id(_ reference: String) throws -> Int { try feeds.named(reference).id }
    let former = try opened.circuits().first { $0.name == name }
    let circuit = Circuit(
      name: name, supply: try id(supply), return: try self.return.map(id),
      indoor: try indoor.map(id), outdoor: try outdoor.map(id), plantRoom: try plantRoom.map(id),
      state: try state.map(id) ?? former?.state)
    try opened.save(circuit)
    if output.json { return try Console.write(circuit.json) }
    try Console.write(circuit.text(feeds))
    Console.tell("\nInfer its state with `\(workspace.command("infer \(name.quotedForShell)"))`.\n")
  }
}
