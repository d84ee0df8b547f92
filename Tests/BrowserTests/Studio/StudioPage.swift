import BrowserSupport
import Foundation

/// A person before the Studio's page, who points and types, and what the page then knows.
struct StudioPage: Sendable {
  let browser: BrowserSession
  let server: StudioServer

  /// The editor of the page, in scripts.
  static let editor = "const editor = document.getElementById('studio')?.editor;"

  /// Opens the page and waits until it shows what it is to show.
  ///
  /// - Parameter view: The part of the address after `#`.
  /// - Throws: `BrowserFailure` when it never does.
  func open(_ view: String? = nil) async throws {
    try await browser.open(server.address + (view.map { "#\($0)" } ?? ""))
    try await ready()
  }

  /// Waits until everything is read and drawn, and no edit is under way.
  func ready() async throws {
    try await browser.wait(
      until: "the page is ready",
      Self.editor + """
        if (!editor?.chart?.time || editor.model.status.loading) return false;
        if (editor.edits.isPending) return false;
        const {model, chart} = editor;
        return model.lanes.every(id => model.segments.has(id)) && !chart.store.running.size;
        """)
    try await browser.frame()
  }

  /// Something of the editor: an expression with `editor`, `model` and `chart`.
  @discardableResult
  func value(_ expression: String) async throws -> JSON {
    try await browser.script(Self.editor + "const {model, chart} = editor; return \(expression)")
  }

  /// Waits until an expression with `editor`, `model` and `chart` is true.
  func wait(until what: String, _ expression: String) async throws {
    try await browser.wait(
      until: what, Self.editor + "const {model, chart} = editor; return \(expression)")
  }

  // MARK: - Places

  /// Where an instant lies on a lane: the edited one is the first.
  func point(_ time: Int, lane: Int = 0) async throws -> Point {
    try await place(
      time, "chart.layout.lanes[\(lane)].top + chart.layout.lanes[\(lane)].height / 2")
  }

  /// Where an instant lies on the curves, half way up.
  func curvePoint(_ time: Int) async throws -> Point {
    try await place(time, "(chart.layout.plot.top + chart.layout.plot.bottom) / 2")
  }

  private func place(_ time: Int, _ height: String) async throws -> Point {
    let place = try await value(
      """
      (() => {
        const {left, top} = chart.front.getBoundingClientRect();
        return {x: left + chart.time.x(\(time)), y: top + \(height)};
      })()
      """)
    guard let x = place["x"].number, let y = place["y"].number else {
      throw StudioPageError("the page has no place for \(time): \(place)")
    }
    return Point(x.rounded(), y.rounded())
  }

  // MARK: - What a person does

  /// Clicks the button of this name.
  func click(_ name: String) async throws {
    try await browser.element(role: "button", name: name).click()
  }

  /// Drags over the edited lane from one instant to another.
  func drag(
    from: Int, to: Int, moves: Int = 6, freely: Bool = false, with pointer: Pointer = .mouse
  ) async throws {
    let (start, end) = (try await point(from), try await point(to))
    if freely {
      try await browser.drag(from: start, to: end, moves: moves, holding: .alt, with: pointer)
    } else {
      try await browser.drag(from: start, to: end, moves: moves, with: pointer)
    }
    try await ready()
  }

  /// Drags over the lane with a tool.
  func paint(_ tool: String, _ times: Range<Int>) async throws {
    try await click(tool)
    try await drag(from: times.lowerBound, to: times.upperBound)
  }

  /// Presses keys with Ctrl, and waits for what comes of it.
  func control(_ key: Key, shift: Bool = false) async throws {
    if shift {
      try await browser.press(key, holding: .control, .shift)
    } else {
      try await browser.press(key, holding: .control)
    }
    try await ready()
  }

  /// Presses a key and waits for what comes of it.
  func press(_ key: Key, times: Int = 1) async throws {
    try await browser.press(key, times: times)
    try await ready()
  }

  // MARK: - What the page says

  /// The notices that it shows, each a sentence.
  func notices() async throws -> [String] {
    try await browser.script(
      "return [...document.querySelectorAll('.rt-notice p')].map(it => it.textContent)"
    ).decoded()
  }

  /// A segment as the page knows it.
  struct Segment: Decodable, Equatable {
    let from, to: Int
    let state, provenance: String
  }

  /// The segments of the edited lane that touch a period.
  func segments(_ times: Range<Int>) async throws -> [Segment] {
    try await value(
      """
      model.editedSegments
        .filter(it => it.to > \(times.lowerBound) && it.from < \(times.upperBound))
        .map(({from, to, state, provenance}) => ({from, to, state, provenance}))
      """
    ).decoded()
  }

  /// Number of edits that stand, by the page's history.
  func standing() async throws -> Int {
    try await value("model.history.items.filter(it => !it.undone).length").integer ?? -1
  }
}

/// What a test found missing in the page.
struct StudioPageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Opens the page of a workspace in the browser, on a server of its own.
///
/// - Parameters:
///   - workspace: Folder of the workspace.
///   - view: What the page is to show: the part of its address after `#`.
///   - conditions: Under what conditions one looks.
///   - consoleMaySpeak: Whether the page may log.
///   - test: Name of the picture that is kept of a failure.
///   - body: What to do there.
/// - Throws: What the body throws, and `BrowserFailure`.
func withStudio(
  _ workspace: String, view: String? = nil, _ conditions: BrowserConditions = .init(),
  consoleMaySpeak: Bool = false, test: String = #function,
  _ body: (StudioPage) async throws -> Void
) async throws {
  let server = try await StudioServer(workspace: workspace, StudioPage.options)
  try await withBrowser(conditions, consoleMaySpeak: consoleMaySpeak, test: test) { browser in
    let page = StudioPage(browser: browser, server: server)
    try await page.open(view)
    try await body(page)
    // The page goes first: it would log that its server is gone.
    try await browser.open("about:blank")
  }
  if server.isRunning { try await server.stop() }
}

extension StudioPage {
  /// `STUDIO_PAGE=Sources/Studio/Page` tries the page of a folder instead of the one built in.
  static let options: [String] = {
    guard let folder = ProcessInfo.processInfo.environment["STUDIO_PAGE"] else { return [] }
    return ["--page", folder]
  }()

  /// The view of the north circuit over some of the days of ``StudioSchool``.
  static func days(_ days: ClosedRange<Int>) -> String {
    let day = { String(format: "2021-01-%02dT00:00", 11 + $0) }
    return "circuit=north&from=\(day(days.lowerBound))&to=\(day(days.upperBound + 1))"
  }
}
