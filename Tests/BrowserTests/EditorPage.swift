import BrowserSupport
import Foundation

/// A person before an editor, who points and types, and what the page then knows.
protocol EditorPage: Sendable {
  /// Id of the element that holds the editor.
  static var host: String { get }

  var browser: BrowserSession { get }

  /// Clicks the button of this name.
  func click(_ name: String) async throws
}

extension EditorPage {
  /// The editor of the page, in scripts.
  static var editor: String { "const editor = document.getElementById('\(host)')?.editor;" }

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
        let {left, top} = chart.front.getBoundingClientRect();
        // A pointer is told the whole window's points, in a frame too.
        for (let it = window; it.frameElement; it = it.parent) {
          const box = it.frameElement.getBoundingClientRect();
          left += box.left + it.frameElement.clientLeft;
          top += box.top + it.frameElement.clientTop;
        }
        return {x: left + chart.time.x(\(time)), y: top + \(height)};
      })()
      """)
    guard let x = place["x"].number, let y = place["y"].number else {
      throw EditorPageError("the page has no place for \(time): \(place)")
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

  /// Closes the notices, which may lie over the lane.
  func closeNotices() async throws {
    for button in try await browser.elements(".rt-notice button") { try await button.click() }
  }

  /// The segments of the edited lane that touch a period.
  func segments(_ times: Range<Int>) async throws -> [EditorSegment] {
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

/// A segment as the page knows it.
struct EditorSegment: Decodable, Equatable {
  let from, to: Int
  let state, provenance: String
}

/// What a test found missing in the page.
struct EditorPageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
