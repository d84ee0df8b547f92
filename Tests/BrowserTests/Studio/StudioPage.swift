import BrowserSupport
import Foundation

/// A person before the Studio's page.
struct StudioPage: EditorPage {
  static let host = "studio"

  let browser: BrowserSession
  let server: StudioServer

  /// Opens the page and waits until it shows what it is to show.
  ///
  /// - Parameter view: The part of the address after `#`.
  /// - Throws: `BrowserFailure` when it never does.
  func open(_ view: String? = nil) async throws {
    try await browser.open(server.address + (view.map { "#\($0)" } ?? ""))
    try await ready()
  }
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
