import BrowserSupport
import Feeds
import Foundation
import TestSupport
import Testing
import Workspace

/// An hour's work on the real school: twenty days marked and five edges moved, in 25 gestures.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct SchoolSessionTests {
  /// A copy of the school's feeds as a workspace, its north circuit with a state feed that is off.
  private static func school() throws -> (folder: TemporaryFolder, state: Feed) {
    let folder = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: SharedData.school) {
      try FileManager.default.copyItem(
        atPath: "\(SharedData.school)/\(name)", toPath: folder.file(name))
    }
    let workspace = try Workspace(folder.path)
    try workspace.setTimeZone("Europe/Paris")
    let state = try workspace.createStateFeed(
      like: workspace.feed(id: 21), name: "north_state", tag: "heating", state: .off)
    try workspace.save(
      Circuit(
        name: "north", supply: 21, return: 22, indoor: [8, 11], outdoor: 5, plantRoom: 24,
        state: state.id))
    return (folder, state)
  }

  /// An instant of February 2021 or, past the 28th, of March, by the clock of Paris.
  private static func time(_ date: Int, _ hour: Int, _ minute: Int) -> Int {
    let midnight = 1_612_134_000  // 1 February 2021, 00:00 in Paris
    return midnight + (date - 1) * 86_400 + hour * 3600 + minute * 60
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
  func `twenty days and five edges take 25 gestures, right to the sample, all undoable`()
    async throws
  {
    let (folder, state) = try Self.school()
    let start = try StudioSchool.files(in: folder.path)
    let reader = try FeedReader(FeedFiles(folder: folder.path, id: state.id))
    let timeline = reader.timeline
    var expected = try reader.points().map(State.init(point:))
    func set(_ times: Range<Int>, _ state: State) {
      for slot in timeline.slots(in: times) { expected[slot] = state }
    }
    // From Monday 15 February on, five days a window.
    let first = 15
    let view = "circuit=north&from=2021-02-15T00:00&to=2021-02-20T00:00"
    // Edges of the last five days, and where they go: mornings and evenings, earlier and later.
    let edges = [
      (30, (6, 10), (5, 25)), (31, (21, 40), (20, 5)), (32, (6, 10), (7, 35)),
      (33, (21, 40), (22, 50)), (34, (6, 10), (6, 40)),
    ]
    let marked = first..<(first + 20)
    for day in marked { set(Self.time(day, 6, 10)..<Self.time(day, 21, 40), .on) }
    for (day, old, new) in edges {
      let (from, to) = (Self.time(day, old.0, old.1), Self.time(day, new.0, new.1))
      let grows = (old.0 < 12) == (to < from)
      set(min(from, to)..<max(from, to), grows ? .on : .off)
    }

    try await withStudio(folder.path, view: view, .init(width: 1920, height: 1080)) { page in
      var gestures = 0
      try await page.click("Show or hide the panel")
      try await page.click("On")
      for day in marked {
        if day > first, (day - first) % 5 == 0 {
          try await page.click("Later")
          try await page.ready()
        }
        try await page.drag(from: Self.time(day, 6, 10), to: Self.time(day, 21, 40), moves: 3)
        gestures += 1
      }
      try await page.click("Move")
      for (day, old, new) in edges {
        try await page.drag(
          from: Self.time(day, old.0, old.1), to: Self.time(day, new.0, new.1), moves: 3,
          freely: true)
        gestures += 1
      }
      try await page.browser.keepScreenshot("twenty days in 25 gestures")
      #expect(gestures == 25)
      #expect(try await page.standing() == 25)

      // To the sample, as any program reads it; and as the command line tells it.
      let written = try FeedReader(FeedFiles(folder: folder.path, id: state.id)).points()
      #expect(written.map(State.init(point:)) == expected)
      let told = try await CommandLineTool.run(
        "segments", "north_state", "--csv", in: folder.path)
      let on = told.split(separator: "\n").filter { $0.contains(",on,") }
      #expect(on.count == 20)
      #expect(on.first == "\(Self.time(15, 6, 10)),\(Self.time(15, 21, 40)),on,hand,")
      #expect(on.last == "\(Self.time(34, 6, 40)),\(Self.time(34, 21, 40)),on,hand,")

      for _ in 0..<25 { try await page.browser.press("z", holding: .control) }
      try await page.ready()
      #expect(try await page.standing() == 0)
      #expect(try StudioSchool.files(in: folder.path) == start)
    }
  }
}
