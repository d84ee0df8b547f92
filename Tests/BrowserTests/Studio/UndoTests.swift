import BrowserSupport
import Feeds
import Testing

/// Flips, and the way back and forth.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct UndoTests {
  private static let run = StudioSchool.time(day: 3, 6, 30)..<StudioSchool.time(day: 3, 18)
  private static let night = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)

  @Test func `a double click flips a run`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.browser.click(
        try await page.point(StudioSchool.time(day: 3, 12)), times: 2)
      try await page.ready()
      #expect(try school.states() == StudioSchool.setting(before, Self.run, to: .off))
      #expect(try await page.standing() == 2)
    }
  }

  @Test func `undone to the start, files are identical to the bit, and redone too`() async throws {
    let school = try StudioSchool()
    let start = try school.files()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.paint("On", Self.night)
      try await page.click("Move")
      try await page.drag(
        from: Self.run.lowerBound, to: StudioSchool.time(day: 3, 7, 20), freely: true)
      try await page.browser.click(
        try await page.point(StudioSchool.time(day: 3, 12)), times: 2)
      try await page.ready()
      let end = try school.files()
      #expect(end != start)
      #expect(try await page.standing() == 4)

      for _ in 0..<2 { try await page.control("z") }
      try await page.click("Undo")
      try await page.ready()
      #expect(try school.files() == start)
      #expect(try await page.standing() == 1)

      try await page.control("z", shift: true)
      try await page.control("y")
      try await page.click("Redo")
      try await page.ready()
      #expect(try school.files() == end)
      #expect(try await page.browser.element(role: "button", name: "Redo").isEnabled == false)
      #expect(try await page.notices() == [])
    }
  }

  @Test func `the history is stepped through`() async throws {
    let school = try StudioSchool()
    let start = try school.files()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.paint("On", Self.night)
      let first = try school.files()
      try await page.paint("Unknown", Self.night)
      let second = try school.files()
      try await page.browser.element(role: "tab", name: "History").click()
      let list = try await page.browser.elements(".rt-history button")
      #expect(list.count == 4)
      #expect(try await list[0].text.contains("you are here"))
      try await list[1].click()
      try await page.ready()
      #expect(try school.files() == first)
      try await page.browser.keepScreenshot("history")
      try await page.browser.elements(".rt-history button")[2].click()
      try await page.ready()
      #expect(try school.files() == start)
      try await page.browser.elements(".rt-history button")[0].click()
      try await page.ready()
      #expect(try school.files() == second)

      // Another edit from half way takes the way forward.
      try await page.browser.elements(".rt-history button")[1].click()
      try await page.ready()
      try await page.paint("Off", Self.night)
      #expect(try await page.value("model.history.redo") == nil)
      #expect(try school.files() == start)
      let gone = try await page.browser.elements(".rt-history button:disabled")
      #expect(gone.count == 1)
    }
  }
}
