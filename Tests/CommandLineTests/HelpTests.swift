import Foundation
import TestSupport
import Testing

@Suite struct HelpTests {
  static let commands = [
    "open", "feeds", "info", "plot", "import", "export", "circuit", "circuit add", "circuits",
    "infer", "segments", "report", "score", "new", "set", "undo", "redo", "history", "adopt",
    "check", "zone", "demo", "emoncms", "emoncms add", "emoncms list", "emoncms forget",
    "emoncms doctor", "emoncms feeds", "emoncms pull", "emoncms register", "emoncms push",
    "emoncms unregister", "emoncms watch", "emoncms install-editor", "emoncms remove-editor",
  ]

  @Test func `alone it says what it can do`() throws {
    let folder = try TemporaryFolder()
    let run = try Tool.run([], in: folder.path)
    #expect(run.status == 0)
    #expect(run.errors == "")
    for command in Self.commands where !command.contains(" ") {
      #expect(run.output.contains("\n  \(command) "), "\(command)")
    }
    #expect(try Tool.run("--help", in: folder.path).output == run.output)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: commands)
  func `every command has help with an example`(_ command: String) throws {
    let folder = try TemporaryFolder()
    let words = command.split(separator: " ").map(String.init)
    let run = try Tool.run(words + ["--help"], in: folder.path)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("OVERVIEW: "))
    #expect(
      run.output.contains("\n  retouche \(command) ")
        || run.output.contains("\n  retouche \(command)\n"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completion scripts are written`(_ shell: String) throws {
    let folder = try TemporaryFolder()
    let run = try Tool.run("--generate-completion-script", shell, in: folder.path)
    #expect(run.status == 0)
    #expect(run.output.contains("plant-room"))
  }

  @Test(arguments: [
    ["info"], ["bogus"], ["set", "5", "maybe", "--from", "1", "--to", "2"], ["infer"],
    ["circuit", "add", "north"], ["export", "1", "--format", "xml"], ["score", "5"],
    ["feeds", "--bogus"],
  ])
  func `wrong usage ends with 64, and says what is right`(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let run = try Tool.run(arguments, in: folder.path)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("retouche: "), "\(run.errors)")
    #expect(run.errors.contains("Usage: retouche"))
    #expect(try folder.names.isEmpty)
  }

  @Test func `the version is told`() throws {
    let folder = try TemporaryFolder()
    let run = try Tool.run("--version", in: folder.path)
    #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }
}
