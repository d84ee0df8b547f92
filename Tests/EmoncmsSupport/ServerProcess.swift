import Foundation
import Synchronization

/// Why a server that a test needs does not run.
public struct ServerFailure: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

/// A server of a test's own, that ends when it is stopped, or when this process ends, however it
/// does.
final class ServerProcess: Sendable {
  /// Waits for the end of its input, which comes with the end of this process at the latest.
  private static let keeper = """
    folder=$1; shift
    "$@" </dev/null &
    server=$!
    read -r _
    kill "$server" 2>/dev/null
    wait "$server"
    rm -rf "$folder"
    """

  /// A folder of the server's own, removed when it has ended.
  let folder: String
  private let keeper: Spawning
  /// The end of the pipe that the keeper waits on; nil once it is closed.
  private let lifeline: Mutex<Int32?>

  /// Starts a server.
  ///
  /// - Parameter command: Given the server's folder, its command and arguments.
  /// - Throws: ``ServerFailure``, and what the closure throws.
  init(_ command: (String) throws -> [String]) throws {
    // Short: the path of a socket has little room.
    let folder = "/tmp/retouche-server-\(getpid())-\(UInt32.random(in: .min ... .max))"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    self.folder = folder
    let arguments = try command(folder)
    let (end, lifeline) = try Spawning.pipe()
    defer { close(end) }
    self.lifeline = Mutex(lifeline)
    keeper = try Spawning(
      ["/bin/sh", "-c", Self.keeper, "keeper", folder] + arguments, input: end,
      output: "\(folder)/output")
  }

  /// Waits until the server answers.
  func wait(until answers: () -> Bool) throws {
    for _ in 0..<600 {
      if answers() { return }
      usleep(50_000)
    }
    let output = FileManager.default.contents(atPath: "\(folder)/output") ?? Data()
    throw ServerFailure("no answer comes: \(String(decoding: output, as: UTF8.self))")
  }

  /// Ends the server and removes its folder.
  func stop() {
    let descriptor = lifeline.withLock { lifeline in
      defer { lifeline = nil }
      return lifeline
    }
    guard let descriptor else { return }
    close(descriptor)
    keeper.wait()
  }
}
