import Foundation

/// The browser and its driver on this machine.
public enum Chromium {
  /// Path of the driver; nil without one.
  public static let driver: String? = find(["chromedriver"])

  /// Whether pages can be tested here.
  ///
  /// A test that needs a browser says so and is skipped without one:
  /// `@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))`.
  public static let isPresent =
    driver != nil && find(["chromium", "chromium-browser", "google-chrome"]) != nil

  private static func find(_ names: [String]) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
      .split(separator: ":")
    return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// How the browser is started: without a window, and so that it asks nobody but this machine.
  static func arguments(profile: String) -> [String] {
    var arguments = [
      "--headless=new", "--user-data-dir=\(profile)", "--no-first-run", "--disable-sync",
      "--disable-background-networking", "--disable-component-update", "--no-proxy-server",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
      // The same pixels on every machine.
      "--force-color-profile=srgb", "--hide-scrollbars", "--font-render-hinting=none",
      "--lang=en-GB",
    ]
    // Chromium refuses its sandbox to root.
    if getuid() == 0 { arguments.append("--no-sandbox") }
    return arguments
  }
}
