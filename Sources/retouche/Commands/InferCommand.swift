import ArgumentParser
import Foundation
import Inference
import Workspace

struct InferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Infer a circuit's state from its temperatures.",
    usage: """
      retouche infer CIRCUIT [--meaning heat|pump] [--method physics|excess]
        [--from T] [--to T] [--dry-run] [--json] [-w DIR]
      """,
    discussion: """
      Writes the circuit's state feed as one edit, which `retouche undo` takes back. What was set by \
      hand is kept, and used. A circuit without a state feed is given one.

      Examples:
        retouche infer north
        retouche infer north --from 2021-03-01 --to 2021-04-01 --dry-run
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The circuit's name.")
  var circuit: String

  @Option(help: "What on is to mean: heat is delivered, or the pump runs.")
  var meaning = Meaning.heat

  @Option(help: "How it is told.")
  var method = MethodName.usual

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  func run() throws {
    let started = ContinuousClock.now
    let opened = try workspace.open()
    let circuit = try opened.circuit(circuit)
    let clock = try opened.localTime()
    let (from, to) = try range.resolved(clock)
    let report = try Progress.during("Inferring \(circuit.name)") { _ in
      try opened.infer(
        circuit, method: method.method, meaning: meaning, from: from, to: to, dryRun: dryRun)
    }
    let elapsed = started.duration(to: .now)
    if output.json { return try Console.write(report.json(elapsed: elapsed)) }
    let feed = try report.stateFeed.map { try opened.feed(id: $0) }
    try Console.write(report.text(feed))
    if !dryRun, let feed { Console.tell(next(feed)) }
  }

  private func next(_ feed: Feed) -> String {
    """

    Look at it     \(workspace.command("plot \(feed.id)"))
    List it        \(workspace.command("segments \(feed.id)"))
    Take it back   \(workspace.command("undo \(feed.id)"))

    """
  }
}
