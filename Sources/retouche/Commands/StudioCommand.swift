import ArgumentParser
import CMalloc
import Foundation
import Studio
import Synchronization
import Workspace

struct StudioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studio",
    abstract: "See the curves and correct the state in a browser.",
    usage: """
      retouche studio [--host HOST] [--port PORT] [--no-open] [-w DIR]
      """,
    discussion: """
      Serves the workspace to a browser of this machine until Ctrl-C. Nothing is installed in the \
      browser, and nothing is fetched from elsewhere. Every edit goes into the same journal as those of \
      the command line, and can be undone from either.

      Examples:
        retouche studio
        retouche studio -w school --port 0
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Option(help: "The name or address of this machine to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 for any that is free.")
  var port = StudioConfiguration.usualPort

  @Flag(name: .customLong("no-open"), help: "Leave the browser alone.")
  var leavesBrowser = false

  @Option(
    help: ArgumentHelp(
      "Read the page from this folder at each request.", valueName: "dir", visibility: .hidden),
    completion: .directory)
  var page: String?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port is \(port): give one from 1 to 65535, or 0 for any.")
    }
  }

  func run() throws {
    // What an inference takes goes back to the system when it is done. By itself glibc keeps freed arrays
    // of up to 32 MB, and the server would stay as large as the largest feed once made it.
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    let studio = try Studio(
      workspace.open(),
      StudioConfiguration(host: host, port: port, pageFolder: page, version: Retouche.version))
    let opensBrowser = !leavesBrowser
    try Self.waiting {
      try await studio.run { address in
        try? Console.write("Retouche Studio on \(address)\n")
        if let file = studio.tokenFile { Console.note("its token is in \(file)") }
        if opensBrowser { Self.open(address) }
      }
    }
  }

  /// Runs an asynchronous call to its end from a thread that may wait.
  private static func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    let done = DispatchSemaphore(value: 0)
    Task {
      do { try await body() } catch { outcome.withLock { $0 = .failure(error) } }
      done.signal()
    }
    done.wait()
    try outcome.withLock { $0 }.get()
  }

  /// Opens a browser where there is a display; where that fails, the address is printed anyway.
  private static func open(_ address: String) {
    let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { Terminal.environment($0) != nil }
    guard hasDisplay else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xdg-open", address]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try? process.run()
  }
}
