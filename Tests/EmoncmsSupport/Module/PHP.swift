import Foundation

/// The PHP of this machine, with what an Emoncms needs of it.
public enum PHP {
  /// Whether it is there, with its drivers of MariaDB and Redis.
  ///
  /// A test that needs it says so and is skipped without it:
  /// `@Suite(.serialized, .enabled(if: PHP.isPresent, "needs PHP: scripts/setup test"))`.
  public static let isPresent: Bool = {
    let extensions = try? Spawning.run(["php", "-m"]).split(separator: "\n")
    return extensions.map { $0.contains("mysqli") && $0.contains("redis") } ?? false
  }()

  /// What PHP holds against the syntax of a file; nil for nothing.
  public static func fault(in file: String) -> String? {
    findings(of: ["php", "-d", "error_reporting=-1", "-l", file])
  }

  /// What a tool that looks at PHP says where it ends badly; nil where all is well.
  public static func findings(of tool: [String]) -> String? {
    do {
      _ = try Spawning.run(tool)
      return nil
    } catch {
      return "\(error)"
    }
  }
}
