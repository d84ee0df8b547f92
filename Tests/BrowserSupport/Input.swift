/// A key of the keyboard: a character, or one of those that write none.
public struct Key: Sendable, Hashable, ExpressibleByStringLiteral {
  /// What the WebDriver standard calls it.
  let text: String

  public init(stringLiteral text: String) { self.text = text }
  public init(_ character: Character) { text = String(character) }

  public static let backspace: Key = "\u{E003}"
  public static let tab: Key = "\u{E004}"
  public static let enter: Key = "\u{E007}"
  public static let shift: Key = "\u{E008}"
  public static let control: Key = "\u{E009}"
  public static let alt: Key = "\u{E00A}"
  public static let meta: Key = "\u{E03D}"
  public static let escape: Key = "\u{E00C}"
  public static let space: Key = " "
  public static let pageUp: Key = "\u{E00E}"
  public static let pageDown: Key = "\u{E00F}"
  public static let end: Key = "\u{E010}"
  public static let home: Key = "\u{E011}"
  public static let left: Key = "\u{E012}"
  public static let up: Key = "\u{E013}"
  public static let right: Key = "\u{E014}"
  public static let down: Key = "\u{E015}"
  public static let delete: Key = "\u{E017}"
}

/// What points.
public enum Pointer: String, Sendable {
  case mouse, touch, pen
}

/// A button of the mouse.
public enum Button: Int, Sendable {
  case left = 0
  case middle = 1
  case right = 2
}

/// One thing that hands do.
public enum InputStep: Sendable {
  case keyDown(Key)
  case keyUp(Key)
  case move(Point)
  case press(Button = .left)
  case release(Button = .left)
  /// Turns the wheel there, by CSS pixels to the right and down.
  case scroll(Point, by: Point)
  case pause(Duration)
}

extension BrowserSession {
  /// Does these things one after another. What is pressed stays so until it is released, in a later
  /// call too.
  public func perform(_ steps: [InputStep], with pointer: Pointer = .mouse) async throws {
    var keys: [JSON] = []
    var moves: [JSON] = []
    var turns: [JSON] = []
    let rest: JSON = ["type": "pause", "duration": 0]
    for step in steps {
      var (key, move, turn) = (rest, rest, rest)
      switch step {
      case .keyDown(let it): key = ["type": "keyDown", "value": .string(it.text)]
      case .keyUp(let it): key = ["type": "keyUp", "value": .string(it.text)]
      case .move(let point): move = Self.move(to: point)
      case .press(let button): move = Self.button("pointerDown", button)
      case .release(let button): move = Self.button("pointerUp", button)
      case .scroll(let point, let distance):
        turn = [
          "type": "scroll", "duration": 0, "origin": "viewport",
          "x": .number(point.x.rounded()), "y": .number(point.y.rounded()),
          "deltaX": .number(distance.x.rounded()), "deltaY": .number(distance.y.rounded()),
        ]
      case .pause(let duration):
        key = [
          "type": "pause", "duration": .number((duration / .milliseconds(1)).rounded()),
        ]
      }
      keys.append(key)
      moves.append(move)
      turns.append(turn)
    }
    try await act([
      ["type": "key", "id": "keyboard", "actions": .array(keys)],
      Self.pointer(pointer, "\(pointer)", moves),
      ["type": "wheel", "id": "wheel", "actions": .array(turns)],
    ])
  }

  private func act(_ sources: JSON) async throws {
    try await send("POST", "/actions", ["actions": sources])
  }

  private static func pointer(_ kind: Pointer, _ id: String, _ actions: [JSON]) -> JSON {
    [
      "type": "pointer", "id": .string(id), "parameters": ["pointerType": .string(kind.rawValue)],
      "actions": .array(actions),
    ]
  }

  private static func move(to point: Point) -> JSON {
    [
      "type": "pointerMove", "duration": 0, "origin": "viewport", "x": .number(point.x),
      "y": .number(point.y),
    ]
  }

  private static func button(_ what: String, _ button: Button) -> JSON {
    ["type": .string(what), "button": .number(Double(button.rawValue))]
  }

  // MARK: - Keys

