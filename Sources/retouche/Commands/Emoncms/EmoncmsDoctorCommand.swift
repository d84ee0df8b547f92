import ArgumentParser
import Emoncms
import EmoncmsModule
import Foundation
import Workspace

struct EmoncmsDoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at an Emoncms for what is wrong with it. Nothing is changed.",
    usage: """
      retouche emoncms doctor [--connection NAME] [--json] [-w DIR]
      retouche emoncms doctor --emoncms DIR [--user ID] [--json]
      """,
    discussion: """
      Each finding says what is wrong, what comes of it, and the way out. Over HTTP it sees what Emoncms \
      tells; on the machine also files, rows, the cache, and the editor that `install-editor` put there. \
      With --emoncms no workspace is needed. The exit code is 1 where there is a finding.

      Examples:
        retouche emoncms doctor
        retouche emoncms doctor --connection school --json
        sudo retouche emoncms doctor --emoncms /var/www/emoncms
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard machine.emoncms == nil || connection.connection == nil && workspace.workspace == nil
    else {
      throw ValidationError("--emoncms goes without --connection and --workspace.")
    }
  }

  func run() throws {
    let examination = try examine()
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

  private func examine() throws -> EmoncmsExamination {
    let installation: any Installation
    let examiner: EmoncmsExaminer
    let title: String
    if let emoncms = machine.emoncms {
      title = emoncms
      installation = try MachineInstallation(
        EmoncmsSettings(readingFrom: URL(fileURLWithPath: emoncms).path), user: machine.user)
      examiner = EmoncmsExaminer(installation, localTime: LocalTime(zone: .current))
    } else {
      let link = try connection.link(workspace.open())
      title = link.connection
      installation = link.installation
      examiner = try link.examiner()
    }
    var examination = try Progress.during("Looking at \(title)") { progress in
      try examiner.examine { done, all in progress.advance(done, of: all) }
    }
    if let machine = installation as? MachineInstallation {
      EditorExamination(settings: machine.settings, version: Retouche.version).add(to: &examination)
    }
    return examination
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
