import BrowserSupport
import Foundation
import TestSupport
import Testing

/// The page's words: both languages complete, and none asked for that is not there.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct WordsTests {
  /// The page's folder in the sources.
  static let page = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // Studio
    .deletingLastPathComponent()  // BrowserTests
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()
    .appendingPathComponent("Sources/Studio/Page")

  /// The page's scripts, by their path.
  static func scripts() throws -> [String: String] {
    var scripts: [String: String] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: page.path) ?? .init()
    where name.hasSuffix(".js") {
      scripts[name] = try String(contentsOf: page.appendingPathComponent(name), encoding: .utf8)
    }
    return scripts
  }

  /// Texts by key in each language, as the page has them: forms of a number are keys of their own.
  private func tables() async throws -> [String: [String: String]] {
    let school = try StudioSchool()
    let parts = try Self.scripts().keys.filter { $0.contains("/words-") }.sorted()
    var tables: [String: [String: String]] = [:]
    try await withStudio(school.path) { page in
      tables = try await page.browser.script(
        """
        const tables = {};
        const add = (language, table) => {
          for (const [key, text] of Object.entries(table)) {
            if (key in (tables[language] ??= {})) throw new Error(`${key} is there twice`);
            tables[language][key] = typeof text === 'string' ? text : JSON.stringify(text);
          }
        };
        return Promise.all(arguments[0].map(path => import('/' + path))).then(modules => {
          for (const module of modules) {
            for (const [name, value] of Object.entries(module)) {
              if (name === 'en' || name === 'fr') add(name, value);
              else for (const language of ['en', 'fr']) add(language, value[language]);
            }
          }
          return tables;
        });
        """, .array(parts.map { .string($0) })
      ).decoded()
    }
    return tables
  }

  @Test func `both languages say the same things, with the same values in them`() async throws {
    let tables = try await tables()
    let (english, french) = (tables["en"] ?? [:], tables["fr"] ?? [:])
    #expect(english.count > 200)
    #expect(Set(english.keys).symmetricDifference(french.keys) == [])
    for (key, text) in english {
      #expect(Self.values(in: text) == Self.values(in: french[key] ?? ""), "\(key)")
      #expect(!text.isEmpty && french[key] != "", "\(key)")
    }
  }

  /// The names in braces of a text.
  private static func values(in text: String) -> Set<Substring> {
    Set(text.matches(of: /\{(\w+)\}/).map(\.1))
  }

  @Test func `every word that the scripts ask for is there, and none is there for nothing`()
    async throws
  {
    let keys = Set((try await tables()["en"] ?? [:]).keys)
    let scripts = try Self.scripts().filter { !$0.key.contains("/words-") }
    var asked = 0
    for (name, script) in scripts {
      for match in script.matches(of: /\bwords\(\s*'([^']+)'/) {
        asked += 1
        #expect(keys.contains(String(match.1)), "\(name) asks for \(match.1)")
      }
      // What is put together: `state.${state}`.
      for match in script.matches(of: /\bwords\(\s*`([^`$]+)\$\{/) {
        asked += 1
        #expect(keys.contains { $0.hasPrefix(match.1) }, "\(name) asks for \(match.1)…")
      }
    }
    #expect(asked > 100)
    let text = scripts.values.joined(separator: "\n")
    let prefixes = text.matches(of: /[`']([a-zA-Z]+\.(?:[a-zA-Z]+\.)?)\$\{/).map { String($0.1) }
    for key in keys.sorted() {
      let isUsed =
        text.contains("'\(key)'") || prefixes.contains { key.hasPrefix($0) }
        || key.hasPrefix("figures.") || key.hasPrefix("score.")
      #expect(isUsed, "nothing says \(key)")
    }
  }

  @Test func `the commands that the page names are there`() async throws {
    let folder = try TemporaryFolder()
    var commands = Set<String>()
    for table in try await tables().values {
      for text in table.values {
        commands.formUnion(text.matches(of: /[“«]\s*retouche (\w+)/).map { String($0.1) })
      }
    }
    #expect(commands.count >= 3)
    for command in commands {
      // A command that is not there ends with an error.
      try await CommandLineTool.run(command, "--help", in: folder.path)
    }
  }

  @Test func `the page speaks French where the browser asks for it, and can be switched`()
    async throws
  {
    let school = try StudioSchool()
    let french = BrowserConditions(languages: ["fr-FR", "fr", "en"])
    try await withStudio(school.path, view: StudioPage.days(3...9), french) { page in
      #expect(try await page.value("document.documentElement.lang") == "fr")
      _ = try await page.browser.element(role: "button", name: "Déduire")
      try await page.browser.keepScreenshot("french")
      try await page.browser.element(role: "combobox", name: "Langue").type("English")
      // The letters after the first stay in the list that speaks English now.
      #expect(try await page.browser.focused.accessibleName == "Language")
      #expect(try await page.standing() == 1)
      _ = try await page.browser.element(role: "button", name: "Infer")
      #expect(try await page.value("document.documentElement.lang") == "en")
      try await page.browser.reload()
      try await page.ready()
      _ = try await page.browser.element(role: "button", name: "Infer")
    }
  }
}
