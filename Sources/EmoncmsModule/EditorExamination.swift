public import Emoncms

/// What is wrong with the editor in an Emoncms, and what comes of it. Nothing is changed.
public struct EditorExamination {
  /// Seconds that an edit may take before it counts as left behind.
  private static let patience = 60
  private static let fact = "editor"

  private let settings: EmoncmsSettings
  private let version: String
  private let webUser: WebUser?

  /// - Parameters:
  ///   - settings: Those of the Emoncms.
  ///   - version: This program's.
  public init(settings: EmoncmsSettings, version: String) {
    self.settings = settings
    self.version = version
    webUser = WebUser(settings)
  }

  /// Adds what is found.
  public func add(to examination: inout EmoncmsExamination) {
    do throws(EmoncmsError) {
      let emoncms = try EmoncmsFolder(settings.folder)
      let leftovers = try ModuleScratch.leftovers(in: emoncms.modules)
      if !leftovers.isEmpty {
        examination.findings.append(
          EmoncmsFinding(
            emoncms.modules, "holds \(leftovers.joined(separator: ", "))",
            consequence: "An installation or a removal was cut off; only room on the disk is lost.",
            remedy: "Run it again: \(Self.install(emoncms))."))
      }
      let state = try ModuleState(at: emoncms.module, webUser: webUser)
      try look(at: state, emoncms, &examination)
      try lookAtTables(state, &examination)
    } catch {
      examination.facts.append(
        .init(Self.fact, "cannot be looked for: \(error.subject) \(error.problem)"))
    }
  }

  private func look(
    at state: ModuleState, _ emoncms: EmoncmsFolder, _ examination: inout EmoncmsExamination
  ) throws(EmoncmsError) {
    switch state {
    case .absent:
      examination.facts.append(.init(Self.fact, "not installed"))
    case .link(let target):
      examination.facts.append(.init(Self.fact, "a link to \(target), made by hand"))
    case .foreign:
      examination.facts.append(.init(Self.fact, "not installed"))
      examination.findings.append(
        EmoncmsFinding(
          emoncms.module, "is not of Retouche's making",
          consequence: "The editor cannot be installed there.",
          remedy: "Look at what it is, and move it out of Emoncms."))
    case .installed(let module):
      examination.facts.append(.init(Self.fact, "of Retouche \(module.version)"))
      lookAtFiles(of: module, emoncms, &examination.findings)
      try lookAtVersion(of: module, emoncms, &examination.findings)
    }
  }

  private func lookAtFiles(
    of module: InstalledModule, _ emoncms: EmoncmsFolder, _ findings: inout [EmoncmsFinding]
  ) {
    if !module.byOthers.isEmpty {
      findings.append(
        EmoncmsFinding(
          emoncms.module, "was changed by hand: \(Self.list(module.byOthers))",
          consequence: "The next update would lose that, and is refused until it is told to.",
          remedy: "Keep a copy elsewhere, then \(Self.install(emoncms, "--discard-changes"))."))
    }
    if !module.missing.isEmpty {
      findings.append(
        EmoncmsFinding(
          emoncms.module, "is incomplete: \(Self.list(module.missing)) missing",
          consequence: module.pages.isEmpty
            ? "The page's folder is gone, and no editor opens."
            : "The editor may not open, or stop in the middle of something.",
          remedy: "Install it again: \(Self.install(emoncms))."))
    }
    if module.pages.count > 1 {
      findings.append(
        EmoncmsFinding(
          emoncms.module, "has \(module.pages.count) pages: \(Self.list(module.pages))",
          consequence: "Emoncms may serve the wrong one.",
          remedy: "Install it again: \(Self.install(emoncms, "--discard-changes"))."))
    }
    if !module.unreadable.isEmpty {
      findings.append(
        EmoncmsFinding(
          emoncms.module, "cannot be read by the web server: \(Self.list(module.unreadable))",
          consequence: "The editor does not open, and other pages may show errors.",
          remedy: "Install it again as root: \(Self.install(emoncms))."))
    }
  }

  private func lookAtVersion(
    of module: InstalledModule, _ emoncms: EmoncmsFolder, _ findings: inout [EmoncmsFinding]
  ) throws(EmoncmsError) {
    let (theirs, ours) = (EmoncmsFolder.numbers(module.version), EmoncmsFolder.numbers(version))
    if EmoncmsFolder.isBefore(theirs, ours) {
      findings.append(
        EmoncmsFinding(
          emoncms.module, "is of Retouche \(module.version), and this program is \(version)",
          consequence: "What was mended since is not mended there.",
          remedy: "Bring it up to date: \(Self.install(emoncms))."))
      return
    }
    guard !EmoncmsFolder.isBefore(ours, theirs) else { return }
    let assembly = try ModuleAssembly(version: version)
    guard let list = assembly.files.first(where: { $0.path == ModuleManifest.name }),
      let there = module.digests[ModuleManifest.name], there != list.digest
    else { return }
    findings.append(
      EmoncmsFinding(
        emoncms.module, "is of another build of Retouche \(version) than this program",
        consequence: "The two may differ in what they mend.",
        remedy: "Bring it up to date: \(Self.install(emoncms))."))
  }

  private func lookAtTables(
    _ state: ModuleState, _ examination: inout EmoncmsExamination
  ) throws(EmoncmsError) {
    let tables = try EditorTables(settings)
    let present = try tables.present()
    let isInstalled = if case .absent = state { false } else { true }
    guard !present.isEmpty else {
      // The module makes them with its first edit or circuit.
      if isInstalled { examination.facts.append(.init("edits in Emoncms", "none yet")) }
      return
    }
    if present.contains(EditorTables.edits) {
      let count = try tables.count(EditorTables.edits)
      examination.facts.append(
        .init("edits in Emoncms", "\(count)\(isInstalled ? "" : ", kept without the editor")"))
    }
    let missing = [EditorTables.edits, EditorTables.circuits].filter { !present.contains($0) }
    if isInstalled, !missing.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          tables.title, "has no table \(missing.joined(separator: ", "))",
          consequence: "The \(missing[0] == EditorTables.edits ? "history" : "circuits") of the "
            + "editor \(missing[0] == EditorTables.edits ? "is" : "are") gone.",
          remedy: "Restore it from a backup; the next edit makes it anew, and empty."))
    }
    guard present.contains(EditorTables.edits) else { return }
    let pending = try tables.pendingEdits(olderThan: Self.patience)
    for (feed, edits) in Dictionary(grouping: pending, by: \.feed).sorted(by: { $0.key < $1.key }) {
      examination.findings.append(
        EmoncmsFinding(
          "feed \(feed)",
          "has \(edits.count == 1 ? "an edit" : "\(edits.count) edits") in Emoncms's editor that "
            + "\(edits.count == 1 ? "was" : "were") begun and not finished",
          consequence: "Its points may be changed in part, and it takes no other edit.",
          remedy: isInstalled
            ? "Open it in the editor in Emoncms, which finishes or drops the edit."
            : "Install the editor again and open it there, which finishes or drops the edit."))
    }
  }

  private static func install(_ emoncms: EmoncmsFolder, _ option: String = "") -> String {
    "`retouche emoncms install-editor --emoncms \(emoncms.path)\(option.isEmpty ? "" : " \(option)")`"
  }

  private static func list(_ names: [String]) -> String {
    let most = 5
    let rest = names.count - most
    return names.prefix(most).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
