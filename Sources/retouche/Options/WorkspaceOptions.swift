import ArgumentParser
import Workspace

/// Which workspace a command is about.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The workspace's folder (else $RETOUCHE_WORKSPACE, else the current folder).",
      valueName: "dir"),
    completion: .directory)
  var workspace: String?

  /// The folder asked for.
  var folder: String { workspace ?? Terminal.environment("RETOUCHE_WORKSPACE") ?? "." }

  /// Opens the workspace, saying what an earlier process left that could not be completed.
  ///
  /// - Parameter recovering: Whether to complete what was interrupted.
  /// - Returns: The workspace.
  /// - Throws: what `Workspace.init` throws.
  func open(recovering: Bool = true) throws -> Workspace {
    let workspace = try Workspace(folder, recovering: recovering)
    workspace.recoveryProblems.forEach(Console.note)
    return workspace
  }

  /// A command to try next, on the same workspace.
  ///
  /// - Parameter arguments: What follows the program's name.
  /// - Returns: The command line, to be pasted into a shell.
  func command(_ arguments: String) -> String {
    guard let workspace else { return "retouche \(arguments)" }
    return "retouche \(arguments) -w \(workspace.quotedForShell)"
  }
}

extension String {
  /// The text as one word of a shell's command line.
  var quotedForShell: String {
    let plain = allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "_-./:@%+,".contains($0))
    }
    return plain && !isEmpty ? self : "'\(replacing("'", with: "'\\''"))'"
  }
}
