public import Emoncms
import Feeds

/// Takes the module out of an Emoncms, and leaves nothing of it.
///
/// The folder loses its name at once, so that Emoncms never sees a part of it; then its files go, and
/// the tables last, when nothing can write to them any more.
public struct ModuleRemover: Sendable {
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
  public func remove(_ plan: RemovalPlan, discardingChanges: Bool) throws(EmoncmsError) {
    try plan.requireWritable()
    if plan.state != .absent || !plan.leftovers.isEmpty {
      try removeFiles(plan, discardingChanges)
    }
    guard plan.dropsTables, let settings = plan.settings else { return }
    try EditorTables(settings).drop()
  }

  private func removeFiles(
    _ plan: RemovalPlan, _ discardingChanges: Bool
  ) throws(EmoncmsError) {
    let modules = plan.emoncms.modules
    let scratch = ModuleScratch(modules: modules, fileSystem: fileSystem)
    let lock = try ModuleLock(modules)
    defer { _ = lock }
    guard try ModuleState(at: plan.emoncms.module, webUser: nil) == plan.state else {
      throw EmoncmsError(
        .conflict, plan.emoncms.module, "has changed since it was looked at",
        remedy: "Run the command again.")
    }
    guard discardingChanges || plan.byOthers.isEmpty else {
      throw plan.emoncms.changedByOthers(plan.byOthers)
    }
    try scratch.clear()
    guard plan.state != .absent else { return }
    let condemned = scratch.freshPath()
    do throws(FeedError) {
      try fileSystem.move(plan.emoncms.module, to: condemned)
      try fileSystem.synchronizeFolder(modules)
    } catch {
      throw EmoncmsError(module: error)
    }
    try scratch.remove(condemned)
  }
}
