import Foundation

/// Whether the git checkout that an Emoncms is would show the module.
enum GitExclusion {
  /// Asks git.
  ///
  /// - Parameter folder: The Emoncms.
  /// - Returns: Whether git passes over the module; nil where it is no checkout, or git cannot tell.
  static func hidesModule(in folder: EmoncmsFolder) -> Bool? {
    guard FileManager.default.fileExists(atPath: "\(folder.path)/.git") else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "git", "-C", folder.path,
      // Whoever owns the checkout; and nothing that its settings name is run.
      "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
      "check-ignore", "--quiet", "--no-index", "Modules/retouche/\(ModuleManifest.name)",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return switch process.terminationStatus {
    case 0: true
    case 1: false
    default: nil
    }
  }
}

extension EmoncmsFolder {
  /// Whether its git checkout passes over the module; nil where it is none, or git cannot tell.
  public var hidesModuleFromGit: Bool? { GitExclusion.hidesModule(in: self) }
}
