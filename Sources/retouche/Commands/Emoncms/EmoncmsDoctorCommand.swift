import ArgumentParser
import Emoncms
import Workspace

struct EmoncmsDoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at an Emoncms for what is wrong with it. Nothing is changed.",
    usage: """
      retouche emoncms doctor [--connection NAME] [--json] [-w DIR]
      """,
    discussion: """
      Each finding says what is wrong, what comes of it, and the way out. Over HTTP it sees what Emoncms \
      tells; on the machine also files, rows and the cache. The exit code is 1 where there is a finding.

      Examples:
        retouche emoncms doctor
        retouche emoncms doctor --connection school --json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let opened = try workspace.open()
    let link = try connection.link(opened)
    let examination = try Progress.during("Looking at \(link.connection)") { progress in
      try link.examine { done, all in progress.advance(done, of: all) }
    }
    if output.json {
      try Console.write(examination.json)
    } else {
      var table = Table.facts()
      for fact in examination.facts { table.add(fact: fact.name, fact.text) }
      try Console.write(table.text())
      for finding in examination.findings {
        try Console.write(
          "\n\(finding.subject) \(finding.problem).\n  \(finding.consequence)\n  \(finding.remedy)\n"
        )
      }
      try Console.write(
        examination.findings.isEmpty
          ? "\nNothing is wrong.\n"
          : "\n\(Words.count(examination.findings.count, "finding")).\n")
    }
    if !examination.findings.isEmpty { throw ExitCode.failure }
  }
}

extension EmoncmsExamination {
  var json: JSON {
    .object([
      "facts": .object(
        Dictionary(facts.map { ($0.name, JSON($0.text)) }, uniquingKeysWith: { first, _ in first })),
      "findings": .array(
        findings.map { finding in
          .object([
            "subject": JSON(finding.subject), "problem": JSON(finding.problem),
            "consequence": JSON(finding.consequence), "remedy": JSON(finding.remedy),
          ])
        }),
    ])
  }
}
