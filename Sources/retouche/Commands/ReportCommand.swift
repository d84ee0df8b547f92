import ArgumentParser
import Schedule
import Workspace

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Tell the schedule that a circuit really follows.",
    usage: """
      retouche report CIRCUIT [--from T] [--to T] [--json] [--html FILE]
        [--svg FILE] [-w DIR]
      """,
    discussion: """
      Read off the circuit's state, inferred and corrected, and its temperatures: hours of heat, starts \
      and stops by weekday, boosts and setbacks, hours against the outdoor temperature, the heating \
      curve, holidays, and what is uncertain. The page needs no network and no script, and prints on A4. \
      docs/report.md tells how each figure is found, and every key of the JSON document.

      Examples:
        retouche report north
        retouche report north --from 2021-02-08 --to 2021-05-01 --html north.html
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var range: RangeOptions

  @Argument(help: "The circuit's name.")
  var circuit: String

  @Option(
    help: ArgumentHelp("Write a page into this file.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String?

  @Option(
    help: ArgumentHelp("Draw its main figures into this file.", valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var svg: String?

  func run() throws {
    let opened = try workspace.open()
    let circuit = try opened.circuit(circuit)
    guard circuit.state != nil else {
      throw CommandError(
        "circuit \(circuit.name) has no state feed yet",
        remedy:
          "Infer its state with `\(workspace.command("infer \(circuit.name.quotedForShell)"))`.")
    }
    let (from, to) = try range.resolved(opened.localTime())
    let report = try Progress.during("Reading \(circuit.name)") { _ in
      try ScheduleReport(circuit, from: from, to: to, in: opened)
    }
    if let html { try write(report.page, to: html) }
    if let svg { try write(report.picture, to: svg) }
    if output.json {
      try Console.write(report.json)
    } else if html == nil, svg == nil {
      try Console.write(ScheduleText(report).text)
      let name = circuit.name.quotedForShell
      Console.tell("\nA page to print  \(workspace.command("report \(name) --html report.html"))\n")
    }
  }
  private func write(_ content: String, to file: String) throws {
    try OutputFile.write(file, content)
    Console.tell("Written to \(file)\n")
  }
}