  /// Presses a key and lets it go, with others held meanwhile.
  public func press(_ key: Key, holding held: Key..., times: Int = 1) async throws {
    let once: [InputStep] = [.keyDown(key), .keyUp(key)]
    try await perform(Self.holding(held, Array(repeating: once, count: times).flatMap { $0 }))
  }

  /// Types a text into what has the focus.
  public func type(_ text: String) async throws {
    try await perform(text.flatMap { [.keyDown(Key($0)), .keyUp(Key($0))] })
  }

  private static func holding(_ keys: [Key], _ steps: [InputStep]) -> [InputStep] {
    keys.map { .keyDown($0) } + steps + keys.reversed().map { .keyUp($0) }
  }

  // MARK: - Pointers

  /// Moves the pointer there.
  public func hover(_ point: Point) async throws { try await perform([.move(point)]) }

  /// Clicks, or taps with a finger.
  ///
  /// - Parameters:
  ///   - point: Where.
  ///   - times: 2 for a double click.
  ///   - button: With which button of the mouse.
  ///   - held: Keys that are held meanwhile.
  ///   - pointer: With what.
  /// - Throws: ``BrowserFailure`` when the point is outside of the window.
  public func click(
    _ point: Point, times: Int = 1, button: Button = .left, holding held: Key...,
    with pointer: Pointer = .mouse
  ) async throws {
    let once: [InputStep] = [.press(button), .release(button)]
    let steps = [.move(point)] + Array(repeating: once, count: times).flatMap { $0 }
    try await perform(Self.holding(held, steps), with: pointer)
  }

  /// Presses at one point, moves in a straight line, and lets go at another.
  ///
  /// - Parameters:
  ///   - from: Where to press.
  ///   - to: Where to let go.
  ///   - moves: In how many moves, one a frame at the most.
  ///   - button: With which button of the mouse.
  ///   - held: Keys that are held meanwhile.
  ///   - pointer: With what.
  /// - Throws: ``BrowserFailure`` when a point is outside of the window.
  public func drag(
    from: Point, to: Point, moves: Int = 8, button: Button = .left, holding held: Key...,
    with pointer: Pointer = .mouse
  ) async throws {
    var steps: [InputStep] = [.move(from), .press(button)]
    for point in Self.line(from, to, moves) { steps += [.move(point), .pause(Self.frameTime)] }
    steps.append(.release(button))
    try await perform(Self.holding(held, steps), with: pointer)
  }

  /// Turns the wheel, at one point, by CSS pixels; downwards where `down` is positive.
  public func scroll(
    at point: Point, right: Double = 0, down: Double = 0, holding held: Key...
  ) async throws {
    try await perform(Self.holding(held, [.scroll(point, by: Point(right, down))]))
  }

  /// Sets two fingers left and right of a point, moves them along the row, and lifts them.
  ///
  /// - Parameters:
  ///   - point: The point between them.
  ///   - distance: From one finger to the other at first.
  ///   - last: The same at the end.
  ///   - moves: In how many moves.
  /// - Throws: ``BrowserFailure`` when a point is outside of the window.
  public func pinch(
    at point: Point, from distance: Double, to last: Double, moves: Int = 8
  ) async throws {
    let rest: JSON = ["type": "pause", "duration": .number(Self.frameTime / .milliseconds(1))]
    let fingers = [-0.5, 0.5].enumerated().map { number, side in
      let start = Point(point.x + side * distance, point.y)
      let end = Point(point.x + side * last, point.y)
      var actions = [Self.move(to: start), Self.button("pointerDown", .left)]
      for point in Self.line(start, end, moves) { actions += [Self.move(to: point), rest] }
      actions.append(Self.button("pointerUp", .left))
      return Self.pointer(.touch, "finger \(number)", actions)
    }
    try await act(.array(fingers))
  }

  /// So long that the browser draws between two moves.
  private static let frameTime = Duration.milliseconds(17)

  /// Points on the way, the first one left out.
  private static func line(_ from: Point, _ to: Point, _ count: Int) -> [Point] {
    (1...max(count, 1)).map { step in
      let share = Double(step) / Double(max(count, 1))
      return Point(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
    }
  }
}
