import BrowserSupport
import Testing

/// Keys, mouse and fingers arrive at a page as a person's would.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct InputTests {
  /// A page that writes down the events it gets.
  private static func recorder() async throws -> StaticPages {
    try await StaticPages(
      body: "<input aria-label=field>",
      script: """
        window.seen = [];
        const pointer = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'click', 'dblclick'];
        document.documentElement.style.cssText = 'height: 100%; touch-action: none';
        for (const type of [...pointer, 'wheel', 'keydown', 'keyup'])
          window.addEventListener(type, e => {
            if (type === 'wheel') e.preventDefault();
            seen.push({
              type, x: e.clientX ?? null, y: e.clientY ?? null, kind: e.pointerType ?? null,
              id: e.pointerId ?? null, buttons: e.buttons ?? null, key: e.key ?? null,
              held: [e.ctrlKey && 'ctrl', e.shiftKey && 'shift', e.altKey && 'alt'].filter(Boolean),
              down: e.deltaY ?? null, right: e.deltaX ?? null,
            });
          }, {passive: false});
        """)
  }

  private struct Event: Decodable {
    let type: String
    let x, y: Double?
    let kind: String?
    let id, buttons: Int?
    let key: String?
    let held: [String]
    let down, right: Double?
  }

  /// What the page saw while this was done.
  private func events(
    _ conditions: BrowserConditions = .init(), _ body: (BrowserSession) async throws -> Void
  ) async throws -> [Event] {
    let pages = try await Self.recorder()
    let events = try await withBrowser(conditions) { page in
      try await page.open(pages.address)
      try await body(page)
      try await page.frame()
      return try await page.script("return seen").decoded(as: [Event].self)
    }
    try await pages.stop()
    return events
  }

  @Test func `a drag is a press, as many moves as asked, and a release`() async throws {
    let seen = try await events { page in
      try await page.drag(from: Point(100, 200), to: Point(500, 300), moves: 10, holding: .shift)
    }
    let pointer = seen.filter { $0.type.hasPrefix("pointer") }
    let down = try #require(pointer.firstIndex { $0.type == "pointerdown" })
    #expect(pointer[down].x == 100 && pointer[down].y == 200)
    let moves = pointer[(down + 1)...].filter { $0.type == "pointermove" }
    #expect(moves.compactMap(\.x) == stride(from: 140, through: 500, by: 40).map { $0 })
    #expect(moves.allSatisfy { $0.buttons == 1 && $0.held == ["shift"] && $0.kind == "mouse" })
    let up = try #require(pointer.last)
    #expect(up.type == "pointerup" && up.x == 500 && up.y == 300 && up.buttons == 0)
    #expect(seen.last?.type == "keyup")
  }

  @Test func `a gesture may be left half way`() async throws {
    let seen = try await events { page in
      try await page.perform([.move(Point(100, 200)), .press(), .move(Point(150, 200))])
      try await page.press(.escape)
      try await page.perform([.move(Point(200, 200)), .release()])
    }
    let types = seen.map(\.type).drop { $0 != "pointerdown" }
    #expect(
      types == [
        "pointerdown", "pointermove", "keydown", "keyup", "pointermove", "pointerup", "click",
      ])
    #expect(seen.first { $0.type == "keydown" }?.key == "Escape")
    #expect(seen.last { $0.type == "pointermove" }?.buttons == 1)
  }

  @Test func `two clicks are a double click`() async throws {
    let seen = try await events { page in try await page.click(Point(300, 300), times: 2) }
    #expect(seen.filter { $0.type == "click" }.count == 2)
    #expect(seen.last?.type == "dblclick")
  }

  @Test func `keys come with those that are held`() async throws {
    let seen = try await events { page in
      try await page.element("input").click()
      try await page.press("z", holding: .control)
      try await page.press(.left, holding: .shift, times: 2)
      try await page.type("6h")
      #expect(try await page.element("input").property("value") == "6h")
    }
    let keys = seen.filter { $0.type == "keydown" }
    #expect(
      keys.map { $0.key ?? "" } == ["Control", "z", "Shift", "ArrowLeft", "ArrowLeft", "6", "h"])
    #expect(keys[1].held == ["ctrl"])
    #expect(keys[4].held == ["shift"])
    #expect(keys[6].held.isEmpty)
  }

  @Test func `the wheel turns where the pointer is`() async throws {
    let seen = try await events { page in
      try await page.scroll(at: Point(300, 250), down: -120, holding: .control)
      try await page.scroll(at: Point(310, 250), right: 40)
    }
    let turns = seen.filter { $0.type == "wheel" }
    #expect(turns.map(\.down) == [-120, 0])
    #expect(turns.map(\.right) == [0, 40])
    #expect(turns.map(\.x) == [300, 310])
    #expect(turns.map(\.held) == [["ctrl"], []])
  }

  @Test func `a finger drags`() async throws {
    let seen = try await events(.init(hasTouch: true)) { page in
      try await page.drag(from: Point(100, 200), to: Point(300, 200), moves: 4, with: .touch)
    }
    let pointer = seen.filter { $0.type.hasPrefix("pointer") }
    #expect(pointer.allSatisfy { $0.kind == "touch" })
    #expect(pointer.first?.type == "pointerdown")
    #expect(pointer.filter { $0.type == "pointermove" }.compactMap(\.x) == [150, 200, 250, 300])
    #expect(pointer.last?.type == "pointerup")
  }

  @Test func `two fingers pinch`() async throws {
    let seen = try await events(.init(hasTouch: true)) { page in
      try await page.pinch(at: Point(400, 300), from: 100, to: 300, moves: 5)
    }
    let fingers = Dictionary(grouping: seen.filter { $0.type.hasPrefix("pointer") }) { $0.id ?? -1 }
    #expect(fingers.count == 2)
    for events in fingers.values {
      #expect(events.first?.type == "pointerdown")
      #expect(events.last?.type == "pointerup")
      #expect(events.filter { $0.type == "pointermove" }.count == 5)
    }
    #expect(Set(fingers.values.compactMap { $0.last?.x }) == [250, 550])
  }
}
