/// An element of a page.
public struct Element: Sendable, Hashable {
  let session: BrowserSession
  let id: String

  /// The key under which the standard passes an element.
  private static let key = "element-6066-11e4-a52e-4f735466cecf"

  init(_ session: BrowserSession, _ json: JSON) throws {
    guard let id = json[Self.key].string else {
      throw BrowserFailure("no element of a page: \(json)")
    }
    self.session = session
    self.id = id
  }

  public static func == (a: Element, b: Element) -> Bool { a.id == b.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// The element as a script's argument.
  public var json: JSON { [Self.key: .string(id)] }

  private func get(_ what: String) async throws -> JSON {
    try await session.send("GET", "/element/\(id)/\(what)")
  }

  /// The text that a person sees.
  public var text: String {
    get async throws { try await get("text").string ?? "" }
  }

  /// An attribute as the HTML has it; nil without one.
  public func attribute(_ name: String) async throws -> String? {
    try await get("attribute/\(name)").string
  }

  /// A property of the element in scripts, such as `value` or `checked`.
  public func property(_ name: String) async throws -> JSON { try await get("property/\(name)") }

  /// A property of the style as computed, such as `color`.
  public func style(_ name: String) async throws -> String {
    try await get("css/\(name)").string ?? ""
  }

  /// The name that a screen reader says.
  public var accessibleName: String {
    get async throws { try await get("computedlabel").string ?? "" }
  }

  /// The role that a screen reader says.
  public var accessibleRole: String {
    get async throws { try await get("computedrole").string ?? "" }
  }

  /// Whether a person could see it.
  public var isDisplayed: Bool {
    get async throws { try await get("displayed").bool ?? false }
  }

  /// Whether it takes clicks and keys.
  public var isEnabled: Bool {
    get async throws { try await get("enabled").bool ?? false }
  }

  /// Where it lies in the window.
  public var box: Box {
    get async throws {
      try await session.script(
        """
        const {x, y, width, height} = arguments[0].getBoundingClientRect();
        return {x, y, width, height};
        """, json
      ).decoded()
    }
  }

  /// Scrolls it into view and clicks its middle; refused where something lies over it.
  public func click() async throws { try await session.send("POST", "/element/\(id)/click") }

  /// Empties a field.
  public func clear() async throws { try await session.send("POST", "/element/\(id)/clear") }

  /// Focuses it and types, as if by hand.
  public func type(_ text: String) async throws {
    try await session.send("POST", "/element/\(id)/value", ["text": .string(text)])
  }

  /// The first element within it that a CSS selector fits.
  public func element(_ selector: String) async throws -> Element {
    try Element(
      session,
      try await session.send("POST", "/element/\(id)/element", BrowserSession.css(selector)))
  }

  /// All elements within it that a CSS selector fits.
  public func elements(_ selector: String) async throws -> [Element] {
    let found = try await session.send(
      "POST", "/element/\(id)/elements", BrowserSession.css(selector))
    return try (found.array ?? []).map { try Element(session, $0) }
  }
}

/// A point of the window.
public struct Point: Sendable, Hashable {
  public var x, y: Double

  public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
}

/// A rectangle of the window.
public struct Box: Sendable, Hashable, Codable {
  public var x, y, width, height: Double

  /// A point of the box by its share of width and height; the middle unless told otherwise.
  public func point(_ across: Double = 0.5, _ down: Double = 0.5) -> Point {
    Point(x + width * across, y + height * down)
  }
}
