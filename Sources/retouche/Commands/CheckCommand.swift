import ArgumentParser
import Workspace

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for faults in the files, the catalogue and the journal.",
    discussion: """
      Reads everything and changes nothing. Ends with code 1 where there is a fault.

      Examples:
        retouche check
        retouche check north_state 21 --json
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The feeds to check (else the whole workspace).")
  var feeds: [String] = []

  func run() throws {
    let (problems, checked) = try Progress.during("Checking") { _ in
      do {
        return try check(workspace.open(recovering: false))
      } catch let fault as WorkspaceError {
        // Without its database a folder still has feeds to check.
        return (try Workspace.checkFiles(in: workspace.folder, without: fault), [])
      }
    }
    if output.json {
      try Console.write(.array(problems.map(\.json)))
    } else {
      try Console.write(text(problems, checked))
    }
    guard problems.isEmpty else { throw ExitCode.failure }
  }

  private func check(_ workspace: Workspace) throws -> (problems: [Problem], checked: [Feed]) {
    guard feeds.isEmpty else {
      let chosen = try feeds.map { try workspace.feed($0) }
      return (try workspace.check(chosen), chosen)
    }
    return (try workspace.check(), try workspace.feeds())
  }

  private func text(_ problems: [Problem], _ feeds: [Feed]) -> String {
    let scope = Words.count(feeds.count, "feed")
    guard !problems.isEmpty else { return "\(scope) checked: all is well.\n" }
    var text = ""
    for (index, problem) in problems.enumerated() {
      if index == 0 || problems[index - 1].feed != problem.feed {
        text += (index == 0 ? "" : "\n") + heading(problem.feed, feeds) + "\n"
      }
      let detail = Tint.yellow.applied(to: problem.detail.printable())
      text += "  \(detail)\n    \(problem.remedy.printable())\n"
    }
    let found = Words.count(problems.count, "problem")
    return text + "\n\(found) found\(feeds.isEmpty ? "" : ", \(scope) checked").\n"
  }

  private func heading(_ id: Int?, _ feeds: [Feed]) -> String {
    guard let id else { return Tint.bold.applied(to: "Workspace") }
    let feed = feeds.first { $0.id == id }
    let name = feed.flatMap { $0.name == "\(id)" ? nil : "  \($0.name)" } ?? ""
    return Tint.bold.applied(to: "Feed \(id)\(name)".printable())
  }
}
