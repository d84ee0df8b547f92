import Foundation
import Studio
import Testing

@testable import EmoncmsModule

@Suite struct ModuleAssemblyTests {
  @Test func `the module has what Emoncms runs, the editor as the Studio has it, and its source`()
    throws
  {
    let assembly = try ModuleAssembly(version: "1.2.3")
    let files = Dictionary(uniqueKeysWithValues: assembly.files.map { ($0.path, $0.bytes) })
    let page = "page/\(assembly.pageDigest)"
    #expect(assembly.pageDigest.wholeMatch(of: /[0-9a-f]{12}/) != nil)
    for (path, bytes) in ModuleContents.module { #expect(files[path] == bytes, "\(path)") }
    for (path, bytes) in ModuleContents.page {
      #expect(files["\(page)/emoncms/\(path)"] == bytes, "\(path)")
    }
    for (path, bytes) in EditorFiles.all { #expect(files["\(page)/\(path)"] == bytes, "\(path)") }
    #expect(files["\(page)/editor/editor.js"] != nil)
    #expect(files["\(page)/studio.css"] != nil && files["\(page)/icon.svg"] != nil)
    // The Studio's own page stays where it is.
    #expect(!files.keys.contains { $0.contains("/studio/") || $0.hasSuffix("index.html") })
    #expect(
      files.count
        == ModuleContents.module.count + ModuleContents.page.count + EditorFiles.all.count + 1)
    #expect(assembly.files.map(\.path) == files.keys.sorted())
    #expect(assembly.size == files.values.reduce(0) { $0 + $1.count })
  }

  @Test func `the page's folder changes with any file of the page, and with nothing else`() throws {
    func digest(_ module: [String: [UInt8]], _ page: [String: [UInt8]]) throws -> String {
      try ModuleAssembly(version: "1", module: module, page: page).pageDigest
    }
    let page: [String: [UInt8]] = ["a.js": [1], "b/c.js": [2]]
    let one = try digest(["m.php": [1]], page)
    #expect(try digest(["m.php": [9], "n.php": []], page) == one)
    #expect(try digest(["m.php": [1]], ["a.js": [1], "b/c.js": [3]]) != one)
    #expect(try digest(["m.php": [1]], ["a.js": [1], "b/d.js": [2]]) != one)
    #expect(try digest(["m.php": [1]], ["a.js": [1]]) != one)
    #expect(try digest(["m.php": [1]], ["a.js": [2], "b/c.js": [1]]) != one)
  }

  @Test func `the same files make the same module`() throws {
    let (one, other) = (
      try ModuleAssembly(version: "1.2.3"), try ModuleAssembly(version: "1.2.3")
    )
    #expect(one.files == other.files)
    #expect(one.pageDigest == other.pageDigest)
  }

  @Test func `folders come after those that hold them`() throws {
    let assembly = try ModuleAssembly(
      version: "1", module: ["a/b/c/d.php": [], "e.php": []], page: [:])
    #expect(assembly.folders == ["a", "a/b", "a/b/c"])
  }
}

@Suite struct ModuleManifestTests {
  @Test func `a list is read as it was written`() throws {
    let manifest = ModuleManifest(version: "1.2.3", files: try SomeModule.old().files)
    #expect(ModuleManifest(manifest.text) == manifest)
    #expect(ModuleManifest(version: "1", files: []) == ModuleManifest("# Retouche 1\n"))
  }

  private static let digest = String(repeating: "0a", count: 32)

  @Test(arguments: [
    "", "\n", "# Retouche \n", "# Retouche 1", "# Retouche 1 2\n", "# Another 1\n",
    "# Retouche 1\n\(digest)  a.php", "# Retouche 1\n\(digest) a.php\n",
    "# Retouche 1\n\(digest)  \n", "# Retouche 1\n\(digest.dropLast())  a.php\n",
    "# Retouche 1\n\(digest)  /etc/passwd\n", "# Retouche 1\n\(digest)  ../a.php\n",
    "# Retouche 1\n\(digest)  a/../../b\n", "# Retouche 1\n\(digest)  a//b\n",
    "# Retouche 1\n\(digest.replacing("0", with: "z"))  a.php\n", "# Retouche 1\n\n",
  ])
  func `what is no list of ours is none`(_ text: String) {
    #expect(ModuleManifest(text) == nil)
  }
}
