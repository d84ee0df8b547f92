import Emoncms
import Foundation
import Glibc
import TestSupport

@testable import EmoncmsModule

/// A folder that looks like an Emoncms as far as a module of its own goes.
final class Checkout {
  let folder: TemporaryFolder

  /// - Parameters:
  ///   - version: What it calls itself; nil for nothing.
  ///   - menu: What the visualisations' menu says; nil for no visualisations.
  ///   - folder: Where it is to be; nil for a folder of its own.
  /// - Throws: What the system says of a failed write.
  init(
    version: String? = "11.16.8", menu: String? = "<?php", in folder: TemporaryFolder? = nil
  ) throws {
    self.folder = try folder ?? TemporaryFolder()
    for name in ["Modules/feed"] + (menu == nil ? [] : ["Modules/vis"]) { try make(name) }
    for name in ["index.php", "core.php", "Modules/feed/feed_controller.php"] {
      try write("<?php", to: name)
    }
    if let menu {
      try write("<?php", to: "Modules/vis/vis_controller.php")
      try write(menu, to: "Modules/vis/vis_menu.php")
    }
    if let version { try write("{\"version\": \"\(version)\"}", to: "version.json") }
    // Whatever the mask of the tests' own process.
    for name in ["Modules", "Modules/feed"] { try setMode(0o755, of: name) }
    try setMode(0o644, of: "Modules/feed/feed_controller.php")
  }

  var emoncms: EmoncmsFolder { get throws { try EmoncmsFolder(folder.path) } }
  var module: String { folder.file("Modules/retouche") }

  func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.file(name), withIntermediateDirectories: true)
  }

  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

  func setMode(_ mode: Int, of name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.file(name))
  }

  /// What stands where the module belongs.
  func state() throws -> ModuleState { try ModuleState(at: module, webUser: nil) }

  func plan(_ assembly: ModuleAssembly, webUser: WebUser? = nil) throws -> InstallationPlan {
    try InstallationPlan(emoncms, assembly, webUser: webUser)
  }

  @discardableResult
  func install(
    _ assembly: ModuleAssembly, by installer: ModuleInstaller = ModuleInstaller(),
    discardingChanges: Bool = false
  ) throws -> InstallationPlan {
    let plan = try plan(assembly)
    try installer.install(plan, discardingChanges: discardingChanges)
    return plan
  }

  func removal(keepsHistory: Bool = true) throws -> RemovalPlan {
    try RemovalPlan(
      emoncms,
      settings: .failure(EmoncmsError(.badSettings, "settings", "are none", remedy: "None.")),
      keepsHistory: keepsHistory)
  }

  /// The names beside the module, its own included.
  func neighbours() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.file("Modules")).sorted()
  }

  /// All that is in the module's folder: what the files hold, by path.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: module) {
      guard try status(path)?.kind == .file else { continue }
      files[path] = try folder.bytes(of: "Modules/retouche/\(path)")
    }
    return files
  }

  /// The owner and mode of something in the module's folder.
  func status(_ path: String = ".") throws -> FileStatus? {
    FileStatus(ofLinkItself: "\(module)/\(path)")
  }
}

extension ModuleAssembly {
  /// What a folder holds where it is installed.
  var content: [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
  }
}

/// The error that something throws.
func emoncmsError(_ body: () throws -> Void) -> EmoncmsError? {
  do {
    try body()
    return nil
  } catch {
    return error as? EmoncmsError
  }
}
