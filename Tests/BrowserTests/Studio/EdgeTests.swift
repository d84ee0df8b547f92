import BrowserSupport
import Feeds
import Testing

/// Edges are dragged: to the knee of the supply, or freely, and no further than their neighbours.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct EdgeTests {
  /// The edge of half past six of the fourth day; the supply breaks at six.
  private let edge = StudioSchool.time(day: 3, 6, 30)

  private func dragged(
    from: Int, to: Int, freely: Bool, _ change: (Range<Int>, State)
  ) async throws {
    let school = try StudioSchool()
    let before = try school.states()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.drag(from: from, to: to, freely: freely)
      #expect(try school.states() == StudioSchool.setting(before, change.0, to: change.1))
      #expect(try await page.standing() == 2)
      #expect(try await page.notices() == [])
    }
  }

  @Test func `near the knee it snaps to it`() async throws {
    let knee = StudioSchool.time(day: 3, 6)
    try await dragged(
      from: edge, to: StudioSchool.time(day: 3, 5, 45), freely: false, (knee..<edge, .on))
  }

  @Test func `with Alt it goes where the hand puts it`() async throws {
    let place = StudioSchool.time(day: 3, 5, 45)
    try await dragged(from: edge, to: place, freely: true, (place..<edge, .on))
  }

  @Test func `far from every knee it goes where the hand puts it`() async throws {
    let place = StudioSchool.time(day: 3, 9, 10)
    try await dragged(from: edge, to: place, freely: false, (edge..<place, .off))
  }

  @Test func `it stops short of its neighbour`() async throws {
    let last = StudioSchool.time(day: 3, 18) - StudioSchool.interval
    try await dragged(
      from: edge, to: StudioSchool.time(day: 3, 21), freely: true, (edge..<last, .off))
  }

  @Test func `the lane says where it would go, and that it is the knee`() async throws {
    let school = try StudioSchool()
    let before = try school.files()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      let start = try await page.point(edge)
      try await page.browser.perform([.move(start)])
      #expect(try await page.value("chart.front.style.cursor") == "ew-resize")
      // As a hand does: a first stir, then the way, while the supply is read.
      try await page.browser.perform([.press(), .move(Point(start.x - 5, start.y))])
      try await page.wait(until: "the supply is read", "Boolean(chart.pointer.gesture.supply)")
      try await page.browser.perform([
        .move(try await page.point(StudioSchool.time(day: 3, 5, 50)))
      ])
      try await page.browser.frame()
      let label = try await page.browser.element(".rt-bubble").text
      #expect(label.contains("06:00") && label.contains("knee"), "\(label)")
      try await page.browser.keepScreenshot("edge at the knee")
      try await page.browser.press(.escape)
      try await page.browser.perform([.release()])
      try await page.ready()
    }
    #expect(try school.files() == before)
  }

  @Test func `snapping can be put off`() async throws {
    let school = try StudioSchool()
    let before = try school.states()
    let place = StudioSchool.time(day: 3, 5, 45)
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.press("k")
      try await page.drag(from: edge, to: place)
      #expect(try school.states() == StudioSchool.setting(before, place..<edge, to: .on))
    }
  }
}
