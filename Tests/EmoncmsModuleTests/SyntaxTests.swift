import EmoncmsSupport
import Foundation
import Testing

/// PHP takes every file of the module, and of the website that stands for an Emoncms.
@Suite(.enabled(if: PHP.isPresent, "needs PHP: scripts/setup test"))
struct SyntaxTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()  // EmoncmsModuleTests
    .deletingLastPathComponent()  // Tests
    .deletingLastPathComponent()

  @Test(arguments: ["Sources/EmoncmsModule/Module", "Tests/EmoncmsSupport/Host"])
  func everyFileIsPHP(_ folder: String) throws {
    let files = FileManager.default.enumerator(
      at: Self.root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    let scripts = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "php" }
    #expect(scripts.count >= 10)
    for script in scripts { #expect(PHP.fault(in: script.path) == nil) }
  }

  @Test("PHP_CodeSniffer finds nothing: style, unused arguments, functions out of use")
  func style() {
    #expect(
      PHP.findings(of: [
        "phpcs", "--standard=\(Self.path("Tests/EmoncmsModule/phpcs.xml"))",
        Self.path("Sources/EmoncmsModule/Module"),
      ]) == nil)
  }

  @Test("PHPMD finds nothing: what is unused, undefined or too tangled")
  func mess() {
    #expect(
      PHP.findings(of: [
        "phpmd", Self.path("Sources/EmoncmsModule/Module"), "text",
        Self.path("Tests/EmoncmsModule/phpmd.xml"),
      ]) == nil)
  }

  private static func path(_ below: String) -> String { root.appendingPathComponent(below).path }
}
