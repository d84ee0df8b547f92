import Emoncms
import Foundation
import Glibc
import TestSupport
import Testing

@testable import EmoncmsModule

@Suite struct InstallationTests {
  @Test func `the module is installed whole, readable by all and writable by its owner`() throws {
    let checkout = try Checkout()
    let module = try SomeModule.old()
    let plan = try checkout.install(module)
    #expect(plan.action == .install)
    #expect(plan.added == module.files && plan.replaced.isEmpty && plan.removed.isEmpty)
    #expect(try checkout.files() == module.content)
    #expect(try checkout.neighbours() == ["feed", "retouche", "vis"])
    for path in module.folders + ["."] {
      let status = try #require(try checkout.status(path))
      #expect(status.mode == 0o755 && status.user == geteuid(), "\(path)")
    }
    for file in module.files {
      let status = try #require(try checkout.status(file.path))
      #expect(status.mode == 0o644 && status.user == geteuid(), "\(file.path)")
    }
    guard case .installed(let installed) = try checkout.state() else {
      Issue.record("not installed")
      return
    }
    #expect(installed.version == "1.2.0" && installed.isWhole && installed.byOthers.isEmpty)
    #expect(installed.pages == [module.pageDigest])
  }

  @Test func `sha256sum agrees with the list`() throws {
    let checkout = try Checkout()
    try checkout.install(try SomeModule.old())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", "--strict", "--quiet", "--check", ModuleManifest.name]
    process.currentDirectoryURL = URL(fileURLWithPath: checkout.module)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `a second time there is nothing to do`() throws {
    let checkout = try Checkout()
    try checkout.install(try SomeModule.old())
    let inode = try #require(try checkout.status())
    let plan = try checkout.install(try SomeModule.old())
    #expect(plan.action == .none && plan.isNothing)
    #expect(try checkout.status() == inode, "the folder is the same one, untouched")
  }

  @Test func `an update leaves nothing of the former module`() throws {
    let checkout = try Checkout()
    let (old, new) = (try SomeModule.old(), try SomeModule.new())
    try checkout.install(old)
    let plan = try checkout.install(new)
    #expect(plan.action == .update)
    #expect(plan.removed.contains("Views/gone.php"))
    #expect(plan.removed.contains("page/\(old.pageDigest)/editor/editor.js"))
    #expect(plan.added.map(\.path).contains("lib/come.php"))
    #expect(plan.replaced.map(\.path) == [ModuleManifest.name, "retouche_controller.php"])
    #expect(try checkout.files() == new.content)
    #expect(try checkout.neighbours() == ["feed", "retouche", "vis"])
    #expect(!FileManager.default.fileExists(atPath: "\(checkout.module)/Views"))
    #expect(
      !FileManager.default.fileExists(atPath: "\(checkout.module)/page/\(old.pageDigest)"))
  }

  @Test func `another build of the same version is an update, a newer version is refused`() throws {
    let checkout = try Checkout()
    try checkout.install(try SomeModule.old(version: "1.2.0"))
    #expect(try checkout.plan(try SomeModule.new(version: "1.2.0")).action == .update)
    try checkout.install(try SomeModule.new(version: "1.10.0"))
    let error = emoncmsError { _ = try checkout.plan(try SomeModule.old(version: "1.9.0")) }
    #expect(error?.code == .unsupported)
    #expect(error?.problem.contains("1.10.0") == true)
    #expect(error?.remedy.contains("--keep-history") == true)
  }

