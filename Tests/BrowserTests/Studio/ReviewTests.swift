import BrowserSupport
import Feeds
import Simulation
import TestSupport
import Testing
import Workspace

/// The inference is staged over the present state, judged piece by piece, and applied as one edit.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct ReviewTests {
  /// Eight days of a simulated school: one circuit with a state feed that is off, one without.
  private static func school() throws -> (folder: TemporaryFolder, state: Feed) {
    let folder = try TemporaryFolder()
    let simulated = try School(seed: 3, days: 8).simulate()
    let workspace = try Workspace(folder.path)
    try workspace.setTimeZone("Europe/Paris")
    let timeline = Timeline(
      start: simulated.start, interval: simulated.interval, count: simulated.count)
    for feed in simulated.feeds {
      _ = try workspace.importFeed(
        feed.values, on: timeline, name: feed.name, tag: feed.tag, unit: feed.unit)
    }
    let feeds = try workspace.feeds()
    func id(_ name: String) throws -> Int { try feeds.named(name).id }
    var circuits = try simulated.circuits.map { circuit in
      Circuit(
        name: circuit.name, supply: try id(circuit.supply), return: try id(circuit.return),
        indoor: try circuit.indoor.map(id), outdoor: try id(circuit.outdoor),
        plantRoom: try id(circuit.plantRoom))
    }
    let state = try workspace.createStateFeed(
      like: workspace.feed(id: circuits[0].supply), name: "judged", tag: "heating", state: .off)
    circuits[0].state = state.id
    for circuit in circuits { try workspace.save(circuit) }
    return (folder, state)
  }

  private struct Difference: Decodable {
    let from, to: Int
    let present, proposed: String
  }

  @Test func `differences are stepped through, judged, and applied as one edit`() async throws {
    let (folder, state) = try Self.school()
    let start = try StudioSchool.files(in: folder.path)
    func states() throws -> [State] {
      try FeedReader(FeedFiles(folder: folder.path, id: state.id)).points().map(State.init(point:))
    }
    let before = try states()
    try await withStudio(folder.path) { page in
      try await page.press("i")
      try await page.wait(until: "a proposal is staged", "model.staged !== null")
      let differences: [Difference] = try await page.value(
        "model.staged.proposal.differences.map(({from, to, present, proposed}) => "
          + "({from, to, present, proposed}))"
      ).decoded()
      #expect(differences.count >= 4)
      // Nothing is written until it is applied.
      #expect(try StudioSchool.files(in: folder.path) == start)
      try await page.browser.frame()
      try await page.browser.keepScreenshot("review")
      #expect(try await page.browser.accessibilityFindings() == [])

      // The first is at hand; on and back; the second is taken, the third kept as it is.
      #expect(try await page.value("editor.reviewing.current") == 0)
      try await page.press("n", times: 2)
      try await page.press("p")
      let selection = try await page.value("[model.selection.from, model.selection.to]")
      let item = try await page.value(
        "[editor.reviewing.items[1].from, editor.reviewing.items[1].to]")
      #expect(selection == item)
      #expect(
        try await page.value(
          "model.window.from <= model.selection.from && model.window.to >= model.selection.to")
          == true)
      while try await page.value("editor.reviewing.items[editor.reviewing.current].difference") != 1
      {
        try await page.press("n")
      }
      try await page.press("a")
      while try await page.value("editor.reviewing.items[editor.reviewing.current].difference") != 2
      {
        try await page.press("n")
      }
      try await page.press("r")
      let judged = try await page.browser.element(".rt-foot [role=status]")
      #expect(try await judged.text == "1 accepted, 1 rejected of \(differences.count)")
      // By keyboard the focus stays where one is, in the list and below it.
      try await page.browser.script("document.querySelectorAll('.rt-item')[3].focus()")
      try await page.press(.enter)
      #expect(try await page.value("editor.reviewing.current") == 3)
      let focus = "document.activeElement.closest('.rt-item, .rt-foot')?.className ?? ''"
      #expect(try await page.value(focus).string?.hasPrefix("rt-item") == true)
      try await page.browser.script(
        "[...document.querySelectorAll('#rt-panel-review .rt-foot button')][0].focus()")
      try await page.press(.enter)
      #expect(try await page.value(focus) == "rt-foot")
      try await page.browser.keepScreenshot("review judged")
      try await page.control(.enter)
      try await page.wait(until: "it is applied", "model.staged === null")
      try await page.ready()

      var expected = before
      let timeline = try FeedReader(FeedFiles(folder: folder.path, id: state.id)).timeline
      for (index, difference) in differences.enumerated() where index != 2 {
        let proposed = try #require(State(name: difference.proposed))
        for slot in timeline.slots(in: difference.from..<difference.to) {
          expected[slot] = proposed
        }
      }
      #expect(try states() == expected)
      #expect(try await page.standing() == 1)
      let kept = differences[2].from..<differences[2].to
      #expect(
        try await page.segments(kept).contains {
          $0.provenance == "hand" && $0.from <= kept.lowerBound && $0.to >= kept.upperBound
        })
      let taken = differences[1].from..<differences[1].to
      #expect(try await page.segments(taken).contains { $0.provenance == "inferred" })

      try await page.control("z")
      #expect(try StudioSchool.files(in: folder.path) == start)
    }
  }

  @Test func `a circuit's first inference makes its state feed`() async throws {
    let (folder, _) = try Self.school()
    let workspace = try Workspace(folder.path)
    let name = try #require(try workspace.circuits().first { $0.state == nil }?.name)
    try await withStudio(folder.path, view: "circuit=\(name)") { page in
      #expect(try await page.value("model.lanes") == [])
      try await page.click("Infer")
      try await page.wait(until: "a proposal is staged", "model.staged !== null")
      try await page.click("Accept rest")
      try await page.click("Apply")
      try await page.wait(until: "the lane is there", "model.editedSegments.length > 4")
      let circuit = try workspace.circuit(name)
      #expect(try await page.value("model.lanes[0]").integer == circuit.state)
      try await page.ready()
      try await page.browser.keepScreenshot("inferred")

      // What is corrected by hand teaches the next inference, and stays.
      let run = try #require(try await page.segments(0..<Int.max).first { $0.state == "on" })
      try await page.value("model.show(\(run.from) - 3600, \(run.to) + 3600)")
      try await page.ready()
      try await page.browser.click(try await page.point((run.from + run.to) / 2), times: 2)
      try await page.ready()
      try await page.press("i")
      try await page.wait(until: "a proposal is staged", "model.staged !== null")
      let differences: [Difference] = try await page.value(
        "model.staged.proposal.differences.map(({from, to, present, proposed}) => "
          + "({from, to, present, proposed}))"
      ).decoded()
      #expect(!differences.contains { $0.from < run.to && $0.to > run.from })
    }
  }

  @Test func `a proposal with verdicts is not discarded unasked`() async throws {
    let (folder, _) = try Self.school()
    let start = try StudioSchool.files(in: folder.path)
    try await withStudio(folder.path) { page in
      try await page.press("i")
      try await page.wait(until: "a proposal is staged", "model.staged !== null")
      try await page.press("a")
      try await page.click("Discard")
      let dialog = try await page.browser.element("dialog[open]")
      #expect(try await dialog.text.contains("1 verdict of yours would be lost"))
      try await dialog.element("button.rt-primary").click()
      try await page.wait(until: "it is gone", "model.staged === null")
      #expect(try StudioSchool.files(in: folder.path) == start)
    }
  }
}
