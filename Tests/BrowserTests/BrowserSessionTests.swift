import BrowserSupport
import Foundation
import TestSupport
import Testing

/// The browser, as the tests of the Studio's page drive it, on pages written here.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct BrowserSessionTests {
  @Test func `a page is opened, read and left`() async throws {
    let pages = try await StaticPages(body: "<p id=one title=first>Hello <b>you</b></p><p>Two</p>")
    try await withBrowser { page in
      try await page.open(pages.address)
      #expect(try await page.title == "A page")
      #expect(try await page.address == pages.address)
      let first = try await page.element("#one")
      #expect(try await first.text == "Hello you")
      #expect(try await first.attribute("title") == "first")
      #expect(try await first.attribute("lang") == nil)
      #expect(try await first.isDisplayed)
      #expect(try await first.element("b").text == "you")
      #expect(try await page.elements("p").count == 2)
      try await page.open(pages.address + "?again")
      try await page.back()
      #expect(try await page.address == pages.address)
      try await page.forward()
      #expect(try await page.address == pages.address + "?again")
    }
    try await pages.stop()
  }

  @Test func `elements are found as a screen reader knows them`() async throws {
    let pages = try await StaticPages(
      body: """
        <button aria-label="Undo">x</button> <button>Redo</button> <button>Redo</button>
        <label>From <input type="text" value="06:10"></label> <h2>Undo</h2>
        """)
    try await withBrowser { page in
      try await page.open(pages.address)
      let undo = try await page.element(role: "button", name: "Undo")
      #expect(try await undo.text == "x")
      #expect(try await undo.accessibleName == "Undo")
      #expect(try await undo.accessibleRole == "button")
      #expect(try await page.elements(role: nil, name: "Undo").count >= 2)
      let field = try await page.element(role: "textbox", name: "From")
      #expect(try await field.property("value") == "06:10")
      try await field.clear()
      try await field.type("21:40")
      #expect(try await page.focused == field)
      #expect(try await field.property("value") == "21:40")
      let twice = await #expect(throws: BrowserFailure.self) {
        try await page.element(role: "button", name: "Redo", within: .milliseconds(50))
      }
      #expect(twice?.description.contains("2 elements") == true)
    }
    try await pages.stop()
  }

  @Test func `scripts take and give values, promises and elements`() async throws {
    try await withBrowser { page in
      try await page.open("data:text/html,<p>Hello")
      let sum = try await page.script("return arguments[0] + arguments[1].of", 2, ["of": 40])
      #expect(sum.integer == 42)
      let late = try await page.script(
        "return new Promise(done => setTimeout(() => done({a: [1.5, null]}), 5))")
      #expect(late == ["a": [1.5, nil]])
      let called = try await page.callbackScript(
        "const [text, done] = arguments; setTimeout(() => done(text + '!'), 5)", "é")
      #expect(called == "é!")
      let paragraph = try await page.element("p")
      #expect(try await page.script("return arguments[0].tagName", paragraph.json) == "P")
      let failure = await #expect(throws: BrowserFailure.self) {
        try await page.script("throw new Error('no such lane')")
      }
      #expect(failure?.code == "javascript error")
      #expect(failure?.description.contains("no such lane") == true)
    }
  }

  @Test func `one waits for what the page will show, and is told what it showed`() async throws {
    try await withBrowser { page in
      try await page.open(
        "data:text/html,<script>let n = 0; setInterval(() => n += 1, 5)</script>")
      #expect(try await page.wait(until: "it counts to 5", "return n >= 5 && 'five'") == "five")
      let never = await #expect(throws: BrowserFailure.self) {
        try await page.wait(
          until: "the lane is there", "console.error('no lane'); return null",
          within: .milliseconds(50))
      }
      let text = never?.description ?? ""
      #expect(text.contains("until the lane is there"))
      #expect(text.contains("null"))
      #expect(text.contains("no lane"))
      let missing = await #expect(throws: BrowserFailure.self) {
        try await page.element("#nowhere", within: .milliseconds(50))
      }
      #expect(missing?.description.contains("#nowhere") == true)
    }
  }

  @Test func `a console that speaks is a failure, and none where it may`() async throws {
    let pages = try await StaticPages(body: "", script: "console.error('a fault'); nowhere();")
    let failure = await #expect(throws: BrowserFailure.self) {
      try await withBrowser { page in try await page.open(pages.address) }
    }
    let text = failure?.description ?? ""
    #expect(text.contains("a fault"))
    #expect(text.contains("nowhere is not defined"))
    try await withBrowser(consoleMaySpeak: true) { page in try await page.open(pages.address) }
    try await withBrowser { page in
      try await page.open(pages.address)
      #expect(try await page.console().count == 2)
    }
    try await pages.stop()
  }

  @Test func `no request leaves this machine`() async throws {
    let pages = try await StaticPages(body: "")
    try await withBrowser(consoleMaySpeak: true) { page in
      try await page.open(pages.address)
      let failure = await #expect(throws: BrowserFailure.self) {
        try await page.open("http://example.org/")
      }
      #expect(failure?.description.contains("ERR_NAME_NOT_RESOLVED") == true)
    }
    try await pages.stop()
  }

  /// What a page sees of the conditions.
  private struct Seen: Decodable, Equatable {
    var width = 1280, height = 800
    var scale = 1.0
    var languages = ["en-GB", "en"]
    var numbers = "en-GB"
    var zone = "Europe/Paris"
    var dark = false, still = false, coarse = false
    var touches = 0
  }

  @Test func `a page sees the conditions, and nothing of the last ones`() async throws {
    let script = """
      return {
        width: innerWidth, height: innerHeight, scale: devicePixelRatio,
        languages: navigator.languages,
        numbers: new Intl.NumberFormat().resolvedOptions().locale,
        zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        dark: matchMedia('(prefers-color-scheme: dark)').matches,
        still: matchMedia('(prefers-reduced-motion: reduce)').matches,
        coarse: matchMedia('(pointer: coarse)').matches, touches: navigator.maxTouchPoints,
      }
      """
    let pages = try await StaticPages(body: "")
    let french = BrowserConditions(
      width: 820, height: 1180, scale: 2, languages: ["fr-FR", "fr"], timeZone: "America/Toronto",
      isDark: true, wantsLessMotion: true, hasTouch: true)
    try await withBrowser(french) { page in
      try await page.open(pages.address)
      #expect(
        try await page.script(script).decoded()
          == Seen(
            width: 820, height: 1180, scale: 2, languages: ["fr-FR", "fr"], numbers: "fr-FR",
            zone: "America/Toronto", dark: true, still: true, coarse: true, touches: 5))
      try await page.script("localStorage.setItem('theme', 'dark')")
      let tab = try await page.tab
      let other = try await page.openTab()
      #expect(other != tab)
      try await page.open(pages.address)
      #expect(try await page.script(script).decoded() == Seen())
    }
    try await withBrowser { page in
      try await page.open(pages.address)
      #expect(try await page.script(script).decoded() == Seen())
      #expect(try await page.script("return localStorage.getItem('theme')") == nil)
      // A person may change them while the page is there.
      try await page.set(.init(isDark: true))
      #expect(try await page.script(script).decoded() == Seen(dark: true))
    }
    try await pages.stop()
  }

  @Test func `a picture has the window's pixels`() async throws {
    try await withBrowser(.init(width: 300, height: 200, scale: 2)) { page in
      try await page.open("data:text/html,<body style='background:teal'>")
      let picture = [UInt8](try await page.screenshot())
      #expect(picture.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      // Width and height stand big-endian after the header's length and name.
      #expect(picture[16..<24].elementsEqual([0, 0, 2, 88, 0, 0, 1, 144]))
      let path = try await page.keepScreenshot("teal")
      defer { try? FileManager.default.removeItem(atPath: path) }
      #expect(FileManager.default.contents(atPath: path).map { [UInt8]($0) } == picture)
    }
  }

  @Test func `the window has a place and a size`() async throws {
    try await withBrowser { page in
      try await page.setWindow(.init(x: 10, y: 20, width: 900, height: 700))
      #expect(try await page.window == .init(x: 10, y: 20, width: 900, height: 700))
    }
  }

  @Test func `two browsers know nothing of each other`() async throws {
    let pages = try await StaticPages(body: "")
    try await withBrowser { page in
      try await withOtherBrowser { other in
        try await page.open(pages.address)
        try await other.open(pages.address)
        try await page.script("localStorage.setItem('who', 'first')")
        #expect(try await other.script("return localStorage.getItem('who')") == nil)
        try await other.open(pages.address + "?other")
        #expect(try await page.address == pages.address)
      }
    }
    try await pages.stop()
  }
}
