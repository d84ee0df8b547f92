import Emoncms
import Foundation
import TestSupport
import Testing

@testable import EmoncmsModule

@Suite struct EditorExaminationTests {
  private static let version = "1.10.0"

  /// An Emoncms with the editor of this program, and its database.
  private struct Examined {
    let checkout: Checkout
    let database: Database

    init(_ assembly: ModuleAssembly? = nil, hasTables: Bool = true) throws {
      checkout = try Checkout()
      database = try Database()
      if hasTables { try database.makeTables() }
      try checkout.install(assembly ?? ModuleAssembly(version: version))
    }

    func examine() -> EmoncmsExamination {
      var examination = EmoncmsExamination()
      EditorExamination(
        settings: database.settings(of: checkout.folder.path), version: version
      ).add(to: &examination)
      return examination
    }

    /// The one thing that is found.
    func finding() throws -> EmoncmsFinding {
      let findings = examine().findings
      #expect(findings.count == 1, "\(findings)")
      return try #require(findings.first)
    }

    func facts() -> [String: String] {
      Dictionary(uniqueKeysWithValues: examine().facts.map { ($0.name, $0.text) })
    }
  }

  @Test func `an editor that is well is a fact`() throws {
    let it = try Examined()
    #expect(it.examine().findings == [])
    #expect(it.facts() == ["editor": "of Retouche 1.10.0", "edits in Emoncms": "0"])
  }

  @Test func `an editor that has not been used has no tables yet`() throws {
    let it = try Examined(hasTables: false)
    #expect(it.examine().findings == [])
    #expect(it.facts()["edits in Emoncms"] == "none yet")
  }

  @Test func `no editor is a fact, and so is what it left`() throws {
    let it = try Examined()
    try ModuleRemover().remove(try it.checkout.removal(), discardingChanges: false)
    #expect(it.examine().findings == [])
    #expect(
      it.facts() == ["editor": "not installed", "edits in Emoncms": "0, kept without the editor"])
    try FileManager.default.createSymbolicLink(
      atPath: it.checkout.module, withDestinationPath: "/elsewhere")
    #expect(it.facts()["editor"] == "a link to /elsewhere, made by hand")
  }

  @Test func `what is not ours in its place is found`() throws {
    let it = try Examined()
    try FileManager.default.removeItem(atPath: "\(it.checkout.module)/\(ModuleManifest.name)")
    #expect(try it.finding().problem == "is not of Retouche's making")
  }

  @Test func `an older version, and another build, are found`() throws {
    let older = try Examined(try SomeModule.old(version: "1.9.0")).finding()
    #expect(older.problem == "is of Retouche 1.9.0, and this program is 1.10.0")
    #expect(older.remedy.contains("install-editor"))
    let other = try Examined(try SomeModule.new(version: "1.10.0")).finding()
    #expect(other.problem.hasPrefix("is of another build"))
    #expect(try Examined(try SomeModule.new(version: "1.11.0")).examine().findings == [])
  }

  @Test func `changed, added, missing and unreadable files are found`() throws {
    let changed = try Examined()
    try changed.checkout.write("<?php // mine", to: "Modules/retouche/retouche_menu.php")
    #expect(try changed.finding().problem == "was changed by hand: retouche_menu.php")
    #expect(try changed.finding().remedy.contains("--discard-changes"))
    let missing = try Examined()
    try FileManager.default.removeItem(atPath: "\(missing.checkout.module)/module.json")
    #expect(try missing.finding().problem == "is incomplete: module.json missing")
    let unreadable = try Examined()
    try unreadable.checkout.setMode(0o600, of: "Modules/retouche/module.json")
    if geteuid() == 0 {
      #expect(chown(unreadable.database.dataFolder.path, 33, 33) == 0)
      #expect(
        try unreadable.finding().problem == "cannot be read by the web server: module.json")
    }
  }

  @Test func `a page that is gone is said to be`() throws {
    let it = try Examined()
    try FileManager.default.removeItem(atPath: "\(it.checkout.module)/page")
    let finding = try it.finding()
    #expect(finding.problem.hasPrefix("is incomplete: page/"))
    #expect(finding.problem.contains("and 6") && finding.problem.hasSuffix("more missing"))
    #expect(finding.consequence == "The page's folder is gone, and no editor opens.")
  }

  @Test func `what a killed program left is found`() throws {
    let it = try Examined()
    try it.checkout.make("Modules/.retouche-unfinished-left")
    #expect(try it.finding().problem == "holds .retouche-unfinished-left")
  }

  @Test func `a table that is missing beside the other is found`() throws {
    let it = try Examined(hasTables: false)
    try it.database.makeTables(edits: false)
    let finding = try it.finding()
    #expect(finding.subject.contains("database \(it.database.name)"))
    #expect(finding.problem == "has no table retouche_edit")
    #expect(finding.consequence == "The history of the editor is gone.")
  }

  @Test func `edits that were begun and left are found, once a minute has passed`() throws {
    let it = try Examined()
    try it.database.makeFeed(19)
    try it.database.makeFeed(21)
    try it.database.addEdit(of: 19, "pending", age: 30)
    try it.database.addEdit(of: 19, "done", age: 3600)
    // Points that are gone wait for nothing: another start, and no feed at all.
    try it.database.addEdit(of: 21, "pending", age: 3600, start: 1_612_790_700)
    try it.database.addEdit(of: 99, "pending", age: 3600)
    #expect(it.examine().findings == [])
    try it.database.addEdit(of: 19, "pending", age: 90)
    let finding = try it.finding()
    #expect(finding.subject == "feed 19")
    #expect(finding.problem.hasPrefix("has an edit in Emoncms's editor that was begun"))
    #expect(it.facts()["edits in Emoncms"] == "5")
  }

  @Test func `a folder that is no Emoncms's is a fact`() throws {
    let database = try Database()
    var examination = EmoncmsExamination()
    EditorExamination(settings: database.settings(), version: Self.version).add(to: &examination)
    #expect(examination.findings == [])
    #expect(examination.facts.first?.text.hasPrefix("cannot be looked for: /nowhere") == true)
  }
}
