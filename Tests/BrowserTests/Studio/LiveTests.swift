import BrowserSupport
import Feeds
import Foundation
import Testing

/// What happens elsewhere appears at once; what collides is refused and said; a server that is gone
/// is missed and met again.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct LiveTests {
  private static let times = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
  private static let shown = """
    model.editedSegments.some(it => it.from === \(times.lowerBound) && it.to === \(times.upperBound)
      && it.state === 'on')
    """

  /// What someone does at the command line.
  private static func set(_ state: String, in workspace: String) async throws {
    try await CommandLineTool.run(
      "set", "north_state", state, "--from", "\(times.lowerBound)", "--to", "\(times.upperBound)",
      in: workspace)
  }

  @Test func `an edit of the command line appears, and can be undone here`() async throws {
    let school = try StudioSchool()
    let start = try school.files()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let started = ContinuousClock.now
      try await Self.set("on", in: school.path)
      try await page.wait(until: "the lane shows it", Self.shown)
      #expect(ContinuousClock.now - started < .seconds(10))
      try await page.wait(
        until: "it is said",
        "document.querySelector('.rt-notice p')?.textContent.includes('Set on')")
      try await page.browser.keepScreenshot("changed elsewhere")
      try await page.control("z")
      #expect(try school.files() == start)
    }
  }

  @Test func `an edit of another tab appears`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let first = try await page.browser.tab
      _ = try await page.browser.openTab()
      try await page.open(StudioPage.days(3...3))
      try await page.paint("On", Self.times)
      // One's own edit is no news.
      #expect(try await page.notices() == [])
      try await page.browser.look(at: first)
      try await page.wait(until: "the first tab shows it", Self.shown)
      #expect(try await page.standing() == 2)
    }
  }

  @Test func `points that Emoncms appends are drawn`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...9)) { page in
      let end = try await page.value("model.feeds.get(1).end").integer ?? 0
      let handle = try FileHandle(
        forWritingTo: URL(fileURLWithPath: FeedFiles(folder: school.path, id: 1).data))
      try handle.seekToEnd()
      let points: [Float] = Array(repeating: 42, count: 12)
      try handle.write(contentsOf: points.withUnsafeBytes { Data($0) })
      try handle.close()
      try await page.wait(
        until: "the feed is longer", "model.feeds.get(1).end === \(end + 12 * 300)")
      try await page.press("5")
      try await page.browser.hover(try await page.curvePoint(end + 1800))
      try await page.wait(
        until: "the last points are read at the cursor",
        "document.querySelector('.rt-readings b').textContent.startsWith('42')")
    }
  }

  @Test func `a conflict is refused, said, and shows what stands`() async throws {
    let school = try StudioSchool()
    // The refusal is an answer of the server, of which the browser makes a line.
    try await withStudio(school.path, view: StudioPage.days(3...3), consoleMaySpeak: true) { page in
      // A tab that sleeps hears nothing of the others.
      try await page.value("editor.live.stop()")
      try await Self.set("unknown", in: school.path)
      let before = try school.files()
      try await page.paint("On", Self.times)
      let notices = try await page.notices()
      #expect(notices.contains { $0.contains("changed elsewhere meanwhile") }, "\(notices)")
      #expect(try school.files() == before)
      let segments = try await page.segments(Self.times)
      #expect(segments.contains { $0.from == Self.times.lowerBound && $0.state == "unknown" })
      try await page.browser.keepScreenshot("conflict")
      // Now that it is seen, the same gesture is made.
      try await page.drag(from: Self.times.lowerBound, to: Self.times.upperBound)
      #expect(try await page.segments(Self.times).contains { $0.state == "on" })
    }
  }

  @Test func `a server that is gone is missed, and met again`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3), consoleMaySpeak: true) { page in
      let port = URL(string: page.server.address)?.port ?? 0
      try await page.server.kill()
      let banner = try await page.browser.element(".rt-banner:not([hidden])")
      #expect(try await banner.text.contains("does not answer"))
      #expect(try await page.browser.element(role: "button", name: "On").isEnabled == false)
      try await page.browser.keepScreenshot("offline")

      try await Self.set("on", in: school.path)
      let again = try await StudioServer(
        workspace: school.path, StudioPage.options + ["--port", "\(port)"])
      try await page.wait(
        until: "the banner is gone", "document.querySelector('.rt-banner').hidden")
      try await page.wait(until: "what was missed is shown", Self.shown)
      #expect(try await page.browser.element(role: "button", name: "On").isEnabled)
      try await page.control("z")
      #expect(try await page.value(Self.shown) == false)
      try await page.browser.open("about:blank")
      try await again.stop()
    }
  }
}
