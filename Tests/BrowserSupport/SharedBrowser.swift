/// The one browser that all tests of a process share, since to start one takes a second or more.
///
/// It ends with the process.
actor SharedBrowser {
  static let one = SharedBrowser()

  private var session: BrowserSession?
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Waits for one's turn, in the order of asking.
  func take() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func release() {
    if waiting.isEmpty {
      isTaken = false
    } else {
      waiting.removeFirst().resume()
    }
  }

  /// The browser, as if new. For who has taken it.
  func session(_ conditions: BrowserConditions) async throws -> BrowserSession {
    if let session {
      do {
        try await session.reset(conditions)
        return session
      } catch {
        // A test may have left it in any state, or dead: a new one then.
        self.session = nil
        try? await session.close()
        try? await session.driver.stop()
      }
    }
    let session = try await ChromeDriver().newBrowser(conditions)
    self.session = session
    return session
  }
}

/// Looks at pages in the browser that all tests share; others wait meanwhile.
///
/// Nothing is left in it of earlier pages. When the body has thrown, a picture of the window is kept.
///
/// - Parameters:
///   - conditions: Under what conditions.
///   - consoleMaySpeak: Whether the pages may log messages, warnings and errors. Where they may not,
///     one that the body has not fetched by ``BrowserSession/console()`` is a failure.
///   - test: Name of the picture.
///   - body: What to do there.
/// - Returns: What the body returns.
/// - Throws: What the body throws, and ``BrowserFailure``.
public func withBrowser<Result: Sendable>(
  _ conditions: BrowserConditions = .init(), consoleMaySpeak: Bool = false,
  test: String = #function, _ body: (BrowserSession) async throws -> Result
) async throws -> Result {
  await SharedBrowser.one.take()
  do {
    let session = try await SharedBrowser.one.session(conditions)
    let result: Result
    do {
      result = try await body(session)
    } catch {
      let name = test.filter { $0.isLetter || $0.isNumber || $0 == " " }
      _ = try? await session.keepScreenshot("failed \(name)")
      throw error
    }
    let console = try await session.console()
    guard consoleMaySpeak || console.isEmpty else {
      throw BrowserFailure("the console says: \(console.joined(separator: "\n"))")
    }
    await SharedBrowser.one.release()
    return result
  } catch {
    await SharedBrowser.one.release()
    throw error
  }
}

/// Looks at pages in a browser of one's own, with a profile of its own: another person's, say.
public func withOtherBrowser<Result: Sendable>(
  _ conditions: BrowserConditions = .init(), _ body: (BrowserSession) async throws -> Result
) async throws -> Result {
  let driver = try await ChromeDriver()
  let session = try await driver.newBrowser(conditions)
  do {
    let result = try await body(session)
    try await session.close()
    try await driver.stop()
    return result
  } catch {
    try? await session.close()
    try? await driver.stop()
    throw error
  }
}
