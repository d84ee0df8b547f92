import Foundation

/// The built `retouche`, beside the page: what another program does to the same workspace.
public enum CommandLineTool {
  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - arguments: What follows the program's name.
  ///   - workspace: Folder of the workspace.
  /// - Returns: What it printed.
  /// - Throws: ``BrowserFailure``, with what it said, when it fails.
  @discardableResult
  public static func run(_ arguments: String..., in workspace: String) async throws -> String {
    let process = try ChildProcess(
      Project.products.appendingPathComponent("retouche").path, arguments + ["-w", workspace],
      environment: ["TZ": "UTC"])
    guard try await process.ended() == 0 else {
      throw BrowserFailure("retouche \(arguments.joined(separator: " ")): \(process.errors)")
    }
    return process.output
  }
}
