import BrowserSupport
import Testing

/// The page stays small.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct ScriptSizeTests {
  private struct Script: Decodable {
    let name: String
    /// Bytes that come over the wire, and bytes as they are written.
    let sent, written: Int
  }

  @Test func `all scripts of the page come in less than 100 000 bytes`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let scripts: [Script] = try await page.browser.script(
        """
        return performance.getEntriesByType('resource').filter(it => it.name.endsWith('.js'))
          .map(it => ({name: it.name, sent: it.encodedBodySize, written: it.decodedBodySize}))
        """
      ).decoded()
      let (sent, written) = scripts.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.written) }
      print("the page's scripts: \(scripts.count) files, \(sent) bytes sent, \(written) written")
      #expect(try scripts.count == WordsTests.scripts().count)
      #expect(sent > 0 && sent < 100_000)
    }
  }
}
