public import Foundation

/// A browser that runs under a driver: one window and the page in it.
///
/// Points are in CSS pixels from the upper left corner of the window's page.
public final class BrowserSession: Sendable {
  let driver: ChromeDriver
  let id: String

  init(driver: ChromeDriver, id: String) {
    self.driver = driver
    self.id = id
  }

  /// Says something about this session to the driver.
  @discardableResult
  func send(_ method: String, _ path: String, _ body: JSON = [:]) async throws -> JSON {
    try await driver.send(method, "/session/\(id)\(path)", body)
  }

  /// Gives a command of the Chrome DevTools Protocol.
  @discardableResult
  public func devTools(_ command: String, _ parameters: JSON = [:]) async throws -> JSON {
    try await send("POST", "/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
  }

  // MARK: - Pages

  /// Opens a page and waits until it has loaded.
  public func open(_ address: String) async throws {
    try await send("POST", "/url", ["url": .string(address)])
  }

  /// The address of the page.
  public var address: String {
    get async throws { try await send("GET", "/url").string ?? "" }
  }

  /// The title of the page.
  public var title: String {
    get async throws { try await send("GET", "/title").string ?? "" }
  }

  /// Loads the page anew.
  public func reload() async throws { try await send("POST", "/refresh") }

  /// Goes back to the page before.
  public func back() async throws { try await send("POST", "/back") }

  /// Goes forward again.
  public func forward() async throws { try await send("POST", "/forward") }

  /// Looks into a frame of the page: scripts, elements and points are its own from now on.
  public func enter(_ frame: Element) async throws {
    try await send("POST", "/frame", ["id": frame.json])
  }

  /// Looks at the whole page again.
  public func leaveFrames() async throws {
    try await send("POST", "/frame", ["id": nil])
  }

  // MARK: - Scripts

  /// Runs a script in the page, as the body of a function, and waits for what it promises.
  ///
  /// It is not subject to the page's Content-Security-Policy.
  ///
  /// - Parameters:
  ///   - body: `return` gives a value or a promise of one; `arguments` are the others.
  ///   - arguments: What it takes. An element goes in as ``Element/json``.
  /// - Returns: What it returns or promises; null for undefined.
  /// - Throws: ``BrowserFailure`` with the error that the script throws.
  @discardableResult
  public func script(_ body: String, _ arguments: JSON...) async throws -> JSON {
    try await run(body, arguments)
  }

  private func run(_ body: String, _ arguments: [JSON]) async throws -> JSON {
    try await send(
      "POST", "/execute/sync", ["script": .string(body), "args": .array(arguments)])
  }

  /// Runs a script that calls its last argument, a function, with the result.
  @discardableResult
  public func callbackScript(_ body: String, _ arguments: JSON...) async throws -> JSON {
    try await send(
      "POST", "/execute/async", ["script": .string(body), "args": .array(arguments)])
  }

  /// Runs a script again and again until it gives something true.
  ///
  /// - Parameters:
  ///   - what: What is awaited, for the error: "the lane shows three segments".
  ///   - body: As for ``script(_:_:)``.
  ///   - arguments: As there.
  ///   - limit: How long to go on.
  /// - Returns: What the script gave at last.
  /// - Throws: ``BrowserFailure``, with the last value and the console, when time is up.
  @discardableResult
  public func wait(
    until what: String, _ body: String, _ arguments: JSON..., within limit: Duration = .seconds(20)
  ) async throws -> JSON {
    let deadline = ContinuousClock.now + limit
    while true {
      let value = try await run(body, arguments)
      if value.isTruthy { return value }
      guard ContinuousClock.now < deadline else {
        let console = try await console()
        throw BrowserFailure(
          "waited \(limit) until \(what); the page's last value was \(value)"
            + (console.isEmpty ? "" : "; its console says: \(console.joined(separator: "\n"))"))
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Waits until the browser has drawn what scripts have changed.
  public func frame() async throws {
    try await script(
      "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        + ".then(() => null)")
  }

  // MARK: - What a developer would look at

  /// What the console has said since the last time that one asked: errors of scripts, refused
  /// requests, warnings and messages.
  public func console() async throws -> [String] {
    let entries = try await send("POST", "/se/log", ["type": "browser"]).array ?? []
    return entries.map { "\($0["level"].string ?? "?"): \($0["message"].string ?? "\($0)")" }
  }

  /// A picture of the window, as PNG.
  public func screenshot() async throws -> Data {
    guard let text = try await send("GET", "/screenshot").string,
      let data = Data(base64Encoded: text)
    else { throw BrowserFailure("the browser gave no picture") }
    return data
  }

  /// Keeps a picture of the window among the pictures of the tests.
  ///
  /// - Parameter name: Name of the file, without `.png`.
  /// - Returns: Path of the file, in `.build/screenshots`.
  /// - Throws: What the system says of a file that cannot be written.
  @discardableResult
  public func keepScreenshot(_ name: String) async throws -> String {
    let folder = Project.root.appendingPathComponent(".build/screenshots")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("\(name).png")
    try await screenshot().write(to: file)
    return file.path
  }

  // MARK: - Windows

  /// A place and size on the screen.
  public struct WindowFrame: Sendable, Hashable, Codable {
    public var x, y, width, height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
  }

  /// The window's place and size on the screen, its borders included.
  public var window: WindowFrame {
    get async throws { try await send("GET", "/window/rect").decoded() }
  }

  /// Moves and sizes the window. A size of the page set by ``set(_:)`` stays.
  public func setWindow(_ frame: WindowFrame) async throws {
    try await send(
      "POST", "/window/rect",
      [
        "x": .number(Double(frame.x)), "y": .number(Double(frame.y)),
        "width": .number(Double(frame.width)), "height": .number(Double(frame.height)),
      ])
  }

  /// A tab of the browser.
  public struct Tab: Sendable, Hashable { let handle: String }

  /// The tab that this session looks at.
  public var tab: Tab {
    get async throws { Tab(handle: try await send("GET", "/window").string ?? "") }
  }

  /// All tabs of the browser.
  public var tabs: [Tab] {
    get async throws {
      let handles = try await send("GET", "/window/handles").array ?? []
      return handles.compactMap(\.string).map(Tab.init(handle:))
    }
  }

  /// Opens an empty tab and looks at it, under these conditions.
  public func openTab(_ conditions: BrowserConditions = .init()) async throws -> Tab {
    let answer = try await send("POST", "/window/new", ["type": "tab"])
    let tab = Tab(handle: answer["handle"].string ?? "")
    try await look(at: tab)
    try await set(conditions)
    return tab
  }

  /// Looks at another tab.
  public func look(at tab: Tab) async throws {
    try await send("POST", "/window", ["handle": .string(tab.handle)])
  }

  /// Forgets what the pages have stored and said, and goes on in a new window, the only one.
  ///
  /// A window in which a page went away under a finger may let no finger through any more, to any
  /// page: so none is used twice.
  func reset(_ conditions: BrowserConditions) async throws {
    try await send("DELETE", "/actions")
    let origin = try await script("return location.origin")
    if origin != "null" {
      try await devTools(
        "Storage.clearDataForOrigin", ["origin": origin, "storageTypes": "all"])
    }
    try await devTools("Network.clearBrowserCache")
    let used = try await send("GET", "/window/handles").array?.compactMap(\.string) ?? []
    let new = try await send("POST", "/window/new", ["type": "window"])
    for handle in used {
      try await look(at: Tab(handle: handle))
      try await send("DELETE", "/window")
    }
    try await look(at: Tab(handle: new["handle"].string ?? ""))
    try await set(conditions)
    _ = try await console()
  }

  /// Closes the browser.
  public func close() async throws { try await send("DELETE", "") }
}
