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
    let opened = try workspace.open(recovering: false)
    let chosen = try feeds.map { try opened.feed($0) }
    let problems = try Progress.during("Checking") { _ in
      try opened.check(feeds.isEmpty ? nil : chosen)
    }
    if output.json {
      try Console.write(.array(problems.map(\.json)))
    } else {
      let checked = try feeds.isEmpty ? opened.feeds() : chosen
      try Console.write(text(problems, checked))
    }
    guard problems.isEmpty else { throw ExitCode.failure }
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
    return text + "\n\(Words.count(problems.count, "problem")) found, \(scope) checked.\n"
  }

  private func heading(_ id: Int?, _ feeds: [Feed]) -> String {
    guard let id else { return Tint.bold.applied(to: "Workspace") }
    let feed = feeds.first { $0.id == id }
    let name = feed.flatMap { $0.name == "\(id)" ? nil : "  \($0.name)" } ?? ""
    return Tint.bold.applied(to: "Feed \(id)\(name)".printable())
  }
}
