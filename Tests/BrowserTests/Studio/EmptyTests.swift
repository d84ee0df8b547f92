import BrowserSupport
import Feeds
import TestSupport
import Testing
import Workspace

/// Where there is nothing yet, the page says what to do.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct EmptyTests {
  @Test func `a workspace without feeds says so, and shows the first feed that comes`() async throws
  {
    let folder = try TemporaryFolder()
    try await withStudio(folder.path) { page in
      let heading = try await page.browser.element(
        role: "heading", name: "There is no feed in this workspace")
      #expect(try await heading.isDisplayed)
      try await page.browser.keepScreenshot("no feeds")
      #expect(try await page.browser.accessibilityFindings() == [])
      _ = try Workspace(folder.path).importFeed(
        [20, 21, 22], on: Timeline(start: StudioSchool.start, interval: 300, count: 3),
        name: "supply", tag: "boilers", unit: "°C")
      _ = try await page.browser.element(role: "heading", name: "No heating circuit yet")
    }
  }

  @Test func `feeds without points say so`() async throws {
    let folder = try TemporaryFolder()
    let workspace = try Workspace(folder.path)
    let feed = try workspace.importFeed(
      [], on: Timeline(start: StudioSchool.start, interval: 300, count: 0), name: "supply",
      tag: "boilers", unit: "°C")
    try workspace.save(Circuit(name: "north", supply: feed.id))
    try await withStudio(folder.path) { page in
      _ = try await page.browser.element(role: "heading", name: "These feeds hold no point yet")
      try await page.browser.keepScreenshot("no points")
      try await page.browser.press("/")
      #expect(try await page.browser.element(".rt-drawer").text.contains("no points yet"))
      #expect(try await page.browser.accessibilityFindings() == [])
    }
  }

  @Test func `a circuit is made of feeds, and its roles are guessed from their names`() async throws
  {
    let folder = try TemporaryFolder()
    let workspace = try Workspace(folder.path)
    let timeline = Timeline(start: StudioSchool.start, interval: 300, count: 288)
    let names = ["temp_depart_sud", "temp_retour_sud", "temp_salle_12", "temp_exterieure"]
    for name in names {
      _ = try workspace.importFeed(
        Array(repeating: 20, count: 288), on: timeline, name: name, tag: "school", unit: "°C")
    }
    // Temperatures that never move tell nothing: the inference refuses, and says so.
    try await withStudio(folder.path, consoleMaySpeak: true) { page in
      try await page.browser.elements(role: "button", name: "New circuit…").first?.click()
      try await page.browser.element(role: "textbox", name: "Name").type("south")
      try await page.browser.keepScreenshot("new circuit")
      #expect(try await page.browser.accessibilityFindings() == [])
      try await page.click("Create and infer")
      try await page.wait(until: "the circuit is there", "model.circuit === 'south'")
      let circuit = try workspace.circuit("south")
      #expect([circuit.supply, circuit.return, circuit.outdoor] == [1, 2, 4])
      #expect(circuit.indoor == [3])
      try await page.wait(until: "the inference has ended", "!editor.reviewing.isInferring")
    }
  }
}
