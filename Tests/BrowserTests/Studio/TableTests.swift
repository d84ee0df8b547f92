import BrowserSupport
import Feeds
import Testing

/// The table of segments, by keyboard and field.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct TableTests {
  @Test func `a time and a state are typed into their cells`() async throws {
    let school = try StudioSchool()
    let start = try school.states()
    let edge = StudioSchool.time(day: 3, 6, 30)
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      // Row by row: the nights and days before the fourth morning.
      try await page.press("t")
      try await page.press(.down, times: 7)
      #expect(try await page.value("model.selection.from").integer == edge)
      try await page.browser.press(.enter)
      let field = try await page.browser.focused
      #expect(try await field.property("value") == "2021-01-14 06:30")
      #expect(try await field.accessibleName == "From")
      try await page.browser.type("05:50")
      try await page.press(.enter)
      var expected = StudioSchool.setting(start, (edge - 2400)..<edge, to: .on)
      #expect(try school.states() == expected)

      // To the state of the same row: on becomes unknown.
      let segments = try await page.segments(edge..<(edge + 300))
      #expect(segments.map(\.from) == [edge - 2400])
      try await page.press(.right, times: 3)
      try await page.browser.press(.enter)
      #expect(try await page.browser.focused.accessibleRole == "combobox")
      try await page.browser.type("u")
      try await page.press(.enter)
      expected = StudioSchool.setting(
        expected, (edge - 2400)..<StudioSchool.time(day: 3, 18), to: .unknown)
      #expect(try school.states() == expected)
      #expect(try await page.standing() == 3)
      try await page.browser.keepScreenshot("table")
    }
  }

  @Test func `a time beyond the neighbours is refused in its cell`() async throws {
    let school = try StudioSchool()
    let start = try school.files()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.press("t")
      try await page.press(.down, times: 7)
      try await page.browser.press(.enter)
      try await page.browser.type("19:00")
      try await page.press(.enter)
      let text = try await page.browser.element(".rt-foot [role=alert]").text
      #expect(text.contains("2021-01-13 18:00") && text.contains("2021-01-14 18:00"), "\(text)")
      #expect(try await page.browser.focused.attribute("aria-invalid") == "true")
      try await page.press(.escape)
      #expect(try await page.browser.focused.accessibleRole == "gridcell")
    }
    #expect(try school.files() == start)
  }

  @Test func `rows are filtered, and choosing one shows it`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let count = try await page.browser.element(".rt-filters [role=status]")
      #expect(try await count.text == "21 segments")
      try await page.browser.element(".rt-filters select").type("on")
      #expect(try await count.text == "10 segments")
      let rows = try await page.browser.elements("[role=row][aria-rowindex='9'] [role=gridcell]")
      #expect(try await rows[0].text == "2021-01-18 06:30")
      try await rows[0].click()
      try await page.ready()
      let from = StudioSchool.time(day: 7, 6, 30)
      #expect(try await page.value("model.selection.from").integer == from)
      #expect(
        try await page.value("model.window.from <= \(from) && model.window.to > \(from)") == true)
    }
  }
}
