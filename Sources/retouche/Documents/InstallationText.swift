import EmoncmsModule

/// What is said of installing the editor, before and after.
struct InstallationText {
  private let plan: InstallationPlan

  init(_ plan: InstallationPlan) { self.plan = plan }

  /// Which Emoncms it is, and what it has.
  var heading: String {
    let emoncms = plan.emoncms
    var facts = Table.facts()
    facts.add(fact: "Emoncms", "\(emoncms.version ?? "of unknown version") in \(emoncms.path)")
    facts.add(fact: "list of visualisations", Self.list(emoncms.list))
    facts.add(fact: "editor there now", Self.state(plan.state))
    return facts.text()
  }

  /// What will be written, file by file.
  var announcement: String {
    guard plan.action != .none else {
      return "\nWhat an interrupted run left in \(plan.emoncms.modules) will be removed.\n"
    }
    let ownership = plan.ownership
    var files = Table(
      [Table.Column(""), Table.Column("bytes", .right), Table.Column("file")], indent: 2)
    for file in plan.added {
      files.add("new", "\(Words.count(file.bytes.count))", .init(file.path))
    }
    for file in plan.replaced {
      files.add("changed", "\(Words.count(file.bytes.count))", .init(file.path))
    }
    for path in plan.removed { files.add("removed", "", .init(path)) }
    let kept = plan.assembly.files.count - plan.added.count - plan.replaced.count
    return """

      \(plan.emoncms.module) \(plan.action == .install ? "is made" : "is replaced at once"): \
      \(Words.count(plan.assembly.files.count, "file")), \(Words.count(plan.assembly.size)) bytes, \
      owner \(ownership.name), mode \(String(ownership.fileMode, radix: 8)), folders \
      \(String(ownership.folderMode, radix: 8)).\(kept > 0 ? " \(Words.count(kept)) stay as they are." : "")

      \(files.text())
      No file of Emoncms is changed. The editor will be
      \(places.map { "  - \($0)\n" }.joined())
      """
  }

  /// Where the editor is found.
  private var places: [String] {
    let emoncms = plan.emoncms
    var places: [String] = []
    if emoncms.list != .absent {
      places.append("in the list of visualisations (vis/list), as EditRealtime2")
    }
    places.append(
      emoncms.hasSetupMenu
        ? "in the menu, as Retouche below Setup" : "in the menu at the left, as Retouche")
    places.append("at the address retouche/editor of this Emoncms")
    return places
  }

  /// What deserves a second look.
  var notes: [String] {
    var notes: [String] = []
    if !plan.emoncms.isTried {
      notes.append(
        "this has been tried on Emoncms 10.4 to 11.16, and not on "
          + "\(plan.emoncms.version ?? "this one, whose version is unknown"): try it before others do"
      )
    }
    if plan.emoncms.hidesModuleFromGit == false {
      notes.append(
        "git will show Modules/retouche as untracked there: put a line \"Modules/retouche/\" into "
          + "\(plan.emoncms.path)/.git/info/exclude, or updates of Emoncms may stop")
    }
    if plan.ownership.isOfWebUser {
      notes.append(
        "the files will belong to the web server's own user, who could change them: run this as "
          + "another user, or as root, if you mind")
    }
    return notes
  }

  var question: String {
    switch plan.action {
    case .install: "Install the editor there?"
    case .update: "Bring the editor there up to date?"
    case .repair: "Repair the editor there?"
    case .none: "Remove what an interrupted run left?"
    }
  }

  var upToDate: String {
    "\nNothing to do: the editor of Retouche \(plan.assembly.version) is there, whole.\n"
  }

  var conclusion: String {
    switch plan.action {
    case .install, .update, .repair:
      "The editor is there. Log in to Emoncms and open retouche/editor, or "
        + "\(plan.emoncms.list == .absent ? "Retouche in the menu" : "EditRealtime2 in the list").\n"
    case .none: "What an interrupted run left is removed.\n"
    }
  }

  private static func list(_ list: EmoncmsFolder.VisualisationList) -> String {
    switch list {
    case .present: "there"
    case .archived: "there, archived: hidden from the menu"
    case .absent: "absent from this Emoncms"
    }
  }

  private static func state(_ state: ModuleState) -> String {
    switch state {
    case .absent: return "none"
    case .link(let target): return "a link to \(target)"
    case .foreign: return "something else"
    case .installed(let module):
      let changes = module.byOthers.count
      return "of Retouche \(module.version)"
        + (module.isWhole && changes == 0 ? ", whole" : "")
        + (changes == 0 ? "" : ", \(Words.count(changes, "file")) changed or added by hand")
        + (module.missing.isEmpty ? "" : ", \(Words.count(module.missing.count, "file")) missing")
        + (module.unreadable.isEmpty ? "" : ", not readable by the web server")
    }
  }
}

extension InstallationPlan {
  /// The plan as a document.
  ///
  /// - Parameter isDone: Whether it has been carried out.
  /// - Returns: The document.
  func json(isDone: Bool) -> JSON {
    let version: String? = if case .installed(let module) = state { module.version } else { nil }
    return .object([
      "emoncms": JSON(emoncms.version), "folder": JSON(emoncms.module),
      "list": JSON(emoncms.list.rawValue), "installed": JSON(version),
      "version": JSON(assembly.version), "page": JSON(assembly.pageDigest),
      "action": JSON(action.rawValue), "done": .bool(isDone),
      "owner": JSON(ownership.name), "mode": JSON(String(ownership.fileMode, radix: 8)),
      "files": .array(
        assembly.files.map { file in
          .object([
            "path": JSON(file.path), "bytes": JSON(file.bytes.count), "sha256": JSON(file.digest),
          ])
        }),
      "removed": .array(removed.map { JSON($0) }),
      "by_hand": .array(byOthers.map { JSON($0) }),
    ])
  }
}
