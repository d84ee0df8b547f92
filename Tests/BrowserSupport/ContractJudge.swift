import Foundation
import TestSupport

/// schemathesis, which asks a server everything that its OpenAPI document allows and forbids, and
/// compares the answers with it.
public enum ContractJudge {
  /// What it found.
  public struct Report: Sendable {
    /// Whether it holds nothing against the server.
    public let isClean: Bool
    /// What it printed.
    public let text: String
  }

  /// Judges a server of the loopback.
  ///
  /// - Parameters:
  ///   - document: Address of the server's OpenAPI document.
  ///   - seconds: How long it asks; a last request and the report come on top.
  ///   - configuration: Its configuration, in TOML: which values to ask with, what to expect.
  ///   - arguments: More options of `schemathesis run`.
  /// - Returns: Its verdict.
  /// - Throws: ``BrowserFailure`` where it is not installed, cannot read the document, or hangs.
  public static func judge(
    _ document: String, seconds: Int = 60, configuration: String = "", _ arguments: [String] = []
  ) async throws -> Report {
    let executable = Project.judges.appendingPathComponent("bin/schemathesis")
    guard FileManager.default.isExecutableFile(atPath: executable.path) else {
      throw BrowserFailure(
        "schemathesis is not installed: run `make test`, which installs it, "
          + "or scripts/peers scripts/judges.txt")
    }
    let folder = try TemporaryFolder()
    try folder.write(configuration, to: "schemathesis.toml")
    let process = try ChildProcess(
      executable.path,
      [
        "--config-file", folder.file("schemathesis.toml"), "run", document, "--checks", "all",
        "--seed", "1", "--max-time", "\(seconds)",
        "--request-timeout", "20", "--generation-database", "none", "--no-color",
        "--continue-on-failure",
      ] + arguments,
      environment: ["NO_PROXY": "*", "PYTHONUNBUFFERED": "1", "COLUMNS": "100"])
    let status = try await process.ended(within: .seconds(2 * seconds + 60))
    withExtendedLifetime(folder) {}
    // 1 is its word for failures; others mean that it has not judged.
    guard status == 0 || status == 1 else {
      throw BrowserFailure(
        "schemathesis ended with status \(status): \(process.output) \(process.errors)")
    }
    return Report(isClean: status == 0, text: process.output)
  }
}
