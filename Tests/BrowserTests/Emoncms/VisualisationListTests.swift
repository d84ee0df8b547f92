import BrowserSupport
import EmoncmsSupport
import Feeds
import Foundation
import Testing

extension EmoncmsEditorTests {
  /// From Emoncms's list of visualisations to a corrected state, and back.
  @Suite struct VisualisationListTests {
    private static let entry = "../retouche/editor"
    private static let night = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
    private static let edge = StudioSchool.time(day: 3, 6, 30)
    private static let later = StudioSchool.time(day: 3, 7, 20)

    /// Chooses the editor and its feeds in the list.
    private static func choose(_ school: EmoncmsSchool, in browser: BrowserSession) async throws {
      try await browser.open(school.emoncms.address + "vis/list")
      try await browser.element("#visselect option[value=\"\(entry)\"]").click()
      for (role, feed) in [
        ("state", school.state), ("supply", school.supply), ("indoor", school.indoor),
        ("outdoor", school.outdoor),
      ] {
        try await browser.element("#\(role) option[value=\"\(feed)\"]").click()
      }
      // What is not chosen is left out.
      #expect(try await browser.element("#return").property("value") == "")
    }

    @Test(arguments: TriedModule.all)
    func `chosen in the list, it edits, undoes, and undoes again after a reload`(
      _ tried: TriedModule
    ) async throws {
      try await tried.use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let start = try school.bits()
        let states = try school.states()
        let conditions = BrowserConditions(width: 1600, height: 1100)
        // Emoncms's own pages say this and that.
        try await withBrowser(conditions, consoleMaySpeak: true) { browser in
          try await emoncms.logIn(browser)
          try await Self.choose(school, in: browser)
          try await browser.element("#viewbtn").click()
          let frame = try await browser.element("#visiframe iframe")
          #expect(try await browser.elements("#visiframe iframe").count == 1)
          try await browser.enter(frame)
          let page = EmoncmsPage(browser: browser, emoncms: emoncms)
          try await page.ready()
          func showDay() async throws {
            try await page.value(
              "(editor.actions.period('day'), editor.actions.goTo(\(StudioSchool.time(day: 3, 0))), 1)"
            )
            try await page.ready()
          }
          try await showDay()

          // Curves over the state.
          let curves = try await page.value("model.curves.map(it => it.id)").array ?? []
          #expect(
            Set(curves.compactMap(\.integer))
              == [school.supply, school.indoor, school.outdoor])
          #expect(try await page.value("model.lanes[0]").integer == school.state)
          try await browser.hover(try await page.curvePoint(StudioSchool.time(day: 3, 12)))
          try await page.wait(
            until: "the supply is read at the cursor",
            "[...document.querySelectorAll('.rt-readings b')].some(it => it.textContent.startsWith('55'))"
          )

          try await page.paint("On", Self.night)
          let painted = school.setting(states, Self.night, to: .on)
          #expect(try school.states() == painted)
          try await page.click("Move")
          try await page.drag(from: Self.edge, to: Self.later, freely: true)
          let moved = school.setting(painted, Self.edge..<Self.later, to: .off)
          #expect(try school.states() == moved)
          try await browser.leaveFrames()
          try await browser.keepScreenshot("in the list of \(tried.fileName)")
          try await browser.enter(frame)
          try await page.control("z")
          #expect(try school.states() == painted)

          try await browser.script("window.isOld = true; location.reload()")
          try await browser.wait(until: "it loads anew", "return !window.isOld")
          try await page.ready()
          try await showDay()
          try await page.control("z")
          #expect(try school.bits() == start)
          try await page.control("z", shift: true)
          try await page.control("z", shift: true)
          #expect(try school.states() == moved)
          #expect(try await page.notices() == [])

          // Who changed what.
          try await browser.element("[role=tab]").click()
          if try await browser.elements(".rt-history").isEmpty {
            try await page.click("Show or hide the panel")
          }
          try await page.value("(editor.panels.open('history'), 1)")
          try await page.wait(
            until: "the journal names who",
            "document.querySelector('.rt-history')?.textContent.includes('\(emoncms.name)')")
          try await browser.open("about:blank")
        }
      }
    }

    @Test(arguments: TriedModule.all)
    func `it fills a window, and has an entry in the menu`(_ tried: TriedModule) async throws {
      try await tried.use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        try await withBrowser(.init(width: 1600, height: 1100), consoleMaySpeak: true) { browser in
          try await emoncms.logIn(browser)
          try await Self.choose(school, in: browser)
          try await browser.element("#fullscreen").click()
          let list = try await browser.tab
          for tab in try await browser.tabs where tab != list {
            try await browser.look(at: tab)
            let address = try await browser.address
            #expect(address.hasPrefix("\(emoncms.address)retouche/editor?state=\(school.state)"))
            try await browser.enter(try await browser.element("iframe"))
            try await EmoncmsPage(browser: browser, emoncms: emoncms).ready()
            try await browser.leaveFrames()
            try await browser.keepScreenshot("full screen in \(tried.fileName)")
            try await browser.open("about:blank")
          }
          try await browser.look(at: list)
          // A page on which every version shows its menu.
          try await browser.open(emoncms.address + "feed/list")
          let link = try await browser.wait(
            until: "there is an entry in the menu",
            "return [...document.querySelectorAll('a')].map(it => it.href).find(it => it.endsWith('retouche/editor'))"
          )
          try await browser.open(link.string ?? "")
          try await browser.enter(try await browser.element("iframe"))
          try await browser.wait(
            until: "the editor is there",
            "return Boolean(document.getElementById('retouche')?.editor)")
          try await browser.open("about:blank")
        }
      }
    }
  }
}
