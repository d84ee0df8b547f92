import Foundation

/// Where things lie in the project.
enum Project {
  /// The package's root.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // BrowserSupport
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

  /// The folder of what was built, the tests that run among it.
  static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// The environment of the judges written in Python, which `scripts/peers scripts/judges.txt` makes.
  static let judges = root.appendingPathComponent(".build/judges")
}
