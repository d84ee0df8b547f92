import BrowserSupport
import Feeds
import Testing

/// The state is painted by dragging, and files follow to the sample.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct PaintingTests {
  @Test(arguments: [("On", State.on), ("Off", .off), ("Unknown", .unknown)])
  func `a drag with a tool paints its state`(tool: String, state: State) async throws {
    let school = try StudioSchool()
    // From the night into the day: one part changes, whatever the state.
    let times = StudioSchool.time(day: 3, 2, 25)..<StudioSchool.time(day: 3, 10, 40)
    let before = try school.states()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.paint(tool, times)
      #expect(try school.states() == StudioSchool.setting(before, times, to: state))
      let segments = try await page.segments(times)
      #expect(segments.contains { $0.state == state.name && $0.provenance == "hand" })
      #expect(try await page.notices() == [])
      #expect(try await page.standing() == 2)
    }
  }

  @Test func `a drag from right to left paints the same`() async throws {
    let school = try StudioSchool()
    let times = StudioSchool.time(day: 5, 19)..<StudioSchool.time(day: 5, 22, 15)
    let before = try school.states()
    try await withStudio(school.path, view: StudioPage.days(5...5)) { page in
      try await page.click("On")
      try await page.drag(from: times.upperBound, to: times.lowerBound)
      #expect(try school.states() == StudioSchool.setting(before, times, to: .on))
    }
  }

  @Test func `the lane shows the gesture before it is made, and Esc leaves it`() async throws {
    let school = try StudioSchool()
    let before = try school.files()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let start = try await page.point(StudioSchool.time(day: 3, 20))
      let end = try await page.point(StudioSchool.time(day: 3, 22))
      try await page.click("On")
      try await page.browser.perform([.move(start), .press(), .move(end)])
      try await page.browser.frame()
      let label = try await page.browser.element(".rt-bubble").text
      #expect(label.contains("20:00") && label.contains("22:00") && label.contains("2 h 00"))
      #expect(
        try await page.value("model.draft.changes")
          == [
            [
              "from": .number(Double(StudioSchool.time(day: 3, 20))),
              "to": .number(Double(StudioSchool.time(day: 3, 22))), "state": "on",
            ]
          ])
      try await page.browser.press(.escape)
      #expect(try await page.value("model.draft") == nil)
      try await page.browser.perform([.move(start), .release()])
      try await page.ready()
      #expect(try await page.value("model.tool") == "on")
      #expect(try await page.standing() == 1)
      // A second one lays the tool down.
      try await page.press(.escape)
      #expect(try await page.value("model.tool") == "move")
    }
    #expect(try school.files() == before)
  }

  @Test func `with no tool a drag moves through time and edits nothing`() async throws {
    let school = try StudioSchool()
    let before = try school.files()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let times = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
      let window = try await page.value("model.window.from")
      try await page.drag(from: times.lowerBound, to: times.upperBound)
      let moved = try await page.value("model.window.from").number ?? 0
      let seconds = moved - (window.number ?? 0)
      #expect(abs(seconds + 7200) < 120, "\(seconds)")
    }
    #expect(try school.files() == before)
  }

  @Test func `painting from an edge on falls on the edge and does not move it`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    let run = StudioSchool.time(day: 3, 6, 30)..<StudioSchool.time(day: 3, 18)
    try await withStudio(school.path, view: StudioPage.days(0...6)) { page in
      try await page.click("Unknown")
      // A week on the screen: a pixel is ten minutes, and the hand misses by three.
      var (start, end) = (
        try await page.point(run.lowerBound), try await page.point(run.upperBound)
      )
      (start.x, end.x) = (start.x + 3, end.x - 3)
      try await page.browser.drag(from: start, to: end)
      try await page.ready()
      #expect(try school.states() == StudioSchool.setting(before, run, to: .unknown))
    }
  }
}
