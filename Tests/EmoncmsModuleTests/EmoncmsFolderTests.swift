import Emoncms
import Foundation
import TestSupport
import Testing

@testable import EmoncmsModule

@Suite struct EmoncmsFolderTests {
  @Test func `the version and the list are told`() throws {
    let plain = try Checkout().emoncms
    #expect(plain.version == "11.16.8" && plain.list == .present)
    #expect(plain.isTried && plain.hasSetupMenu)
    let archived = try Checkout(menu: "<?php $menu['a']['vis'] = array(\"archived\"=>true);")
    #expect(try archived.emoncms.list == .archived)
    #expect(try Checkout(menu: "<?php array('archived' => false);").emoncms.list == .present)
    #expect(try Checkout(menu: nil).emoncms.list == .absent)
    let hidden = try Checkout()
    try FileManager.default.removeItem(atPath: hidden.folder.file("Modules/vis/vis_menu.php"))
    #expect(try hidden.emoncms.list == .archived)
  }

  @Test func `version 10 has another menu, and its version in a text file`() throws {
    let checkout = try Checkout(version: nil)
    try checkout.write("10.4.1\n", to: "version.txt")
    let emoncms = try checkout.emoncms
    #expect(emoncms.version == "10.4.1")
    #expect(emoncms.isTried && !emoncms.hasSetupMenu)
  }

  @Test(arguments: [
    ("10.4", true), ("11", true), ("11.99.1", true), ("10.3.9", false), ("12.0", false),
    ("12-beta", false),
  ])
  func `what has not been tried is known`(_ version: String, _ isTried: Bool) throws {
    #expect(try Checkout(version: version).emoncms.isTried == isTried)
  }

  @Test func `an Emoncms that does not say its version is not known to be tried`() throws {
    let emoncms = try Checkout(version: nil).emoncms
    #expect(emoncms.version == nil && !emoncms.isTried && emoncms.hasSetupMenu)
  }

  @Test func `what is too old, or no Emoncms, is refused`() throws {
    let old = emoncmsError { _ = try Checkout(version: "9.8.28").emoncms }
    #expect(old?.code == .unsupported)
    #expect(old?.remedy.contains("10.4") == true)
    let empty = try TemporaryFolder()
    #expect(emoncmsError { _ = try EmoncmsFolder(empty.path) }?.code == .notFound)
    #expect(emoncmsError { _ = try EmoncmsFolder(empty.file("none")) }?.code == .notFound)
    let half = try Checkout()
    try FileManager.default.removeItem(atPath: half.folder.file("Modules"))
    #expect(emoncmsError { _ = try half.emoncms }?.problem.contains("Modules/feed") == true)
  }

  @Test func `versions are compared number by number`() {
    func isBefore(_ one: String, _ other: String) -> Bool {
      EmoncmsFolder.isBefore(EmoncmsFolder.numbers(one), EmoncmsFolder.numbers(other))
    }
    #expect(isBefore("1.9", "1.10") && !isBefore("1.10", "1.9"))
    #expect(!isBefore("1", "1.0") && !isBefore("1.0", "1") && isBefore("1", "1.0.1"))
    #expect(!isBefore("", "0") && isBefore("", "0.1"))
  }
}
