import Emoncms
import EmoncmsModule

/// What is said of removing the editor, before and after.
struct RemovalText {
  private let plan: RemovalPlan

  init(_ plan: RemovalPlan) { self.plan = plan }

  /// What will go, and what stays.
  var announcement: String {
    var lines: [String] = []
    if case .installed(let module) = plan.state {
      lines.append(
        "\(plan.emoncms.module), the editor of Retouche \(module.version), goes: "
          + "\(Words.count(plan.files.count, "file")).")
    } else {
      lines.append("No editor is in \(plan.emoncms.modules).")
    }
    if !plan.leftovers.isEmpty {
      lines.append("What an interrupted run left there goes.")
    }
    switch plan.history {
    case .none: lines.append("The database holds nothing of it.")
    case .tables(let tables, let edits, let pending, let circuits):
      lines.append(
        "The table\(tables.count == 1 ? "" : "s") \(tables.joined(separator: " and ")) "
          + "\(plan.keepsHistory ? "stay" : "go")\(tables.count == 1 && !plan.keepsHistory ? "es" : "")"
          + ": \(Words.count(edits, "edit")), \(Words.count(circuits, "circuit")).")
      if !plan.keepsHistory, edits > 0 {
        lines.append("After that no edit can be undone; the feeds stay as they are.")
      }
      if !plan.keepsHistory, pending > 0 {
        lines.append(
          "\(Words.count(pending, "edit")) \(pending == 1 ? "is" : "are") not finished: open the feed "
            + "in the editor first, which finishes or drops it.")
      }
    case .unknown(let error):
      lines.append("The database cannot be asked: \(error.subject) \(error.problem).")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var question: String {
    plan.dropsTables ? "Remove the editor, and its history?" : "Remove the editor?"
  }

  var nothing: String { "Nothing to do: no editor is in \(plan.emoncms.path).\n" }

  var conclusion: String {
    if case .tables(let tables, _, _, _) = plan.history, plan.keepsHistory {
      return "The editor is removed; \(tables.joined(separator: " and ")) stay in the database.\n"
    }
    return "The editor is removed.\n"
  }

  /// Says what may remain where the database could not be asked.
  ///
  /// - Throws: ``CommandError`` in that case, unless the tables are to stay anyway.
  func requireKnownHistory() throws {
    guard case .unknown(let error) = plan.history, !plan.keepsHistory else { return }
    throw CommandError(
      "the tables retouche_edit and retouche_circuit may remain: \(error.subject) \(error.problem)",
      remedy: "\(error.remedy) Then run this again, or drop the two tables by hand.")
  }
}

extension RemovalPlan {
  /// The plan as a document.
  ///
  /// - Parameter isDone: Whether it has been carried out.
  /// - Returns: The document.
  func json(isDone: Bool) -> JSON {
    let version: String? = if case .installed(let module) = state { module.version } else { nil }
    let (tables, edits, circuits): ([String]?, Int?, Int?) =
      switch history {
      case .none: ([], 0, 0)
      case .tables(let tables, let edits, _, let circuits): (tables, edits, circuits)
      case .unknown: (nil, nil, nil)
      }
    return .object([
      "emoncms": JSON(emoncms.version), "folder": JSON(emoncms.module),
      "installed": JSON(version), "files": .array(files.map { JSON($0) }),
      "tables": tables.map { .array($0.map { JSON($0) }) } ?? .null, "edits": JSON(edits),
      "circuits": JSON(circuits), "keeps_history": .bool(keepsHistory), "done": .bool(isDone),
      "by_hand": .array(byOthers.map { JSON($0) }),
    ])
  }
}
