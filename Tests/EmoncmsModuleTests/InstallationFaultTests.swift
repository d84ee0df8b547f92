import Emoncms
import Feeds
import Foundation
import TestSupport
import Testing

@testable import EmoncmsModule

@Suite struct InstallationFaultTests {
  /// What is there before.
  enum Before: CaseIterable {
    case nothing, another
  }

  private static let bystanders = ["feed", "vis"]

  private static func checkout(_ before: Before) throws -> Checkout {
    let checkout = try Checkout()
    if before == .another { try checkout.install(try SomeModule.old()) }
    return checkout
  }

  /// The calls of an installation that change anything.
  private static func calls(_ before: Before, canExchange: Bool = true) throws -> [String] {
    let tree = FaultyTree(canExchange: canExchange)
    try checkout(before).install(try SomeModule.new(), by: ModuleInstaller(fileSystem: tree))
    return tree.faulty.log
  }

  /// Whether what is there is the former module, or the new one, and nothing between.
  private static func isWhole(_ checkout: Checkout, _ before: Before) throws -> Bool {
    let state = try checkout.state()
    if state == .absent { return before == .nothing }
    let files = try checkout.files()
    let new = try SomeModule.new().content
    return try files == new || before == .another && files == SomeModule.old().content
  }

  @Test(arguments: Before.allCases)
  func `a program that ends at any call leaves the former module or the new one`(
    _ before: Before
  ) throws {
    let calls = try Self.calls(before)
    #expect(calls.count > 30)
    for (index, name) in calls.enumerated() {
      let call = index + 1
      for torn in name.hasPrefix("write") ? [0, 5] : [0] {
        let checkout = try Self.checkout(before)
        let tree = FaultyTree(.crash(torn: torn), at: call)
        let error = emoncmsError {
          try checkout.install(try SomeModule.new(), by: ModuleInstaller(fileSystem: tree))
        }
        #expect(error != nil && tree.faulty.hasCrashed, "call \(call)")
        #expect(try Self.isWhole(checkout, before), "call \(call): \(tree.faulty.log.last ?? "")")
        try checkout.install(try SomeModule.new())
        #expect(try checkout.files() == SomeModule.new().content, "call \(call)")
        #expect(
          try checkout.neighbours() == (Self.bystanders + ["retouche"]).sorted(), "call \(call)")
      }
    }
  }

  @Test(arguments: Before.allCases, [FeedError.Code.noSpace, .inaccessible])
  func `a call that fails leaves one of the two, and nothing beside it`(
    _ before: Before, _ code: FeedError.Code
  ) throws {
    for call in 1...(try Self.calls(before)).count {
      let checkout = try Self.checkout(before)
      let tree = FaultyTree(.failure(code, torn: 3), at: call)
      let error = try #require(
        emoncmsError {
          try checkout.install(try SomeModule.new(), by: ModuleInstaller(fileSystem: tree))
        })
      #expect(error.code == (code == .noSpace ? .noSpace : .readOnly), "call \(call): \(error)")
      #expect(try Self.isWhole(checkout, before), "call \(call)")
      // The very call that removes may fail; the next program then does it.
      if tree.faulty.log[call - 1].hasPrefix("remove") { continue }
      let expected =
        try checkout.state() == .absent
        ? Self.bystanders : (Self.bystanders + ["retouche"]).sorted()
      #expect(try checkout.neighbours() == expected, "call \(call): \(tree.faulty.log[call - 1])")
    }
  }

  @Test func `where folders cannot be exchanged, there is never a part of a module`() throws {
    let calls = try Self.calls(.another, canExchange: false)
    // Before that call it is as with any other file system.
    let first = try #require(calls.firstIndex { $0.hasPrefix("exchange") }) + 1
    for call in first...calls.count {
      for fault in [FaultyFileSystem.Fault.crash(torn: 0), .failure(.inaccessible)] {
        let checkout = try Self.checkout(.another)
        let tree = FaultyTree(fault, at: call, canExchange: false)
        _ = emoncmsError {
          try checkout.install(try SomeModule.new(), by: ModuleInstaller(fileSystem: tree))
        }
        // Killed between two steps, it is gone for an instant; failing, it is put back.
        let isAbsent = try checkout.state() == .absent
        #expect(try Self.isWhole(checkout, .another) || isAbsent && tree.faulty.hasCrashed)
        try checkout.install(try SomeModule.new())
        #expect(try checkout.files() == SomeModule.new().content, "call \(call)")
        #expect(try checkout.neighbours() == (Self.bystanders + ["retouche"]).sorted())
      }
    }
  }

  @Test(.enabled(if: SmallDisk.isPermitted, "needs the right to mount a tmpfs"))
  func `a full disk changes nothing, and is named`() throws {
    for pages in stride(from: 0, through: 24, by: 3) {
      let disk = try SmallDisk(kilobytes: 512)
      let checkout = try Checkout(in: disk.folder)
      try checkout.install(try SomeModule.old())
      try disk.fill(leaving: pages * 4096)
      let error = emoncmsError { try checkout.install(try SomeModule.new()) }
      if let error {
        #expect(error.code == .noSpace, "\(pages) pages: \(error)")
        #expect(try checkout.files() == SomeModule.old().content, "\(pages) pages")
      } else {
        #expect(try checkout.files() == SomeModule.new().content, "\(pages) pages")
      }
      #expect(try checkout.neighbours() == (Self.bystanders + ["retouche"]).sorted())
      if pages == 0 { #expect(error != nil) }
      if pages == 24 { #expect(error == nil) }
    }
  }
}
