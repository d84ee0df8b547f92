import BrowserSupport
import EmoncmsSupport
import Feeds
import Foundation
import Testing

extension EmoncmsEditorTests {
  /// Who may only look cannot change; who may not look sees nothing; a key is seen by nobody.
  @Suite struct RightsTests {
    private static let night = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
    private static let tools = ["On", "Off", "Unknown", "Undo", "Redo", "Move"]

    @Test(arguments: [EmoncmsServer.Version.v10, .v11])
    func `who may only read has no tools and changes nothing`(
      _ version: EmoncmsServer.Version
    ) async throws {
      try await TriedModule.served(version).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let start = try school.bits()
        try await withEmoncmsPage(school, as: .reader) { page in
          let buttons = try await page.buttons()
          #expect(buttons.contains("Later"))
          for tool in Self.tools { #expect(!buttons.contains(tool), "\(tool)") }
          // Nor by keys, nor by a gesture on the lane.
          try await page.browser.press("o")
          try await page.drag(from: Self.night.lowerBound, to: Self.night.upperBound)
          try await page.browser.click(
            try await page.point(StudioSchool.time(day: 3, 12)), times: 2)
          try await page.control("z")
          #expect(try school.bits() == start)
          let written = emoncms.server?.gate.requests.filter {
            $0.method == "POST" && $0.path != "user/login.json"
          }
          #expect(written?.isEmpty == true)
          try await page.browser.keepScreenshot("who may only read, \(version.rawValue)")
        }
      }
    }

    @Test func `another user's feeds are not there, and nobody is asked to log in`() async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let page = { EmoncmsPage(browser: $0, emoncms: emoncms) }
        // What is refused is a line of the browser's.
        try await withBrowser(consoleMaySpeak: true) { browser in
          try await emoncms.logIn(browser, as: .other)
          try await browser.open(
            "\(emoncms.address)retouche/editor?\(school.options)&embed=1")
          try await browser.wait(
            until: "the page has settled",
            "return Boolean(document.getElementById('retouche')?.editor?.chart)")
          let known = try await page(browser).value("[...model.feeds.keys()]")
          #expect(known == [])
          #expect(
            try await !browser.script("return document.body.textContent")
              .string!.contains("classroom"))

          // Nobody: a sentence where it is embedded, the login in Emoncms's own page.
          try await browser.devTools("Network.clearBrowserCookies")
          try await browser.open("\(emoncms.address)retouche/editor?\(school.options)&embed=1")
          #expect(try await browser.element("body").text.contains("Log in to Emoncms"))
          try await browser.open("\(emoncms.address)retouche/editor?\(school.options)")
          #expect(try await browser.elements("#loginform").count == 1)
        }
      }
    }

    @Test func `nobody sees public feeds that the address names, without tools`() async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        for var feed in server.feeds.feeds {
          feed.isPublic = true
          server.feeds.put(feed)
        }
        try await withBrowser { browser in
          let page = EmoncmsPage(browser: browser, emoncms: emoncms)
          try await page.open(school, 3...3)
          #expect(try await page.value("model.lanes[0]").integer == school.state)
          #expect(try await page.value("model.canWrite") == false)
          let buttons = try await page.buttons()
          for tool in Self.tools { #expect(!buttons.contains(tool), "\(tool)") }
          try await browser.open("about:blank")
        }
      }
    }

    @Test(arguments: [EmoncmsServer.Version.v10, .v11])
    func `a key in the address is used, taken out of it, and written nowhere`(
      _ version: EmoncmsServer.Version
    ) async throws {
      try await TriedModule.served(version).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let before = try school.states()
        let server = try #require(emoncms.server)
        let key = server.feeds.writeKey
        try await withBrowser { browser in
          let page = EmoncmsPage(browser: browser, emoncms: emoncms)
          try await page.open(school, 3...3, key: key)
          #expect(try await !browser.address.contains(key))
          #expect(try await !browser.address.contains("apikey"))
          let source = try await browser.script("return document.documentElement.outerHTML").string
          #expect(source?.contains(key) == false)
          let stored = try await browser.script(
            "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
          #expect(stored.string?.contains(key) == false)
          try await page.paint("On", Self.night)
          #expect(try school.states() == school.setting(before, Self.night, to: .on))
          try await browser.open("about:blank")
        }
        // In the first request only, which the embedder's address is; then in the head.
        let requests = server.gate.requests
        #expect(requests.filter { $0.target.contains(key) }.count == 1)
        #expect(requests.contains { $0.header("authorization") == "Bearer \(key)" })
        let page = try #require(requests.first { $0.target.contains(key) })
        let answer = try ModuleClient(server).get(String(page.target.dropFirst()))
        #expect(answer.status == 200)
        #expect(!answer.text.contains(key))
      }
    }

    @Test func `a key that reads has no tools, and a wrong one is said to be`() async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        try await withBrowser(consoleMaySpeak: true) { browser in
          let page = EmoncmsPage(browser: browser, emoncms: emoncms)
          try await page.open(school, 3...3, key: server.feeds.readKey)
          let buttons = try await page.buttons()
          for tool in Self.tools { #expect(!buttons.contains(tool), "\(tool)") }
          try await browser.open(
            "\(emoncms.address)retouche/editor?embed=1&apikey=00000000000000000000000000000000")
          #expect(try await browser.element("body").text.contains("Invalid API key"))
          try await browser.open("about:blank")
        }
      }
    }

    @Test func `names and gestures are never markup`() async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        let mark = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>"
        for var feed in server.feeds.feeds {
          feed.name = "\(mark) \(feed.id)"
          feed.tag = mark
          feed.unit = "<b>°C"
          server.feeds.put(feed)
        }
        let client = try ModuleClient(server, as: .writer)
        let token = try client.token()
        #expect(
          try client.post(
            "retouche/circuit.json",
            [
              "name": "<b>\(mark)", "supply": school.supply, "indoor": [school.indoor],
              "state": school.state,
            ], token: token
          ).status == 200)
        let begun = try client.post(
          "retouche/begin.json",
          [
            "feed": school.state, "key": "0123456789abcdef", "kind": "edit", "gesture": mark,
            "start": StudioSchool.start, "interval": 300, "npoints": school.timeline.count,
            "blocks": [
              ["first": 0, "before": [[1, "00000000"]], "after": [[1, "0000803f"]]] as [String: Any]
            ],
            "changes": [[0, 1, "on"]],
          ], token: token)
        #expect(begun.status == 200, "\(begun.text)")
        let edit = begun["edit"] ?? 0
        #expect(
          try client.post(
            "retouche/finish.json", ["edit": edit, "status": "done"], token: token
          ).status == 200)
        try server.sql("UPDATE users SET username = '<b>writer' WHERE id = 1")
        // Emoncms's own list of visualisations prints names as they are: only the editor is asked.
        try await withBrowser { browser in
          let page = EmoncmsPage(browser: browser, emoncms: emoncms)
          try await page.open(school, 3...3, key: server.feeds.writeKey)
          try await page.value("(editor.panels.open('history'), 1)")
          try await page.wait(
            until: "the gesture is listed",
            "document.querySelector('.rt-history')?.textContent.includes('window.hacked')")
          try await browser.press("/")
          try await page.ready()
          try await browser.hover(try await page.curvePoint(StudioSchool.time(day: 3, 12)))
          try await page.ready()
          #expect(
            try await browser.script(
              "return document.querySelectorAll('img, b.x, script:not([src])').length") == 0)
          #expect(try await browser.script("return window.hacked ?? null") == nil)
          try await browser.keepScreenshot("names that would be markup")
          try await browser.open("about:blank")
        }
      }
    }
  }
}
