import ArgumentParser
import Emoncms
import Workspace

/// Which Emoncms a command is about.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The Emoncms, by the name it was added under (else the only one).", valueName: "name"))
  var connection: String?

  /// Opens the way to the Emoncms.
  ///
  /// - Parameter workspace: The workspace that knows it.
  /// - Returns: The workspace and the Emoncms.
  /// - Throws: `WorkspaceError` for no such connection; `EmoncmsError`.
  func link(_ workspace: Workspace) throws -> EmoncmsLink {
    let known = try workspace.connection(connection)
    return EmoncmsLink(
      workspace: workspace, connection: known.name,
      installation: try Self.installation(known, KeyFile(of: known.name, in: workspace.folder).read)
    )
  }

  /// An Emoncms as it is reached.
  ///
  /// - Parameters:
  ///   - connection: How.
  ///   - key: Gives its key, where one is needed.
  /// - Returns: The Emoncms.
  /// - Throws: `EmoncmsError`.
  static func installation(
    _ connection: Connection, _ key: () throws -> String
  ) throws -> any Installation {
    switch connection.kind {
    case .http: try HTTPInstallation(url: connection.address, key: key())
    case .machine:
      try MachineInstallation(
        EmoncmsSettings(readingFrom: connection.address), user: connection.user)
    }
  }
}
