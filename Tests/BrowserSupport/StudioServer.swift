import Foundation

/// A running `retouche studio`, the one that was built with these tests, on a free port.
public final class StudioServer: Sendable {
  private let process: ChildProcess

  /// Where its page is: `http://127.0.0.1:PORT/`.
  public let address: String

  /// Starts it and waits until it answers.
  ///
  /// - Parameters:
  ///   - workspace: Folder of the workspace.
  ///   - arguments: More options of the command.
  ///   - environment: Variables beside those of this process.
  /// - Throws: ``BrowserFailure``, with what it wrote, when it does not come up.
  public init(
    workspace: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws {
    process = try ChildProcess(
      Project.products.appendingPathComponent("retouche").path,
      ["studio", "-w", workspace, "--port", "0", "--no-open"] + arguments,
      environment: environment)
    address = try await process.line(beginning: "Retouche Studio on ")
    guard let port = URL(string: address)?.port.flatMap(UInt16.init(exactly:)) else {
      throw BrowserFailure("retouche studio says that it is on \"\(address)\"")
    }
    // Any answer will do, a refusal too: it must be one of HTTP.
    _ = try await LoopbackRequest(port: port, path: "/", patience: 20).answer()
  }

  /// Number of the process.
  public var processIdentifier: Int32 { process.processIdentifier }

  /// Whether it has not ended yet.
  public var isRunning: Bool { process.isRunning }

  /// What it has written to standard output so far.
  public var output: String { process.output }

  /// What it has written to standard error so far.
  public var errors: String { process.errors }

  /// Asks it to end, by SIGTERM, and waits until it has.
  ///
  /// - Returns: Its exit status; the signal's number with a minus where a signal ended it.
  /// - Throws: ``BrowserFailure`` when it takes longer than that.
  @discardableResult
  public func stop(within limit: Duration = .seconds(10)) async throws -> Int32 {
    process.interrupt()
    return try await process.ended(within: limit)
  }

  /// Ends it at once, as a loss of power would.
  public func kill() async throws {
    process.kill()
    try await process.ended()
  }
}
