import BrowserSupport
import EmoncmsSupport
import Foundation

/// A person before the editor in Emoncms.
struct EmoncmsPage: EditorPage {
  static let host = "retouche"

  let browser: BrowserSession
  let emoncms: TriedEmoncms

  /// Opens the editor by itself and waits until it shows what it is to show.
  ///
  /// - Parameters:
  ///   - school: The feeds that it shows.
  ///   - days: Days of ``StudioSchool`` that are shown.
  ///   - key: Of an embedder, in the address.
  /// - Throws: `BrowserFailure` when it never does.
  func open(_ school: EmoncmsSchool, _ days: ClosedRange<Int>, key: String? = nil) async throws {
    let given = key.map { "&apikey=\($0)" } ?? ""
    let shown =
      "feeds=\(school.supply),\(school.indoor),\(school.outdoor)&lanes=\(school.state)"
    try await browser.open(
      "\(emoncms.address)retouche/editor?\(school.options)&embed=1\(given)"
        + "#\(shown)&\(Self.days(days))")
    try await ready()
  }

  /// The part of an address that says which days of ``StudioSchool`` are shown.
  static func days(_ days: ClosedRange<Int>) -> String {
    let day = {
      String(format: "2021-%02d-%02dT00:00", $0 < 21 ? 1 : 2, $0 < 21 ? 11 + $0 : $0 - 20)
    }
    return "from=\(day(days.lowerBound))&to=\(day(days.upperBound + 1))"
  }

  /// Clicks the button of this name, in a frame too, where the browser's tree of names ends.
  func click(_ name: String) async throws {
    for button in try await browser.elements("button") where try await button.isDisplayed {
      if try await button.accessibleName == name { return try await button.click() }
    }
    throw EditorPageError("the page has no button \"\(name)\"")
  }

  /// The names of the buttons that a person sees.
  func buttons() async throws -> [String] {
    var names: [String] = []
    for button in try await browser.elements("button") where try await button.isDisplayed {
      names.append(try await button.accessibleName)
    }
    return names
  }
}

/// Opens the editor in an Emoncms as somebody who has logged in.
///
/// - Parameters:
///   - school: The feeds that it shows.
///   - days: Days of ``StudioSchool`` that are shown.
///   - user: Who, where it is the tests' own website.
///   - conditions: Under what conditions one looks.
///   - consoleMaySpeak: Whether the page may log.
///   - test: Name of the picture that is kept of a failure.
///   - body: What to do there.
/// - Throws: What the body throws, and `BrowserFailure`.
func withEmoncmsPage(
  _ school: EmoncmsSchool, _ days: ClosedRange<Int> = 3...3, as user: ModuleServer.User = .writer,
  _ conditions: BrowserConditions = .init(), consoleMaySpeak: Bool = false,
  test: String = #function, _ body: (EmoncmsPage) async throws -> Void
) async throws {
  try await withBrowser(conditions, consoleMaySpeak: consoleMaySpeak, test: test) { browser in
    let page = EmoncmsPage(browser: browser, emoncms: school.emoncms)
    try await school.emoncms.logIn(browser, as: user)
    try await page.open(school, days)
    try await body(page)
    // The page goes first: it would log that its server is gone.
    try await browser.open("about:blank")
  }
}
