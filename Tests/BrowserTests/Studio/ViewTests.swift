import BrowserSupport
import Feeds
import Testing

/// What is looked at: the overview, the carpet, figures, the truth, feeds that are sought.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct ViewTests {
  @Test func `the overview moves the window, and buttons and keys show periods`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let from = "Math.round(model.window.from)"
      let place = try await page.value(
        """
        (() => {
          const {left, top} = chart.front.getBoundingClientRect();
          const {overview} = chart.layout;
          const x = (time) => left + chart.whole.x(time);
          return {x: x((model.window.from + model.window.to) / 2), y: top + overview.top + 20,
            day: x(model.window.to) - x(model.window.from)};
        })()
        """)
      let start = Point(place["x"].number ?? 0, place["y"].number ?? 0)
      let day = place["day"].number ?? 0
      try await page.browser.drag(from: start, to: Point(start.x + 2 * day, start.y))
      try await page.ready()
      let moved = try await page.value(from).integer ?? 0
      #expect(abs(moved - StudioSchool.time(day: 5, 0)) < 1800)
      // A click beside the window puts it there.
      try await page.browser.click(Point(start.x - 2 * day, start.y))
      try await page.ready()
      let there = try await page.value(from).integer ?? 0
      #expect(abs(there - StudioSchool.time(day: 1, 0)) < 1800)

      try await page.click("Day")
      try await page.click("Later")
      #expect(try await page.value(from).integer == StudioSchool.time(day: 2, 0))
      try await page.press("2")
      #expect(try await page.value(from).integer == StudioSchool.time(day: 0, 0))
      #expect(try await page.value("model.window.to - model.window.from") == 604_800)
      try await page.press("]")
      #expect(try await page.value(from).integer == StudioSchool.time(day: 3, 12))
    }
  }

  @Test func `a stretch is selected with Shift and set by a key`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    let times = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.browser.drag(
        from: try await page.point(times.lowerBound), to: try await page.point(times.upperBound),
        holding: .shift)
      #expect(
        try await page.value("[model.selection.from, model.selection.to]")
          == [.number(Double(times.lowerBound)), .number(Double(times.upperBound))])
      try await page.press("o")
      #expect(try school.states() == StudioSchool.setting(before, times, to: .on))
      // The same stretch is still at hand.
      try await page.press(" ")
      #expect(try school.states() == before)
      try await page.press("u")
      #expect(try school.states() == StudioSchool.setting(before, times, to: .unknown))
      #expect(try await page.standing() == 4)
    }
  }

  @Test func `keys change nothing that the carpet hides`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let noon = StudioSchool.time(day: 3, 12)
      _ = try await page.value("model.set('cursor', { cursor: \(noon) })")
      let standing = try await page.standing()
      try await page.press("b")
      for key in ["o", "f", "u", " ", "s", "m", "c"] as [Key] { try await page.press(key) }
      try await page.press("b")
      #expect(try await page.standing() == standing)
      #expect(try school.states() == before)
      try await page.press("u")
      #expect(try await page.standing() == standing + 1)
    }
  }

  @Test func `a click on the carpet goes to its day`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(0...1)) { page in
      try await page.press("b")
      let canvas = try await page.browser.element(".rt-carpet canvas")
      try await page.browser.frame()
      let box = try await canvas.box
      // Day 7 of ten, at noon: the drawing has margins of 54 and 18, 8 and 44.
      let width = box.width - 72
      try await page.browser.click(
        Point((box.x + 54 + width * 0.75).rounded(), (box.y + 8 + (box.height - 52) / 2).rounded()))
      try await page.wait(until: "the curves are back", "!editor.showsCarpet")
      try await page.ready()
      let noon = StudioSchool.time(day: 7, 12)
      #expect(
        try await page.value("model.window.from <= \(noon) && model.window.to >= \(noon)") == true)
    }
  }

  @Test func `figures are of the window, and agree with the truth as far as they do`() async throws
  {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(2...3)) { page in
      try await page.browser.element(role: "tab", name: "Figures").click()
      let panel = try await page.browser.element(".rt-figures")
      let text = try await panel.text
      for said in ["23.0 h", "48 %", "11 h 30", "115.0"] { #expect(text.contains(said), "\(said)") }

      try await page.browser.press("/")
      let truth = try await page.browser.element(
        role: "combobox", name: "Compare with (true state)")
      // Its letters are keys elsewhere: none may fall beside it.
      try await truth.type("truth")
      #expect(try await page.browser.focused == truth)
      #expect(try await page.standing() == 1)
      try await page.browser.press(.escape)
      try await page.wait(
        until: "the score is there",
        "document.querySelector('.rt-figures').textContent.includes('Compared with truth')")
      // Half an hour of twelve is missed each day: 23.5 of 24 hours agree.
      #expect(try await panel.text.contains("98 %"))
      try await page.browser.frame()
      try await page.browser.keepScreenshot("figures with a truth")
      #expect(try await page.browser.accessibilityFindings() == [])
    }
  }

  @Test func `feeds are sought without accents, and put on the other axis`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.browser.press("/")
      try await page.browser.type("CLÀSS")
      #expect(try await page.browser.elements(".rt-drawer input[type=checkbox]").count == 1)
      try await page.click("classroom: Put on the right axis")
      try await page.ready()
      #expect(
        try await page.value("model.curves.map(({id, axis}) => axis)") == ["left", "right", "left"])
      try await page.browser.press(.escape)
      try await page.browser.keepScreenshot("two axes")
    }
  }
}
