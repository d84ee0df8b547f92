import BrowserSupport
import Feeds
import Testing

/// Everything is done without a pointer.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct KeyboardTests {
  @Test func `a period is set by its times`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.browser.press("e")
      try await page.browser.type("2021-01-14 19:05")
      try await page.browser.press(.tab)
      try await page.browser.type("21:40")
      try await page.browser.press(.enter)
      try await page.ready()
      let times = StudioSchool.time(day: 3, 19, 5)..<StudioSchool.time(day: 3, 21, 40)
      #expect(try school.states() == StudioSchool.setting(before, times, to: .on))

      // What is no time is said where it was typed.
      try await page.browser.press(.tab, holding: .shift)
      try await page.browser.type("yesterday")
      try await page.browser.press(.enter)
      let focused = try await page.browser.focused
      #expect(try await focused.attribute("aria-invalid") == "true")
      #expect(
        try await page.browser.element(".rt-foot [role=alert]").text.contains("2021-02-10 06:10"))
    }
  }

  @Test func `an edge is moved, a segment flipped, confirmed, split and merged`() async throws {
    let school = try StudioSchool()
    let start = try school.states()
    let edge = StudioSchool.time(day: 3, 6, 30)
    let end = StudioSchool.time(day: 3, 18)
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      // From the middle of the window, noon, back to the edge of the morning.
      try await page.press(.left)
      #expect(try await page.value("model.cursor").integer == edge)
      try await page.browser.press(.left, holding: .shift, times: 2)
      try await page.ready()
      try await page.wait(
        until: "the edge is moved", "!editor.actions.nudge && !editor.edits.isPending")
      var expected = StudioSchool.setting(start, (edge - 600)..<edge, to: .on)
      #expect(try school.states() == expected)
      #expect(try await page.standing() == 2)

      try await page.browser.press(.right, holding: .control, .shift)
      try await page.wait(
        until: "the edge is moved", "!editor.actions.nudge && !editor.edits.isPending")
      expected = StudioSchool.setting(start, edge..<(edge + 1200), to: .off)
      #expect(try school.states() == expected)
      #expect(try await page.standing() == 3)

      try await page.press(" ")
      expected = StudioSchool.setting(expected, (edge + 1200)..<end, to: .off)
      #expect(try school.states() == expected)
      try await page.press("o")
      expected = StudioSchool.setting(expected, (edge + 1200)..<end, to: .on)
      #expect(try school.states() == expected)
      #expect(try await page.standing() == 5)

      // Half past eight, in points from the edge.
      try await page.press(".", times: 20)
      try await page.press("s")
      #expect(
        try school.states()
          == StudioSchool.setting(expected, (edge + 1200 + 20 * 300)..<end, to: .off))
      #expect(try await page.standing() == 6)
    }
  }

  @Test func `confirming makes what was inferred one's own`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      // The nights were set by nobody yet.
      let night = StudioSchool.time(day: 2, 18)..<StudioSchool.time(day: 3, 6, 30)
      #expect(
        try await page.segments(night).first { $0.from == night.lowerBound }?.provenance
          == "initial")
      try await page.press(.left, times: 2)
      #expect(try await page.value("model.cursor").integer == night.lowerBound)
      try await page.press("c")
      #expect(
        try await page.segments(night).first {
          $0.from <= night.lowerBound && $0.to > night.lowerBound
        }?.provenance == "hand")
      #expect(try school.states() == before)
      #expect(try await page.standing() == 2)
      try await page.press("m")
      #expect(try await page.standing() == 3)
    }
  }

  @Test func `every control is reached by Tab and its focus is seen`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      // Once around: a field of several parts takes several presses.
      for _ in 0..<60 {
        try await page.browser.press(.tab)
        let fault = try await page.browser.script(
          """
          const it = document.activeElement;
          (window.reached ??= new Set()).add(it);
          if (it === document.body) return '';
          const {outlineStyle, outlineWidth} = getComputedStyle(it);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 ? ''
            : it.outerHTML.slice(0, 120)
          """)
        #expect(fault == "")
      }
      let missed = try await page.browser.script(
        """
        return [...document.querySelectorAll('button, input, select, [tabindex="0"]')]
          .filter(it => it.tabIndex >= 0 && !it.disabled && it.checkVisibility())
          .filter(it => !reached.has(it)).map(it => it.outerHTML.slice(0, 120))
        """)
      #expect(missed == [])
      #expect(try await page.browser.script("return reached.size").integer ?? 0 > 20)
    }
  }

  @Test func `the keys are listed on ?`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.browser.press("?")
      let dialog = try await page.browser.element("dialog[open]")
      let text = try await dialog.text
      #expect(text.contains("Through time") && text.contains("move the edge back by a point"))
      try await page.browser.keepScreenshot("keys")
      try await page.browser.press(.escape)
      try await page.wait(until: "it is closed", "!document.querySelector('dialog')")
    }
  }
}
