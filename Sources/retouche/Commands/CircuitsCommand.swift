import ArgumentParser
import Workspace

struct CircuitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "circuits",
    abstract: "List the heating circuits.",
    discussion: """
      Examples:
        retouche circuits
        retouche circuits --json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let opened = try workspace.open()
    let circuits = try opened.circuits()
    if output.json { return try Console.write(.array(circuits.map(\.json))) }
    guard !circuits.isEmpty else {
      return Console.tell(
        """
        No circuit yet. Declare one with
          \(workspace.command("circuit add NAME --supply FEED --indoor FEED"))

        """)
    }
    let feeds = try opened.feeds()
    try Console.write(circuits.map { $0.text(feeds) }.joined(separator: "\n"))
  }
}
