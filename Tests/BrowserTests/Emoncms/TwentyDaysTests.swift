import BrowserSupport
import EmoncmsSupport
import Feeds
import Testing

extension EmoncmsEditorTests {
  /// The hour's work that the Studio is tried with, in Emoncms.
  @Suite struct TwentyDaysTests {
    @Test(arguments: TriedModule.one)
    func `twenty days and five edges take 25 gestures, right to the sample, all undoable`(
      _ tried: TriedModule
    ) async throws {
      try await tried.use { emoncms in
        let school = try EmoncmsSchool(emoncms, days: 25, isSet: false)
        let start = try school.bits()
        var expected = try school.states()
        // Off the supply's breaks, to which a stroke would be drawn. Where the edges of the last five days go.
        let edges = [
          (15, (4, 10), (3, 25)), (16, (22, 10), (20, 55)), (17, (4, 10), (5, 10)),
          (18, (22, 10), (23, 20)), (19, (4, 10), (5, 10)),
        ]
        for day in 0..<20 {
          let times = StudioSchool.time(day: day, 4, 10)..<StudioSchool.time(day: day, 22, 10)
          expected = school.setting(expected, times, to: .on)
        }
        for (day, old, new) in edges {
          let from = StudioSchool.time(day: day, old.0, old.1)
          let to = StudioSchool.time(day: day, new.0, new.1)
          let grows = (old.0 < 12) == (to < from)
          expected = school.setting(
            expected, min(from, to)..<max(from, to), to: grows ? .on : .off)
        }

        let conditions = BrowserConditions(width: 1920, height: 1080)
        try await withEmoncmsPage(
          school, 0...4, conditions, consoleMaySpeak: emoncms.server == nil
        ) { page in
          var gestures = 0
          // A slot is a pixel then.
          try await page.click("Show or hide the panel")
          try await page.click("On")
          for day in 0..<20 {
            if day > 0, day % 5 == 0 {
              try await page.click("Later")
              try await page.ready()
            }
            try await page.drag(
              from: StudioSchool.time(day: day, 4, 10), to: StudioSchool.time(day: day, 22, 10),
              moves: 3)
            gestures += 1
          }
          try await page.click("Move")
          for (day, old, new) in edges {
            try await page.drag(
              from: StudioSchool.time(day: day, old.0, old.1),
              to: StudioSchool.time(day: day, new.0, new.1), moves: 3, freely: true)
            gestures += 1
          }
          try await page.browser.keepScreenshot("twenty days in \(tried.fileName)")
          #expect(gestures == 25)
          #expect(try await page.standing() == 25)
          #expect(try school.states() == expected)

          for _ in 0..<25 { try await page.browser.press("z", holding: .control) }
          try await page.ready()
          #expect(try await page.standing() == 0)
          #expect(try school.bits() == start)
        }
      }
    }
  }
}
