import BrowserSupport
import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import Testing

extension EmoncmsEditorTests {
  /// Others write too: colleagues, inputs, Emoncms's own buffer.
  @Suite struct SharingTests {
    private static let night = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
    private static let evening =
      StudioSchool.time(day: 3, 22, 30)..<StudioSchool.time(day: 3, 23, 30)

    @Test func `what changed meanwhile is not overwritten, and said`() async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        try await withEmoncmsPage(school, consoleMaySpeak: true) { page in
          // Another program unsets an hour of it.
          let slots = school.timeline.slots(in: Self.night)
          let points = [Float](repeating: .nan, count: 12)
          try points.withUnsafeBufferPointer {
            try emoncms.installation.write(
              $0, at: slots.lowerBound, of: school.state, on: school.timeline)
          }
          let before = try school.bits()
          try await page.paint("On", Self.night)
          let notices = try await page.notices()
          #expect(notices.contains { $0.contains("meanwhile") }, "\(notices)")
          #expect(try school.bits() == before)
          // Now that it is seen, the same gesture is made.
          let states = school.setting(try school.states(), Self.night, to: .on)
          try await page.drag(from: Self.night.lowerBound, to: Self.night.upperBound)
          #expect(try school.states() == states)
          try await page.control("z")
          #expect(try school.bits() == before)
        }
      }
    }

    @Test func `two people at once each see what the other does`() async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let start = try school.bits()
        let states = try school.states()
        try await withEmoncmsPage(school, consoleMaySpeak: true) { mine in
          try await withOtherBrowser { browser in
            let theirs = EmoncmsPage(browser: browser, emoncms: emoncms)
            try await emoncms.logIn(browser)
            try await theirs.open(school, 3...3)
            try await mine.paint("On", Self.night)
            // They have not seen it, and it is no hindrance to what lies elsewhere.
            try await theirs.paint("Unknown", Self.evening)
            let both = school.setting(
              school.setting(states, Self.night, to: .on), Self.evening, to: .unknown)
            #expect(try school.states() == both)
            for page in [mine, theirs] {
              try await page.browser.script("dispatchEvent(new Event('online'))")
              try await page.wait(
                until: "both are shown",
                """
                model.history.items.length === 2 && ['on', 'unknown'].every(state =>
                  model.editedSegments.some(it => it.state === state
                    && [\(Self.night.lowerBound), \(Self.evening.lowerBound)].includes(it.from)))
                """)
            }
            // Undo takes back the last edit, whoever made it.
            try await mine.control("z")
            #expect(try school.states() == school.setting(states, Self.night, to: .on))
            try await mine.control("z")
            #expect(try school.bits() == start)
            try await browser.open("about:blank")
          }
        }
      }
    }

    @Test func `what the low-write buffer holds back is waited for`() async throws {
      try await TriedModule.served(.v10).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        let cache = try #require(server.cache)
        let before = try school.bits()
        try await withEmoncmsPage(school, consoleMaySpeak: true) { page in
          let buffer = "\(server.prefix)feed:\(school.state):buffer"
          try cache.run("zadd", buffer, "\(school.timeline.lastTime)", "x|1")
          try await page.paint("On", Self.night)
          let notices = try await page.notices()
          #expect(notices.contains { $0.contains("holds back points") }, "\(notices)")
          #expect(try school.bits() == before)
          try cache.run("del", buffer)
          try await page.drag(from: Self.night.lowerBound, to: Self.night.upperBound)
          #expect(
            try school.states()
              == school.setting(
                before.map { State(point: Float(bitPattern: $0)) }, Self.night, to: .on))
        }
      }
    }

    @Test(arguments: TriedModule.dialects)
    func `a new state feed is like another, its gaps too`(_ tried: TriedModule) async throws {
      try await tried.use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let gap = 300..<340
        let points = [Float](repeating: .nan, count: gap.count)
        try points.withUnsafeBufferPointer {
          try emoncms.installation.write(
            $0, at: gap.lowerBound, of: school.supply, on: school.timeline)
        }
        let name = "made \(UInt32.random(in: .min ... .max))"
        try await withEmoncmsPage(school, consoleMaySpeak: true) { page in
          try await page.browser.element("select option[value=\"+state\"]").click()
          let dialog = try await page.browser.element("dialog[open]")
          try await dialog.element("select option[value=\"\(school.supply)\"]").click()
          let fields = try await dialog.elements("input")
          try await fields[0].clear()
          try await fields[0].type(name)
          try await fields[1].clear()
          try await fields[1].type(school.tag)
          try await page.browser.keepScreenshot("a new state feed in \(tried.fileName)")
          try await dialog.element("button.rt-primary").click()
          try await page.browser.wait(
            until: "the dialog is gone", "return !document.querySelector('dialog[open]')")
          try await page.ready()

          let feeds = try emoncms.installation.feeds().filter { $0.name == name }
          #expect(feeds.count == 1)
          let made = try #require(feeds.first)
          #expect(made.tag == school.tag)
          #expect(try emoncms.installation.timeline(of: made.id) == school.timeline)
          var expected = [State](repeating: .off, count: school.timeline.count)
          for slot in gap { expected[slot] = .unknown }
          #expect(try emoncms.states(of: made.id) == expected)
          #expect(made.lastValue == 0)
          // 10.4 says itself that a value is an interval later than it is.
          let lateness = (made.lastTime ?? 0) - school.timeline.lastTime
          #expect(lateness == 0 || "\(tried)".hasPrefix("10") && lateness == 300)
          #expect(try await page.value("model.lanes[0]").integer == made.id)

          try await page.paint("On", Self.night)
          expected = school.setting(expected, Self.night, to: .on)
          #expect(try emoncms.states(of: made.id) == expected)
        }
      }
    }
  }
}
