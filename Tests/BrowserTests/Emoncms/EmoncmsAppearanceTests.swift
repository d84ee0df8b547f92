import BrowserSupport
import EmoncmsSupport
import Testing

extension EmoncmsEditorTests {
  /// The page in both languages, light and dark: nothing serious is held against it.
  @Suite struct EmoncmsAppearanceTests {
    @Test(arguments: [("fr_FR", false), ("en_GB", true)])
    func `every part is accessible, in the language of the account`(
      _ language: String, _ isDark: Bool
    ) async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        try emoncms.server?.sql("UPDATE users SET language = '\(language)'")
        let isFrench = language == "fr_FR"
        try await withEmoncmsPage(school, 2...5, .init(isDark: isDark)) { page in
          let browser = page.browser
          #expect(
            try await page.value("document.documentElement.lang") == .string(isFrench ? "fr" : "en")
          )
          #expect(try await page.buttons().contains(isFrench ? "Marche" : "On"))
          func check(_ part: String) async throws {
            try await page.ready()
            try await browser.keepScreenshot(
              "Emoncms, \(language)\(isDark ? ", dark" : ""), \(part)")
            let findings = try await browser.accessibilityFindings()
            #expect(findings.isEmpty, "\(part): \(findings)")
          }
          for tab in ["segments", "history", "figures"] {
            try await page.value("(editor.panels.open('\(tab)'), 1)")
            try await check(tab)
          }
          try await browser.press("/")
          try await check("feeds")
          try await browser.press(.escape)
          try await browser.element("select option[value=\"+state\"]").click()
          try await check("new state feed")
          try await browser.press(.escape)
          try await browser.press("?")
          try await check("keys")
        }
      }
    }
  }
}
