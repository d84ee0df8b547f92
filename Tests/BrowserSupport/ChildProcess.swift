import Foundation
import Synchronization
public import TestSupport

/// A program that runs beside the tests, and ends with them whatever happens.
///
/// Its standard output and errors go into files, so that it never waits for a reader. A small shell
/// beside it waits for the end of this process, a crash included, and then ends the program and all
/// that it started, which are one group of processes.
///
/// Foundation's `Process` would take it for running as long as that shell does.
public final class ChildProcess: Sendable {
  private let name: String
  /// Where the program keeps what it writes for itself; removed after its end.
  public let folder: TemporaryFolder
  /// Number of the process, and of its group.
  public let processIdentifier: Int32
  /// Closed by the system when this process ends: that is what the shell waits for.
  private let lifeline: FileHandle
  private let status = Mutex<Int32?>(nil)

  /// `exec` lets the program have the shell's process, so that signals and the status are its own.
  /// The watcher ignores the signal that it sends to its own group.
  private static let guarded = """
    exec 3<&0
    (
      trap '' TERM INT HUP
      read -r _ <&3
      kill -TERM -$$
      sleep 2
      rm -rf "$0"
      kill -KILL -$$
    ) >/dev/null 2>&1 &
    cd "$1" || exit
    shift
    exec "$@" </dev/null 3<&-
    """

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: Its path.
  ///   - arguments: What it takes.
  ///   - environment: Variables beside those of this process. `TMPDIR` is a folder of its own.
  ///   - workingFolder: Its current folder; that folder of its own where nil.
  /// - Throws: ``BrowserFailure`` with what the system says of a failed start.
  public init(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    in workingFolder: String? = nil
  ) throws {
    name = URL(fileURLWithPath: executable).lastPathComponent
    folder = try TemporaryFolder()
    let pipe = Pipe()
    lifeline = pipe.fileHandleForWriting
    // No other child may hold the end that this process must let go of.
    _ = fcntl(lifeline.fileDescriptor, F_SETFD, FD_CLOEXEC)
    let variables = ProcessInfo.processInfo.environment
      .merging(["SWIFT_BACKTRACE": "enable=no", "TMPDIR": folder.path]) { $1 }
      .merging(environment) { $1 }
    processIdentifier = try Self.spawn(
      ["/bin/sh", "-c", Self.guarded, folder.path, workingFolder ?? folder.path, executable]
        + arguments,
      variables.map { "\($0)=\($1)" }, input: pipe.fileHandleForReading.fileDescriptor,
      output: folder.file("output"), errors: folder.file("errors"))
    try? pipe.fileHandleForReading.close()
  }

  deinit { try? lifeline.close() }

  /// Starts a process in a group of its own.
  private static func spawn(
    _ arguments: [String], _ environment: [String], input: Int32, output: String, errors: String
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    for (number, path) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
      posix_spawn_file_actions_addopen(
        &actions, number, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that run tests hold signals back, and a child would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var number: pid_t = 0
    let error = posix_spawn(&number, arguments[0], &actions, &attributes, words, variables)
    guard error == 0 else {
      throw BrowserFailure("\(arguments[0]) does not start: \(String(cString: strerror(error)))")
    }
    return number
  }

  /// The exit status, or the signal's number with a minus; nil while it runs.
  private var ending: Int32? {
    status.withLock { status in
      if status == nil {
        var word: Int32 = 0
        if waitpid(processIdentifier, &word, WNOHANG) == processIdentifier {
          // As <sys/wait.h> takes the word apart, in macros that Swift does not see.
          let signal = word & 0x7F
          status = signal == 0 ? (word >> 8) & 0xFF : -signal
        }
      }
      return status
    }
  }

  /// Whether it has not ended yet.
  public var isRunning: Bool { ending == nil }

  /// What it has written to standard output so far.
  public var output: String { text("output") }

  /// What it has written to standard error so far.
  public var errors: String { text("errors") }

  private func text(_ file: String) -> String {
    String(decoding: (try? folder.bytes(of: file)) ?? [], as: UTF8.self)
  }

  /// Waits for a whole line of standard output that begins so.
  ///
  /// - Returns: What follows the beginning.
  /// - Throws: ``BrowserFailure``, with what the program wrote, when it ends or time is up.
  public func line(beginning: String, within limit: Duration = .seconds(60)) async throws -> String
  {
    let deadline = ContinuousClock.now + limit
    while true {
      let hadEnded = !isRunning
      let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let line = lines.first(where: { $0.hasPrefix(beginning) }) {
        return String(line.dropFirst(beginning.count))
      }
      guard !hadEnded, ContinuousClock.now < deadline else {
        throw BrowserFailure(
          "\(name) \(hadEnded ? "ended" : "was waited for \(limit)") without saying "
            + "\"\(beginning)\". \(said)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Asks the program to end.
  public func interrupt() { send(SIGTERM) }

  /// Ends the program at once.
  public func kill() { send(SIGKILL) }

  private func send(_ signal: Int32) {
    // Not once its end was noticed: its number may be another's then.
    status.withLock { if $0 == nil { Foundation.kill(processIdentifier, signal) } }
  }

  /// Waits for the program's end.
  ///
  /// - Returns: Its exit status; the signal's number with a minus where a signal ended it.
  /// - Throws: ``BrowserFailure`` when it still runs after that time.
  @discardableResult
  public func ended(within limit: Duration = .seconds(60)) async throws -> Int32 {
    let deadline = ContinuousClock.now + limit
    while true {
      if let ending { return ending }
      guard ContinuousClock.now < deadline else {
        throw BrowserFailure("\(name) still runs after \(limit). \(said)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// What it wrote, for an error.
  private var said: String { "It wrote: \(output.suffix(2000)) \(errors.suffix(2000))" }
}
