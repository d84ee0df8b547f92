import Foundation

extension BrowserSession {
  /// What axe-core holds against the page as it is now, of serious or critical impact.
  ///
  /// axe is given to the page as a script of the driver: a Content-Security-Policy stays as it is.
  ///
  /// - Returns: A line for each element at fault: rule, impact, what is asked, where, and why.
  /// - Throws: ``BrowserFailure`` where axe-core is not installed or fails.
  public func accessibilityFindings() async throws -> [String] {
    let results = try await script(
      try Self.axe() + """
        ;
        return axe.run(document, {resultTypes: ['violations']}).then(results =>
          results.violations.flatMap(rule => rule.nodes.map(node => ({
            rule: rule.id, impact: node.impact ?? rule.impact, help: rule.help,
            target: node.target.flat().join(' '), why: node.failureSummary ?? '',
          }))));
        """)
    guard let findings = results.array else {
      throw BrowserFailure("axe-core gave no findings: \(results)")
    }
    return findings.compactMap { finding in
      guard let impact = finding["impact"].string, ["serious", "critical"].contains(impact) else {
        return nil
      }
      let why = (finding["why"].string ?? "").split(separator: "\n").dropFirst()
        .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; ")
      return "\(finding["rule"].string ?? "?") (\(impact)): \(finding["help"].string ?? "") "
        + "at \(finding["target"].string ?? "?"): \(why)"
    }
  }

  /// The source of axe-core, from the Python package that carries it.
  private static func axe() throws -> String {
    let libraries = Project.judges.appendingPathComponent("lib")
    let pythons = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
    let files = pythons.map {
      libraries.appendingPathComponent("\($0)/site-packages/axe_playwright_python/axe.min.js")
    }
    guard let file = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
      throw BrowserFailure(
        "axe-core is not installed: run `make test`, which installs it, "
          + "or scripts/peers scripts/judges.txt")
    }
    return try String(contentsOf: file, encoding: .utf8)
  }
}
