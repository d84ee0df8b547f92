import Foundation
import Synchronization

/// A Redis server of the tests' own, on a port of its own, without a file.
public final class RedisServer: Sendable {
  private static let shared = Mutex<RedisServer?>(nil)

  /// Its port on the loopback.
  public let port: Int
  /// Its password; empty where it asks for none.
  public let password: String
  private let process: ServerProcess

  /// The server that the tests of this process share. It has a password.
  public static func sharedServer() throws -> RedisServer {
    try shared.withLock { shared in
      if let shared { return shared }
      let server = try RedisServer(password: "p'a s$s\"")
      shared = server
      return server
    }
  }

  /// Starts a server.
  ///
  /// - Parameter password: Empty for none.
  /// - Throws: ``ServerFailure`` when it does not start.
  public init(password: String = "") throws {
    let port = try LoopbackListener().port
    self.port = port
    self.password = password
    process = try ServerProcess { folder in
      [
        "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--dir", folder,
      ] + (password.isEmpty ? [] : ["--requirepass", password])
    }
    try process.wait { (try? run("PING")) == "PONG\n" }
  }

  deinit { process.stop() }

  /// Runs a command.
  ///
  /// - Returns: The answer as `redis-cli` prints it, lines for the elements of a list.
  @discardableResult
  public func run(_ words: String...) throws -> String {
    let login = password.isEmpty ? [] : ["--no-auth-warning", "-a", password]
    return try Spawning.run(["redis-cli", "-p", "\(port)"] + login + words)
  }

  /// Ends the server before its time.
  public func stop() { process.stop() }
}
