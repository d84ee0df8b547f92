import Foundation

extension BrowserSession {
  static func css(_ selector: String) -> JSON {
    ["using": "css selector", "value": .string(selector)]
  }

  /// The first element that a CSS selector fits, waited for.
  ///
  /// - Throws: ``BrowserFailure`` when there is none in time.
  public func element(_ selector: String, within limit: Duration = .seconds(20)) async throws
    -> Element
  {
    let found = try await wait(
      until: "there is \(selector)", "return document.querySelector(arguments[0])",
      .string(selector), within: limit)
    return try Element(self, found)
  }

  /// All elements that a CSS selector fits now.
  public func elements(_ selector: String) async throws -> [Element] {
    let found = try await send("POST", "/elements", Self.css(selector)).array ?? []
    return try found.map { try Element(self, $0) }
  }

  /// The element with the focus.
  public var focused: Element {
    get async throws { try Element(self, try await send("GET", "/element/active")) }
  }

  /// The elements that a screen reader knows by this role and name, now.
  ///
  /// - Parameters:
  ///   - role: Such as `button`, `slider`, `heading`; any where nil.
  ///   - name: The accessible name, whole; any where nil.
  /// - Returns: The elements, in the order of the page.
  /// - Throws: ``BrowserFailure`` when the page goes away meanwhile.
  public func elements(role: String?, name: String?) async throws -> [Element] {
    let root = try await devTools("DOM.getDocument", ["depth": 0])["root"]["nodeId"]
    var query: [String: JSON] = ["nodeId": root]
    query["role"] = role.map(JSON.string)
    query["accessibleName"] = name.map(JSON.string)
    let nodes = try await devTools("Accessibility.queryAXTree", .object(query))["nodes"].array ?? []
    var elements: [Element] = []
    for node in nodes where node["ignored"] != true {
      let object = try await devTools(
        "DOM.resolveNode", ["backendNodeId": node["backendDOMNodeId"]])["object"]["objectId"]
      // From the protocol's name of the element to the driver's, by way of the page.
      let place = "retouche-\(UUID().uuidString)"
      try await devTools(
        "Runtime.callFunctionOn",
        [
          "objectId": object, "arguments": [["value": .string(place)]],
          "functionDeclaration": """
          function (place) {
            window[place] = this.nodeType === Node.ELEMENT_NODE ? this : this.parentElement;
          }
          """,
        ])
      let found = try await script(
        "const it = window[arguments[0]]; delete window[arguments[0]]; return it", .string(place))
      if found != .null { elements.append(try Element(self, found)) }
    }
    return elements
  }

  /// The one element that a screen reader knows by this role and name, waited for.
  ///
  /// - Throws: ``BrowserFailure`` when there is none in time, or there are several.
  public func element(role: String, name: String, within limit: Duration = .seconds(20))
    async throws
    -> Element
  {
    let deadline = ContinuousClock.now + limit
    while true {
      let found = try await elements(role: role, name: name)
      if found.count == 1 { return found[0] }
      guard ContinuousClock.now < deadline else {
        throw BrowserFailure(
          "the page has \(found.count) elements with the role \(role) and the name \"\(name)\"")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
