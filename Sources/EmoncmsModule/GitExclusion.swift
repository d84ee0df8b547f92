import Foundation

/// Whether the git checkout that an Emoncms is would show the module.
enum GitExclusion {
  /// Asks git.
  ///
  /// - Parameter folder: The Emoncms.
  /// - Returns: Whether git passes over the module; nil where it is no checkout, or git cannot tell.
  static func hidesModule(in folder: EmoncmsFolder) -> Bool? {
    guard FileManager.default.fileExists(atPath: "\(folder.path)/.git") else { return nil }
    let status = run([
      "git", "-C", folder.path,
      // Whoever owns the checkout; and nothing that its settings name is run.
      "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
      "check-ignore", "--quiet", "--no-index", "Modules/retouche/\(ModuleManifest.name)",
    ])
    return switch status {
    case 0: true
    case 1: false
    default: nil
    }
  }

  /// Runs a program that is found in the search path, and hears nothing of what it says.
  ///
  /// - Returns: Its exit status; nil where it did not start, or was ended by a signal.
  private static func run(_ arguments: [String]) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    let words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var number: pid_t = 0
    guard posix_spawnp(&number, arguments[0], &actions, nil, words, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0 { guard errno == EINTR else { return nil } }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }
}

extension EmoncmsFolder {
  /// Whether its git checkout passes over the module; nil where it is none, or git cannot tell.
  public var hidesModuleFromGit: Bool? { GitExclusion.hidesModule(in: self) }
}
