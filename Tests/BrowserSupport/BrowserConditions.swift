/// Under what conditions a page is looked at.
public struct BrowserConditions: Sendable, Hashable {
  /// Size of the page's part of the window, in CSS pixels.
  public var width: Int
  public var height: Int
  /// Device pixels in a CSS pixel.
  public var scale: Double
  /// Languages in order of preference, as the browser asks for them: `["fr-FR", "fr"]`.
  public var languages: [String]
  /// Time zone of the browser's own clock, such as `Europe/Paris`.
  public var timeZone: String
  /// Whether the person prefers dark colours.
  public var isDark: Bool
  /// Whether the person asked the system for less motion.
  public var wantsLessMotion: Bool
  /// Whether the pointer is a finger.
  public var hasTouch: Bool

  /// A laptop of 13 inches in English, unless told otherwise.
  public init(
    width: Int = 1280, height: Int = 800, scale: Double = 1, languages: [String] = ["en-GB", "en"],
    timeZone: String = "Europe/Paris", isDark: Bool = false, wantsLessMotion: Bool = false,
    hasTouch: Bool = false
  ) {
    self.width = width
    self.height = height
    self.scale = scale
    self.languages = languages
    self.timeZone = timeZone
    self.isDark = isDark
    self.wantsLessMotion = wantsLessMotion
    self.hasTouch = hasTouch
  }
}

extension BrowserSession {
  /// Changes the conditions of the window; what is on the page notices as it would with a person.
  ///
  /// The languages are asked for from the next page on.
  public func set(_ conditions: BrowserConditions) async throws {
    try await devTools(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(conditions.width)), "height": .number(Double(conditions.height)),
        "deviceScaleFactor": .number(conditions.scale), "mobile": false,
      ])
    try await devTools(
      "Emulation.setEmulatedMedia",
      [
        "features": [
          [
            "name": "prefers-color-scheme", "value": conditions.isDark ? "dark" : "light",
          ],
          [
            "name": "prefers-reduced-motion",
            "value": conditions.wantsLessMotion ? "reduce" : "no-preference",
          ],
        ]
      ])
    try await devTools(
      "Emulation.setTouchEmulationEnabled",
      ["enabled": .bool(conditions.hasTouch), "maxTouchPoints": 5])
    try await devTools(
      "Emulation.setTimezoneOverride", ["timezoneId": .string(conditions.timeZone)])
    try await devTools(
      "Emulation.setLocaleOverride", ["locale": .string(conditions.languages.first ?? "")])
    let agent = try await devTools("Browser.getVersion")["userAgent"]
    try await devTools(
      "Network.setUserAgentOverride",
      [
        "userAgent": agent,
        "acceptLanguage": .string(conditions.languages.joined(separator: ",")),
      ])
  }
}
