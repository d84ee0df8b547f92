public import Emoncms

/// What removing the editor would do. Nothing is changed by making one.
public struct RemovalPlan: Sendable {
  public let emoncms: EmoncmsFolder
  /// What stands there now: a module of ours, or nothing.
  public let state: ModuleState
  /// The paths below the module's folder that go.
  public let files: [String]
  /// What the database holds.
  public let history: History
  /// Whether the tables stay.
  public let keepsHistory: Bool
  /// What killed programs left beside the modules.
  public let leftovers: [String]
  /// Where the database is, where that can be read.
  let settings: EmoncmsSettings?

  /// - Parameters:
  ///   - emoncms: The Emoncms.
  ///   - settings: Those of the Emoncms; or why they cannot be read.
  ///   - keepsHistory: Whether the tables are to stay.
  /// - Throws: `EmoncmsError` where something else stands in its place.
  public init(
    _ emoncms: EmoncmsFolder, settings: Result<EmoncmsSettings, EmoncmsError>, keepsHistory: Bool
  ) throws(EmoncmsError) {
    self.emoncms = emoncms
    self.keepsHistory = keepsHistory
    self.settings = try? settings.get()
    state = try ModuleState(at: emoncms.module, webUser: nil)
    let installed = try state.ours(emoncms.module)
    files = installed.map { ($0.digests.keys + $0.added).sorted() } ?? []
    leftovers = try ModuleScratch.leftovers(in: emoncms.modules)
    history = History(settings)
  }

  /// What somebody else changed or added, and what would be lost.
  public var byOthers: [String] {
    if case .installed(let installed) = state { installed.byOthers } else { [] }
  }

  /// Whether tables are to be removed.
  public var dropsTables: Bool {
    if case .tables = history { !keepsHistory } else { false }
  }

  /// Whether there is nothing to remove, as far as can be told.
  public var isNothing: Bool { state == .absent && leftovers.isEmpty && !dropsTables }

  /// Refuses to go on where this user could not do it.
  ///
  /// - Throws: `EmoncmsError`.
  public func requireWritable() throws(EmoncmsError) {
    guard state != .absent || !leftovers.isEmpty else { return }
    try ModuleScratch.requireWritable(
      emoncms.modules, state == .absent ? nil : emoncms.module)
  }
}
