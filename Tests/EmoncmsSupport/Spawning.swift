import Foundation
import Synchronization

/// A program that this process has started.
///
/// Not Foundation's `Process`: its children inherit the signals that the threads of tests hold
/// back, and the pipes of one another.
struct Spawning {
  /// Held while a program starts, or a pipe is made that none may inherit.
  private static let starting = Mutex(())

  private let number: pid_t

  /// Starts a program that is found in the search path.
  ///
  /// - Parameters:
  ///   - arguments: The program and its arguments.
  ///   - input: What it reads from.
  ///   - output: Path of a file for what it prints.
  /// - Throws: ``ServerFailure`` when it does not start.
  init(_ arguments: [String], input: Int32, output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var number: pid_t = 0
    let error = Self.starting.withLock { _ in
      posix_spawnp(&number, arguments[0], &actions, &attributes, words, environ)
    }
    guard error == 0 else {
      throw ServerFailure("\(arguments[0]) does not start: \(String(cString: strerror(error)))")
    }
    self.number = number
  }

  /// Makes a pipe whose ends no program inherits but by name.
  static func pipe() throws -> (reading: Int32, writing: Int32) {
    try starting.withLock { _ in
      var ends: [Int32] = [0, 0]
      guard Glibc.pipe(&ends) == 0 else { throw ServerFailure("no pipe is to be had") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (ends[0], ends[1])
    }
  }

  /// Waits for its end.
  ///
  /// - Returns: Its exit status, or 128 and the number of the signal that ended it.
  @discardableResult
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Runs a program to its end.
  ///
  /// - Returns: What it prints.
  static func run(_ arguments: [String], input: String = "") throws -> String {
    let base = "/tmp/retouche-run-\(getpid())-\(UInt64.random(in: .min ... .max))"
    defer {
      unlink("\(base).in")
      unlink("\(base).out")
    }
    try Data(input.utf8).write(to: URL(fileURLWithPath: "\(base).in"))
    let descriptor = open("\(base).in", O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let status = try Spawning(arguments, input: descriptor, output: "\(base).out").wait()
    let output = FileManager.default.contents(atPath: "\(base).out") ?? Data()
    let text = String(decoding: output, as: UTF8.self)
    guard status == 0 else { throw ServerFailure("\(arguments[0]) fails: \(text)") }
    return text
  }
}
