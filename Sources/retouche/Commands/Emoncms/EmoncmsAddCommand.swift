import ArgumentParser
import Emoncms
import Foundation
import Workspace

struct EmoncmsAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Make an Emoncms known to the workspace.",
    usage: """
      retouche emoncms add NAME ADDRESS [--key-file FILE] [-w DIR]
      retouche emoncms add NAME --emoncms DIR [--user ID] [-w DIR]
      """,
    discussion: """
      The write key is taken from a file, else from $RETOUCHE_EMONCMS_KEY, else asked for. It is kept in a \
      file of its own that its owner alone may read, and never shown. On the machine of the Emoncms, \
      --emoncms names the folder of its settings, and no key is needed. Nothing is remembered unless \
      the Emoncms answers.

      Examples:
        retouche emoncms add school https://emoncms.example --key-file key.txt
        retouche emoncms add here --emoncms /var/www/emoncms
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var machine: MachineOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "What to call it: letters, digits, _ and -.")
  var name: String

  @Argument(help: "Its address, such as http://192.0.2.10/emoncms.")
  var address: String?

  @Option(
    help: ArgumentHelp("A file that holds the write key alone.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  func validate() throws {
    guard (address == nil) != (machine.emoncms == nil) else {
      throw ValidationError("Name an ADDRESS, or a folder with --emoncms.")
    }
    guard machine.emoncms == nil || keyFile == nil else {
      throw ValidationError("--key-file goes with an ADDRESS.")
    }
  }

  func run() throws {
    let opened = try workspace.open()
    let connection =
      if let emoncms = machine.emoncms {
        Connection(
          name: name, kind: .machine, address: URL(fileURLWithPath: emoncms).path,
          user: machine.user)
      } else {
        Connection(name: name, kind: .http, address: address ?? "")
      }
    let key = connection.kind == .http ? try givenKey() : nil
    let installation = try ConnectionOptions.installation(connection) { key ?? "" }
    let feeds = try installation.feeds()
    try opened.save(connection)
    if let key { try KeyFile(of: name, in: opened.folder).write(key) }
    if output.json { return try Console.write(connection.json) }
    try Console.write(
      """
      \(name) is \(installation.title), with \(Words.count(feeds.count, "feed")).
      Next: \(workspace.command("emoncms feeds"))

      """)
  }

  private func givenKey() throws -> String {
    if let keyFile { return try KeyFile(path: keyFile).read() }
    if let text = Terminal.environment("RETOUCHE_EMONCMS_KEY") {
      return try KeyFile.key(text, from: "$RETOUCHE_EMONCMS_KEY")
    }
    guard Terminal.asks else {
      throw CommandError(
        "no key is given",
        remedy: "Name a file with --key-file, or set RETOUCHE_EMONCMS_KEY.")
    }
    return try KeyFile.key(Terminal.secret("Write API key: "), from: "what was typed")
  }
}

extension Connection {
  var json: JSON {
    .object([
      "name": JSON(name), "kind": JSON(kind.rawValue), "address": JSON(address),
      "user": JSON(user),
    ])
  }
}
