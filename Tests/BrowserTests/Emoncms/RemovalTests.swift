import BrowserSupport
import EmoncmsSupport
import Feeds
import Foundation
import Testing

@testable import Emoncms

extension EmoncmsEditorTests {
  /// While it is there nothing of Emoncms is changed; afterwards nothing of it is left.
  @Suite struct RemovalTests {
    private static let night = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
    private static let option = "#visselect option[value=\"../retouche/editor\"]"

    /// What git finds changed in the folder of an Emoncms that was checked out.
    private static func changes(in folder: String) async throws -> String {
      guard FileManager.default.fileExists(atPath: "\(folder)/.git") else { return "" }
      let git = try ChildProcess(
        "/usr/bin/git", ["-c", "safe.directory=*", "-C", folder, "status", "--porcelain"])
      guard try await git.ended() == 0 else { throw EditorPageError("git: \(git.errors)") }
      return git.output
    }

    /// The module's tables in an Emoncms's database.
    private static func tables(of folder: String) throws -> [String] {
      let settings = try EmoncmsSettings(readingFrom: folder)
      return try MariaDBConnection(settings.database).run("SHOW TABLES LIKE 'retouche%'")
        .flatMap { $0.compactMap(\.text) }
    }

    @Test(arguments: TriedModule.all)
    func `installed, it changes no file of Emoncms; removed, it leaves nothing`(
      _ tried: TriedModule
    ) async throws {
      try await tried.use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let module = "\(emoncms.folder)/Modules/retouche"
        #expect(FileManager.default.fileExists(atPath: module))
        let states = try school.states()
        try await withEmoncmsPage(school, consoleMaySpeak: true) { page in
          try await page.paint("On", Self.night)
          let painted = school.setting(states, Self.night, to: .on)
          #expect(try school.states() == painted)
          #expect(try Self.tables(of: emoncms.folder).count == 2)
          #expect(try await Self.changes(in: emoncms.folder) == "")

          try ModuleServer.removeModule(from: emoncms.folder)
          #expect(!FileManager.default.fileExists(atPath: module))
          #expect(try Self.tables(of: emoncms.folder) == [])
          #expect(try await Self.changes(in: emoncms.folder) == "")
          // The feeds stay as they are, and so do Emoncms's pages.
          #expect(try school.states() == painted)
          try await page.browser.open(emoncms.address + "vis/list")
          try await page.browser.wait(
            until: "the list is there",
            "return document.querySelectorAll('#visselect option').length")
          #expect(try await page.browser.elements(Self.option).isEmpty)
          let links = try await page.browser.script(
            "return document.documentElement.outerHTML.includes('retouche')")
          #expect(links == false)
        }
      }
    }
  }
}
