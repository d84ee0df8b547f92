import BrowserSupport
import Feeds
import Testing

/// Light and dark, from a laptop of 13 inches to a tablet's touch: nothing is cut off, nothing
/// serious is held against it, and the console is silent.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct AppearanceTests {
  private static let looks: [(String, BrowserConditions)] = [
    ("light", .init()), ("dark", .init(isDark: true)),
    ("tablet upright", .init(width: 820, height: 1180, scale: 2, hasTouch: true)),
    ("tablet dark", .init(width: 1180, height: 820, scale: 2, isDark: true, hasTouch: true)),
    ("telephone", .init(width: 400, height: 800, scale: 2, hasTouch: true)),
  ]

  /// What lies beyond the window, and whose text is cut.
  private static let overflow = """
    return [document.documentElement.scrollWidth > innerWidth ? 'the page is too wide' : '',
      ...[...document.querySelectorAll('header, aside, main, .rt-tab, .rt-foot, .rt-bar')]
        .filter(it => it.checkVisibility() && it.getBoundingClientRect().right > innerWidth + 1)
        .map(it => it.className || it.tagName)].filter(Boolean)
    """

  @Test(arguments: looks.map(\.0))
  func `every part is whole and accessible`(look: String) async throws {
    let conditions = Self.looks.first { $0.0 == look }?.1 ?? .init()
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(2...5), conditions) { page in
      let browser = page.browser
      func check(_ part: String) async throws {
        try await page.ready()
        try await browser.keepScreenshot("\(look), \(part)")
        #expect(try await browser.script(Self.overflow) == [], "\(part)")
        let findings = try await browser.accessibilityFindings()
        #expect(findings.isEmpty, "\(part): \(findings)")
      }
      if try await browser.elements("[role=tab]").first?.isDisplayed != true {
        try await page.click("Show or hide the panel")
      }
      for tab in ["Segments", "Review", "History", "Figures"] {
        try await browser.element(role: "tab", name: tab).click()
        try await check(tab.lowercased())
      }
      try await page.press("b")
      try await check("carpet")
      try await page.press("b")
      try await browser.press("/")
      try await check("feeds")
      try await browser.press(.escape)
      try await browser.press("?")
      try await check("keys")
    }
  }

  @Test func `the theme is switched, and remembered`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(2...5)) { page in
      let paper = "getComputedStyle(document.body).backgroundColor"
      let light = try await page.value(paper)
      try await page.click("Light or dark")
      let dark = try await page.value(paper)
      #expect(light != dark)
      try await page.browser.reload()
      try await page.ready()
      #expect(try await page.value(paper) == dark)
    }
  }

  @Test func `fingers paint, move through time and pinch`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    let conditions = BrowserConditions(width: 1180, height: 820, scale: 2, hasTouch: true)
    try await withStudio(school.path, view: StudioPage.days(3...3), conditions) { page in
      let times = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22, 30)
      try await page.click("On")
      try await page.drag(from: times.lowerBound, to: times.upperBound, with: .touch)
      #expect(try school.states() == StudioSchool.setting(before, times, to: .on))

      let noon = StudioSchool.time(day: 3, 12)
      let width = "model.window.to - model.window.from"
      let wide = try await page.value(width).number ?? 0
      let place = try await page.curvePoint(noon)
      try await page.browser.pinch(at: place, from: 100, to: 400)
      try await page.ready()
      let narrow = try await page.value(width).number ?? 0
      #expect(abs(wide / narrow - 4) < 0.3, "\(wide) to \(narrow)")
      // What lay between the fingers stays there.
      #expect(abs(try await page.curvePoint(noon).x - place.x) <= 4)
      try await page.browser.drag(
        from: place, to: Point(place.x - 100, place.y), with: .touch)
      try await page.ready()
      #expect(try await page.curvePoint(noon).x < place.x - 90)
      #expect(try await page.standing() == 2)
    }
  }

  @Test func `the wheel zooms around the pointer, and sideways it pans`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(2...5)) { page in
      let time = StudioSchool.time(day: 3, 6)
      let place = try await page.curvePoint(time)
      let width = try await page.value("model.window.to - model.window.from").number ?? 0
      try await page.browser.scroll(at: place, down: -400)
      try await page.ready()
      #expect(try await page.value("model.window.to - model.window.from").number ?? 0 < width * 0.7)
      #expect(abs(try await page.curvePoint(time).x - place.x) <= 1)
      try await page.browser.scroll(at: place, right: 200)
      try await page.ready()
      #expect(abs(try await page.curvePoint(time).x - (place.x - 200)) <= 2)
    }
  }
}