  @Test func `a link and what is not ours are refused and left`() throws {
    let checkout = try Checkout()
    let elsewhere = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: checkout.module, withDestinationPath: elsewhere.path)
    #expect(try checkout.state() == .link(elsewhere.path))
    let link = emoncmsError { _ = try checkout.plan(try SomeModule.old()) }
    #expect(link?.code == .conflict)
    #expect(link?.remedy.contains("rm \(checkout.module)") == true)
    #expect(emoncmsError { _ = try checkout.removal() }?.code == .conflict)
    try FileManager.default.removeItem(atPath: checkout.module)
    try checkout.write("a file", to: "Modules/retouche")
    #expect(emoncmsError { _ = try checkout.plan(try SomeModule.old()) }?.code == .conflict)
    try FileManager.default.removeItem(atPath: checkout.module)
    try checkout.make("Modules/retouche")
    try checkout.write("<?php", to: "Modules/retouche/retouche_controller.php")
    let foreign = emoncmsError { _ = try checkout.plan(try SomeModule.old()) }
    #expect(foreign?.code == .conflict)
    #expect(foreign?.problem.contains("not of Retouche's making") == true)
    #expect(emoncmsError { _ = try checkout.removal() }?.code == .conflict)
    #expect(try checkout.files().keys.sorted() == ["retouche_controller.php"])
  }

  @Test func `what was changed or added by hand is lost only on demand`() throws {
    let checkout = try Checkout()
    let (old, new) = (try SomeModule.old(), try SomeModule.new())
    try checkout.install(old)
    try checkout.write("<?php // mine", to: "Modules/retouche/retouche_controller.php")
    try checkout.make("Modules/retouche/my")
    try checkout.write("mine", to: "Modules/retouche/my/notes.txt")
    let before = try checkout.files()
    let plan = try checkout.plan(new)
    #expect(plan.byOthers == ["my", "my/notes.txt", "retouche_controller.php"])
    #expect(plan.removed.contains("my/notes.txt"))
    let error = emoncmsError { try checkout.install(new) }
    #expect(error?.code == .conflict)
    #expect(error?.problem.contains("my/notes.txt") == true)
    #expect(error?.remedy.contains("--discard-changes") == true)
    #expect(try checkout.files() == before)
    try checkout.install(new, discardingChanges: true)
    #expect(try checkout.files() == new.content)
  }

  @Test func `what is missing or unreadable is repaired`() throws {
    let checkout = try Checkout()
    let module = try SomeModule.old()
    try checkout.install(module)
    try FileManager.default.removeItem(atPath: "\(checkout.module)/module.json")
    let plan = try checkout.install(module)
    #expect(plan.action == .repair)
    #expect(plan.added.map(\.path) == ["module.json"])
    #expect(try checkout.files() == module.content)
    try checkout.setMode(0o700, of: "Modules/retouche/page")
    let second = try checkout.install(module)
    #expect(second.action == .repair)
    #expect(second.added.isEmpty && second.replaced.isEmpty && second.byOthers.isEmpty)
    #expect(try checkout.status("page")?.mode == 0o755)
  }

  @Test func `a link in the place of a file of ours is a change, and is not followed`() throws {
    let checkout = try Checkout()
    let module = try SomeModule.old()
    try checkout.install(module)
    let target = checkout.folder.file("target")
    try checkout.write("{}", to: "target")
    try FileManager.default.removeItem(atPath: "\(checkout.module)/module.json")
    try FileManager.default.createSymbolicLink(
      atPath: "\(checkout.module)/module.json", withDestinationPath: target)
    try FileManager.default.createSymbolicLink(
      atPath: "\(checkout.module)/loop", withDestinationPath: checkout.folder.path)
    #expect(try checkout.plan(module).byOthers == ["loop", "module.json"])
    try checkout.install(module, discardingChanges: true)
    #expect(try checkout.files() == module.content)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "{}")
  }

  @Test func `a plan that is no longer true is not carried out`() throws {
    let checkout = try Checkout()
    let plan = try checkout.plan(try SomeModule.new())
    try checkout.install(try SomeModule.old())
    let error = emoncmsError {
      try ModuleInstaller().install(plan, discardingChanges: true)
    }
    #expect(error?.code == .conflict)
    #expect(try checkout.files() == SomeModule.old().content)
  }

  @Test func `two at once are one too many`() throws {
    let checkout = try Checkout()
    let plan = try checkout.plan(try SomeModule.old())
    let lock = try ModuleLock(checkout.emoncms.modules)
    let error = emoncmsError { try ModuleInstaller().install(plan, discardingChanges: false) }
    #expect(error?.code == .conflict)
    #expect(error?.problem.contains("another retouche") == true)
    #expect(try checkout.state() == .absent)
    _ = consume lock
    try ModuleInstaller().install(plan, discardingChanges: false)
    #expect(try checkout.files() == SomeModule.old().content)
  }

  @Test func `what a killed program left goes with the next one`() throws {
    let checkout = try Checkout()
    try checkout.install(try SomeModule.old())
    try checkout.make("Modules/.retouche-unfinished-left/page")
    try checkout.write("x", to: "Modules/.retouche-unfinished-left/page/a.js")
    let plan = try checkout.plan(try SomeModule.old())
    #expect(plan.action == .none && !plan.isNothing)
    try ModuleInstaller().install(plan, discardingChanges: false)
    #expect(try checkout.neighbours() == ["feed", "retouche", "vis"])
  }

  @Test func `owner and modes are those of the other modules, but that nobody else may write`()
    throws
  {
    let checkout = try Checkout()
    try checkout.setMode(0o775, of: "Modules/feed")
    try checkout.setMode(0o664, of: "Modules/feed/feed_controller.php")
    #expect(try checkout.plan(try SomeModule.old()).ownership.fileMode == 0o644)
    #expect(try checkout.plan(try SomeModule.old()).ownership.folderMode == 0o755)
    try checkout.setMode(0o750, of: "Modules/feed")
    try checkout.setMode(0o640, of: "Modules/feed/feed_controller.php")
    let plan = try checkout.plan(try SomeModule.old())
    #expect(plan.ownership.fileMode == 0o640 && plan.ownership.folderMode == 0o750)
    // Whoever is neither owner nor in the group could not read that, and nothing is installed.
    let error = emoncmsError { try ModuleInstaller().install(plan, discardingChanges: false) }
    #expect(error?.code == .readOnly)
    #expect(try checkout.neighbours() == ["feed", "vis"])
  }

  @Test(.enabled(if: geteuid() == 0, "needs root"))
  func `root gives the files to the owner of the other modules, but not to the web server`() throws
  {
    let checkout = try Checkout()
    #expect(chown(checkout.folder.file("Modules/feed"), 1234, 4321) == 0)
    let module = try SomeModule.old()
    try checkout.install(module)
    for path in ["."] + module.folders + module.files.map(\.path) {
      let status = try #require(try checkout.status(path))
      #expect(status.user == 1234 && status.group == 4321, "\(path)")
    }
    let data = try TemporaryFolder()
    #expect(chown(data.path, 1234, 1234) == 0)
    let web = try #require(WebUser(EmoncmsSettings.of(dataFolder: data.path)))
    let plan = try InstallationPlan(checkout.emoncms, SomeModule.new(), webUser: web)
    #expect(plan.ownership.user == 0 && plan.ownership.group == 4321)
    #expect(!plan.ownership.isOfWebUser)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
  func `what may not be written is said before anything is done`() throws {
    let checkout = try Checkout()
    try checkout.setMode(0o555, of: "Modules")
    let plan = try checkout.plan(try SomeModule.old())
    #expect(emoncmsError { try plan.requireWritable() }?.code == .readOnly)
    try checkout.setMode(0o755, of: "Modules")
    try checkout.install(try SomeModule.old())
    try checkout.setMode(0o555, of: "Modules/retouche/page")
    let update = try checkout.plan(try SomeModule.new())
    let error = emoncmsError { try update.requireWritable() }
    #expect(error?.subject == "\(checkout.module)/page")
    #expect(error?.remedy.contains("root") == true)
    #expect(emoncmsError { try checkout.removal().requireWritable() }?.code == .readOnly)
    try checkout.setMode(0o755, of: "Modules/retouche/page")
  }

  @Test func `git passes over the module, or is said not to`() throws {
    let checkout = try Checkout()
    #expect(try checkout.emoncms.hidesModuleFromGit == nil)
    func git(_ arguments: String...) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["git", "-C", checkout.folder.path] + arguments
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    try git("init", "--quiet")
    #expect(try checkout.emoncms.hidesModuleFromGit == false)
    try checkout.write("Modules/*\n", to: ".gitignore")
    #expect(try checkout.emoncms.hidesModuleFromGit == true)
  }
}

extension EmoncmsSettings {
  /// Settings of which nothing but the data folder counts.
  static func of(dataFolder: String) -> EmoncmsSettings {
    EmoncmsSettings(
      folder: "/nowhere",
      database: .init(name: "none", username: "none", password: Secret("")), cache: nil,
      dataFolder: dataFolder)
  }
}
