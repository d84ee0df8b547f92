import Foundation
import Glibc

/// A MariaDB of its own, in a temporary folder and reached by a socket there, ended with the object.
final class ScratchDatabase {
  static let program = ["/usr/sbin/mariadbd", "/usr/bin/mariadbd"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let scratch: Scratch
  private let server = Process()

  init(_ program: String) throws {
    scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch["data"], withIntermediateDirectories: true)
    try scratch.write("log", [])
    let log = FileHandle(forWritingAtPath: scratch["log"])
    server.executableURL = URL(fileURLWithPath: program)
    server.arguments = [
      "--no-defaults", "--datadir=\(scratch["data"])", "--socket=\(scratch["socket"])",
      "--pid-file=\(scratch["pid"])", "--skip-networking", "--skip-grant-tables",
      "--innodb-log-file-size=4M", "--innodb-buffer-pool-size=8M",
    ]
    // It refuses to run as root without being told so.
    if geteuid() == 0 { server.arguments?.append("--user=root") }
    server.standardOutput = log
    server.standardError = log
    try server.run()
    for _ in 0..<300 {
      if try ask("SELECT 1").status == 0 { return }
      usleep(100_000)
    }
    throw ScratchDatabaseError(log: String(decoding: try bytes(of: scratch["log"]), as: UTF8.self))
  }

  deinit {
    guard server.isRunning else { return }
    server.terminate()
    server.waitUntilExit()
  }

  private func ask(_ query: String, database: String = "") throws -> Tool.Outcome {
    try Tool.run(client + ["--batch", "--skip-column-names", "-e", query, database], in: "/")
  }

  private var client: [String] {
    [
      "mariadb", "--no-defaults", "--default-character-set=utf8mb4",
      "--socket=\(scratch["socket"])",
    ]
  }

  /// The rows that a query gives, their values apart by tabs.
  func rows(_ query: String, of database: String) throws -> [String] {
    let outcome = try ask(query, database: database)
    guard outcome.status == 0 else { throw ScratchDatabaseError(log: outcome.errors) }
    return outcome.output.split(separator: "\n").map(String.init)
  }

  /// Makes a database of a dump.
  func load(_ dump: String, into database: String) throws {
    _ = try rows("CREATE DATABASE \(database) CHARACTER SET utf8mb4", of: "")
    let outcome = try Tool.run(client + [database], in: "/", input: dump)
    guard outcome.status == 0 else { throw ScratchDatabaseError(log: outcome.errors) }
  }

  /// Writes a dump of a database, by the tool that Emoncms's backup module uses.
  func dump(_ database: String, to path: String, _ options: [String] = []) throws {
    let outcome = try Tool.run(
      ["mariadb-dump", "--no-defaults", "--socket=\(scratch["socket"])"] + options
        + ["--result-file=\(path)", database], in: "/")
    guard outcome.status == 0 else { throw ScratchDatabaseError(log: outcome.errors) }
  }
}

struct ScratchDatabaseError: Error {
  let log: String
}
