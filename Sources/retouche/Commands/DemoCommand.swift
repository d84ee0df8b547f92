import ArgumentParser

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Build a simulated school, infer its heating, score it, and draw it.",
    discussion: """
      A school with two heating circuits, of which the truth is known, is simulated over three months \
      and becomes a workspace like any other. A folder that the demonstration made before is built \
      anew; any other that is not empty is left alone.

      Examples:
        retouche demo
        retouche demo --dir /tmp/school --seed 7
      """)

  @OptionGroup var output: OutputOptions

  @Option(
    name: [.long, .customLong("workspace"), .customShort("w")], help: "The folder to make.",
    completion: .directory)
  var dir = "./retouche-demo"

  @Option(help: "Another number gives another winter.")
  var seed = 1

  func run() throws {
    let demonstration = Demonstration(in: dir, seed: seed, speaking: !output.json)
    let results = try demonstration.run()
    if output.json { try Console.write(demonstration.json(results)) }
  }
}
