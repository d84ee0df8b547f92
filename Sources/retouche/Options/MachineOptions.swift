import ArgumentParser

/// An Emoncms on this machine, and an account of it.
struct MachineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder of an Emoncms on this machine.", valueName: "dir"),
    completion: .directory)
  var emoncms: String?

  @Option(help: ArgumentHelp("The account, where there are several.", valueName: "id"))
  var user: Int?

  func validate() throws {
    guard emoncms != nil || user == nil else {
      throw ValidationError("--user goes with --emoncms.")
    }
  }
}
