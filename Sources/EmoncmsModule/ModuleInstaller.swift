public import Emoncms
import Feeds

/// Puts the module into an Emoncms, whole or not at all.
///
/// All of it is written beside its place, brought to the disk and read back; then it takes its place
/// at once. Whatever ends the program, and whenever, the Emoncms has the former module or the new one.
public struct ModuleInstaller: Sendable {
  private let fileSystem: any TreeFileSystem

  public init() { fileSystem = SystemTree() }

  /// - Parameter fileSystem: The calls that write.
  package init(fileSystem: any TreeFileSystem) { self.fileSystem = fileSystem }

  /// Does what a plan says.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - discardingChanges: Whether what others changed or added may be lost.
  /// - Throws: `EmoncmsError`, also where it is no longer as the plan found it.
  public func install(_ plan: InstallationPlan, discardingChanges: Bool) throws(EmoncmsError) {
    try plan.requireWritable()
    let modules = plan.emoncms.modules
    let scratch = ModuleScratch(modules: modules, fileSystem: fileSystem)
    let lock = try ModuleLock(modules)
    defer { _ = lock }
    let state = try ModuleState(at: plan.emoncms.module, webUser: plan.webUser)
    guard state == plan.state else {
      throw EmoncmsError(
        .conflict, plan.emoncms.module, "has changed since it was looked at",
        remedy: "Run the command again.")
    }
    guard discardingChanges || plan.byOthers.isEmpty else {
      throw plan.emoncms.changedByOthers(plan.byOthers)
    }
    try scratch.clear()
    guard plan.action != .none else { return }
    let prepared = scratch.freshPath()
    do throws(EmoncmsError) {
      try write(plan, to: prepared)
      try check(plan, at: prepared)
      try place(plan, prepared, scratch)
    } catch {
      // What is left of it is removed by the next program, if not now.
      try? scratch.remove(prepared)
      throw error
    }
    // After an exchange, this is what was there before.
    try scratch.remove(prepared)
  }

  private func write(_ plan: InstallationPlan, to folder: String) throws(EmoncmsError) {
    let ownership = plan.ownership
    do throws(FeedError) {
      let folders = [folder] + plan.assembly.folders.map { "\(folder)/\($0)" }
      for folder in folders { try fileSystem.makeFolder(folder) }
      for file in plan.assembly.files {
        let path = "\(folder)/\(file.path)"
        let open = try fileSystem.open(path, for: .create(mode: 0o600))
        defer { fileSystem.close(open) }
        try file.bytes.withUnsafeBufferPointer { bytes throws(FeedError) in
          try fileSystem.write(open, at: 0, from: UnsafeRawBufferPointer(bytes))
        }
        try fileSystem.give(
          path, user: ownership.user, group: ownership.group, mode: ownership.fileMode)
        try fileSystem.synchronize(open)
      }
      // The outermost last: until then nobody else can look in.
      for folder in folders.reversed() {
        try fileSystem.synchronizeFolder(folder)
        try fileSystem.give(
          folder, user: ownership.user, group: ownership.group, mode: ownership.folderMode)
      }
    } catch {
      throw EmoncmsError(module: error)
    }
  }

  /// Reads back what was written.
  private func check(_ plan: InstallationPlan, at folder: String) throws(EmoncmsError) {
    let state = try ModuleState(at: folder, webUser: plan.webUser)
    guard case .installed(let module) = state, module.byOthers.isEmpty, module.missing.isEmpty,
      module.digests.count == plan.assembly.files.count,
      plan.assembly.files.allSatisfy({ module.digests[$0.path] == $0.digest })
    else {
      throw EmoncmsError(
        .unverified, folder, "does not hold what was written",
        remedy: "Check the disk, then run the command again.")
    }
    guard module.unreadable.isEmpty else {
      throw EmoncmsError(
        .readOnly, folder, "could not be read by the web server (owner \(plan.ownership.name))",
        remedy: "Run the command as root, or as the owner of the other modules.")
    }
  }

  /// Gives what was prepared its place.
  private func place(
    _ plan: InstallationPlan, _ prepared: String, _ scratch: ModuleScratch
  ) throws(EmoncmsError) {
    let module = plan.emoncms.module
    do throws(FeedError) {
      if plan.state == .absent {
        try fileSystem.move(prepared, to: module)
      } else if try !fileSystem.exchange(prepared, with: module) {
        try replace(module, by: prepared, scratch)
      }
      try fileSystem.synchronizeFolder(plan.emoncms.modules)
    } catch {
      throw EmoncmsError(module: error)
    }
  }

  /// Replaces a folder on a file system that cannot exchange two: for an instant there is none.
  private func replace(
    _ module: String, by prepared: String, _ scratch: ModuleScratch
  ) throws(FeedError) {
    let former = scratch.freshPath()
    try fileSystem.move(module, to: former)
    do throws(FeedError) {
      try fileSystem.move(prepared, to: module)
      // It is removed where an exchange would have left it.
      try fileSystem.move(former, to: prepared)
    } catch {
      try? fileSystem.move(former, to: module)
      throw error
    }
  }
}

extension EmoncmsFolder {
  /// The error for files that are not ours, or no longer as they were installed.
  public func changedByOthers(_ paths: [String]) -> EmoncmsError {
    let named = paths.prefix(8).joined(separator: ", ")
    let rest = paths.count > 8 ? " and \(paths.count - 8) more" : ""
    return EmoncmsError(
      .conflict, module, "holds what was changed or added by hand: \(named)\(rest)",
      remedy: "Keep a copy of it elsewhere, then run the command again with --discard-changes.")
  }
}
