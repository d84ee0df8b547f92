import ArgumentParser
import Emoncms
import Workspace

struct EmoncmsForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Forget an Emoncms and its key.",
    discussion: """
      Nothing changes there. It is refused while a feed is registered there.

      Example:
        retouche emoncms forget school
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: "Its name.")
  var name: String

  func run() throws {
    let opened = try workspace.open()
    try opened.forget(connection: name)
    KeyFile(of: name, in: opened.folder).remove()
    try Console.write("\(name) is forgotten.\n")
  }
}
