import BrowserSupport
import Testing

/// axe-core finds a fault that is there, and none where there is none.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct AccessibilityTests {
  private func findings(_ body: String) async throws -> [String] {
    let pages = try await StaticPages(body: body)
    let findings = try await withBrowser { page in
      try await page.open(pages.address)
      return try await page.accessibilityFindings()
    }
    try await pages.stop()
    return findings
  }

  @Test func `a button without a name and grey on grey are found`() async throws {
    let findings = try await findings(
      """
      <button id="nameless"></button>
      <p><font id="pale" color="#ccc">Hard to read</font></p>
      """)
    #expect(findings.count == 2, "\(findings)")
    #expect(
      findings.contains { $0.hasPrefix("button-name (critical)") && $0.contains("#nameless") })
    #expect(findings.contains { $0.hasPrefix("color-contrast (serious)") && $0.contains("#pale") })
  }

  @Test func `a page without a fault has no finding`() async throws {
    let findings = try await findings(
      """
      <button>Undo</button> <label>From <input type="text"></label>
      <canvas role="img" aria-label="Temperatures"></canvas>
      """)
    #expect(findings.isEmpty, "\(findings)")
  }
}
