import Foundation

/// Everything that was found, as tables for a person or a document for programs.
struct Report {
  let sections: [Section]
  /// What was left out and what was refused, one sentence each.
  let remarks: [String]

  init(sections: [Section], remarks: [String]) {
    self.sections = sections
    self.remarks = remarks
  }

  init(_ findings: Findings, areListed: Bool, remarks: [String]) {
    var sections = StatesSections(measurements: findings.measurements, areListed: areListed)
      .sections
    if !findings.labellings.isEmpty { sections.append(findings.labelSection) }
    if !findings.live.isEmpty { sections.append(findings.liveSection) }
    if !findings.ablations.isEmpty { sections.append(findings.ablationSection) }
    self.sections = sections
    self.remarks =
      remarks
      + findings.measurements.compactMap { measurement in
        measurement.refusal.map { "\(measurement.contender) refused \(measurement.system): \($0)" }
      }
  }

  func text(isMarkdown: Bool) -> String {
    (sections.map { $0.text(isMarkdown: isMarkdown) } + remarks).joined(separator: "\n\n")
  }

  /// The same as a JSON document.
  func json() throws -> String {
    struct Document: Encodable {
      let sections: [Section]
      let remarks: [String]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(
      decoding: try encoder.encode(Document(sections: sections, remarks: remarks)), as: UTF8.self)
  }
}
