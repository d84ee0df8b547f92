import Foundation
import Synchronization

/// A MariaDB server of the tests' own, on a socket and a port of its own.
public final class MariaDBServer: Sendable {
  private static let shared = Mutex<MariaDBServer?>(nil)

  /// Path of its socket.
  public let socket: String
  /// Its port on the loopback.
  public let port: Int
  private let process: ServerProcess

  /// The server that the tests of this process share.
  public static func sharedServer() throws -> MariaDBServer {
    try shared.withLock { shared in
      if let shared { return shared }
      let server = try MariaDBServer()
      shared = server
      return server
    }
  }

  /// Starts a server whose tables are made anew.
  public init() throws {
    let port = try LoopbackListener().port
    self.port = port
    // The server refuses to run as root unless told to.
    let user = geteuid() == 0 ? ["--user=root"] : []
    process = try ServerProcess { folder in
      _ = try Spawning.run(
        [
          "mariadb-install-db", "--no-defaults", "--datadir=\(folder)/data", "--skip-test-db",
          "--auth-root-authentication-method=normal",
        ] + user)
      return [
        "mariadbd", "--no-defaults", "--datadir=\(folder)/data", "--socket=\(folder)/s",
        "--port=\(port)", "--bind-address=127.0.0.1", "--pid-file=\(folder)/pid",
        "--tmpdir=\(folder)", "--skip-log-bin", "--skip-name-resolve",
        "--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0",
      ] + user
    }
    socket = "\(process.folder)/s"
    try process.wait {
      (try? Spawning.run(command + ["-e", "SELECT 1"])) != nil
    }
  }

  deinit { process.stop() }

  private var command: [String] {
    ["mariadb", "--no-defaults", "--socket=\(socket)", "--user=root", "--batch"]
      + ["--skip-column-names", "--default-character-set=utf8mb4"]
  }

  /// Runs statements as the server's administrator.
  ///
  /// - Returns: The rows, a line each, their values separated by tabs.
  @discardableResult
  public func run(_ statements: String) throws -> String {
    try Spawning.run(command, input: statements)
  }
}
