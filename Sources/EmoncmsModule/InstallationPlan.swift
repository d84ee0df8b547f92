public import Emoncms
import Glibc

/// What installing the editor would do. Nothing is changed by making one.
public struct InstallationPlan: Sendable {
  public enum Action: String, Sendable {
    case install
    /// Another version, or another build of the same, gives way to this program's.
    case update
    /// It is this program's already, and not whole or not readable.
    case repair
    case none
  }

  public let emoncms: EmoncmsFolder
  public let assembly: ModuleAssembly
  public let ownership: ModuleOwnership
  /// What stands there now.
  public let state: ModuleState
  public let action: Action
  /// Files that are not there yet.
  public let added: [ModuleFile]
  /// Files whose content changes.
  public let replaced: [ModuleFile]
  /// Paths below the module's folder that go.
  public let removed: [String]
  /// What killed programs left beside the modules.
  let leftovers: [String]
  /// The user that the web server runs as, where that is known.
  let webUser: WebUser?

  /// - Parameters:
  ///   - emoncms: The Emoncms.
  ///   - assembly: The module to install.
  ///   - settings: Those of the Emoncms; nil where they cannot be read.
  /// - Throws: `EmoncmsError` where something else stands in its place, or a newer module.
  public init(
    _ emoncms: EmoncmsFolder, _ assembly: ModuleAssembly, settings: EmoncmsSettings?
  ) throws(EmoncmsError) {
    try self.init(emoncms, assembly, webUser: WebUser(settings))
  }

  init(
    _ emoncms: EmoncmsFolder, _ assembly: ModuleAssembly, webUser: WebUser?
  ) throws(EmoncmsError) {
    self.emoncms = emoncms
    self.assembly = assembly
    self.webUser = webUser
    ownership = try ModuleOwnership(in: emoncms, webUser: webUser)
    leftovers = try ModuleScratch.leftovers(in: emoncms.modules)
    state = try ModuleState(at: emoncms.module, webUser: webUser)
    guard let installed = try state.ours(emoncms.module) else {
      (action, added, replaced, removed) = (.install, assembly.files, [], [])
      return
    }
    guard
      !EmoncmsFolder.isBefore(
        EmoncmsFolder.numbers(assembly.version), EmoncmsFolder.numbers(installed.version))
    else {
      throw EmoncmsError(
        .unsupported, emoncms.module,
        "is of Retouche \(installed.version), which is newer than this program "
          + "(\(assembly.version))",
        remedy: "Use that version, or remove the editor first with `retouche emoncms "
          + "remove-editor --keep-history`.")
    }
    added = assembly.files.filter { installed.digests[$0.path] == nil }
    replaced = assembly.files.filter { file in
      installed.digests[file.path].map { $0 != file.digest } ?? false
    }
    let own = Set(assembly.files.map(\.path))
    removed = (installed.digests.keys + installed.added).filter { !own.contains($0) }.sorted()
    if added.isEmpty, replaced.isEmpty, removed.isEmpty, installed.unreadable.isEmpty {
      action = .none
    } else {
      let list = assembly.files.first { $0.path == ModuleManifest.name }
      action = installed.digests[ModuleManifest.name] == list?.digest ? .repair : .update
    }
  }

  /// What somebody else changed or added, and what would be lost.
  public var byOthers: [String] {
    if case .installed(let installed) = state { installed.byOthers } else { [] }
  }

  /// Whether everything is as it should be.
  public var isNothing: Bool { action == .none && leftovers.isEmpty }

  /// Refuses to go on where this user could not do it.
  ///
  /// - Throws: `EmoncmsError`.
  public func requireWritable() throws(EmoncmsError) {
    try ModuleScratch.requireWritable(
      emoncms.modules, action == .install || action == .none ? nil : emoncms.module)
  }
}

extension ModuleState {
  /// The module of ours that is there; nil for nothing at all.
  ///
  /// - Parameter path: Where it is.
  /// - Returns: The module.
  /// - Throws: `EmoncmsError` for what somebody else put there.
  func ours(_ path: String) throws(EmoncmsError) -> InstalledModule? {
    switch self {
    case .absent: return nil
    case .installed(let module): return module
    case .link(let target):
      throw EmoncmsError(
        .conflict, path, "is a link to \(target), which was made by hand",
        remedy: "Remove the link (`rm \(path)`), then run the command again.")
    case .foreign:
      throw EmoncmsError(
        .conflict, path, "is not of Retouche's making (it has no \(ModuleManifest.name))",
        remedy: "Look at what it is, move it out of Emoncms, then run the command again.")
    }
  }
}
