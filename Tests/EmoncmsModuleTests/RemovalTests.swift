import Emoncms
import Feeds
import Foundation
import TestSupport
import Testing

@testable import EmoncmsModule

@Suite struct RemovalTests {
  private static let bystanders = ["feed", "vis"]

  @Test func `the module goes, and nothing else`() throws {
    let checkout = try Checkout()
    let module = try SomeModule.old()
    try checkout.install(module)
    let plan = try checkout.removal()
    #expect(plan.files == module.files.map(\.path))
    #expect(!plan.isNothing && plan.byOthers.isEmpty)
    try ModuleRemover().remove(plan, discardingChanges: false)
    #expect(try checkout.neighbours() == Self.bystanders)
    #expect(try checkout.removal().isNothing)
    try ModuleRemover().remove(try checkout.removal(), discardingChanges: false)
    #expect(try checkout.neighbours() == Self.bystanders)
  }

  @Test func `what was changed or added by hand goes only on demand`() throws {
    let checkout = try Checkout()
    try checkout.install(try SomeModule.old())
    try checkout.write("mine", to: "Modules/retouche/notes.txt")
    try checkout.write("[]", to: "Modules/retouche/module.json")
    let before = try checkout.files()
    let plan = try checkout.removal()
    #expect(plan.byOthers == ["module.json", "notes.txt"])
    let error = emoncmsError { try ModuleRemover().remove(plan, discardingChanges: false) }
    #expect(error?.code == .conflict)
    #expect(error?.problem.hasSuffix("module.json, notes.txt") == true)
    #expect(try checkout.files() == before)
    try ModuleRemover().remove(plan, discardingChanges: true)
    #expect(try checkout.neighbours() == Self.bystanders)
  }

  @Test func `a plan that is no longer true is not carried out`() throws {
    let checkout = try Checkout()
    try checkout.install(try SomeModule.old())
    let plan = try checkout.removal()
    try checkout.install(try SomeModule.new())
    #expect(
      emoncmsError { try ModuleRemover().remove(plan, discardingChanges: true) }?.code == .conflict)
    #expect(try checkout.files() == SomeModule.new().content)
  }

  @Test func `a program that ends at any call leaves the whole module or none`() throws {
    let counted = FaultyTree()
    let first = try Checkout()
    try first.install(try SomeModule.old())
    try ModuleRemover(fileSystem: counted).remove(try first.removal(), discardingChanges: false)
    #expect(counted.faulty.mutatingCalls > 8)
    for call in 1...counted.faulty.mutatingCalls {
      let checkout = try Checkout()
      try checkout.install(try SomeModule.old())
      let tree = FaultyTree(.crash(torn: 0), at: call)
      let plan = try checkout.removal()
      #expect(
        emoncmsError {
          try ModuleRemover(fileSystem: tree).remove(plan, discardingChanges: false)
        } != nil)
      if try checkout.state() != .absent {
        #expect(try checkout.files() == SomeModule.old().content, "call \(call)")
      }
      let rest = try checkout.removal()
      #expect(!rest.isNothing || call == counted.faulty.mutatingCalls + 1, "call \(call)")
      try ModuleRemover().remove(rest, discardingChanges: false)
      #expect(try checkout.neighbours() == Self.bystanders, "call \(call)")
    }
  }

  @Test func `the tables go with it, after what they hold was told`() throws {
    let (checkout, database) = (try Checkout(), try Database())
    try checkout.install(try SomeModule.old())
    try database.makeTables()
    try database.makeFeed(19)
    for status in ["done", "dropped", "pending"] { try database.addEdit(of: 19, status) }
    try database.run("INSERT INTO retouche_circuit VALUES (1, 1, '{}'), (2, 1, '{}')")
    func plan(keepsHistory: Bool) throws -> RemovalPlan {
      try RemovalPlan(
        checkout.emoncms, settings: .success(database.settings()), keepsHistory: keepsHistory)
    }
    let kept = try plan(keepsHistory: true)
    #expect(
      kept.history
        == .tables(["retouche_edit", "retouche_circuit"], edits: 3, pendingEdits: 1, circuits: 2))
    #expect(!kept.dropsTables)
    try ModuleRemover().remove(kept, discardingChanges: false)
    #expect(try database.tables == "feeds\nretouche_circuit\nretouche_edit\n")
    #expect(try plan(keepsHistory: true).isNothing)
    let rest = try plan(keepsHistory: false)
    #expect(rest.dropsTables && !rest.isNothing)
    try ModuleRemover().remove(rest, discardingChanges: false)
    #expect(try database.tables == "feeds\n")
    #expect(try plan(keepsHistory: false).history == .none)
    #expect(try plan(keepsHistory: false).isNothing)
  }

  @Test func `one table alone goes too`() throws {
    let (checkout, database) = (try Checkout(), try Database())
    try database.makeTables(edits: false)
    let plan = try RemovalPlan(
      checkout.emoncms, settings: .success(database.settings()), keepsHistory: false)
    #expect(plan.history == .tables(["retouche_circuit"], edits: 0, pendingEdits: 0, circuits: 0))
    try ModuleRemover().remove(plan, discardingChanges: false)
    #expect(try database.tables == "feeds\n")
  }

  @Test func `without the database the files go, and the tables are known to be unknown`() throws {
    let (checkout, database) = (try Checkout(), try Database())
    try checkout.install(try SomeModule.old())
    var settings = database.settings()
    settings.database.password = Secret("wrong")
    let plan = try RemovalPlan(
      checkout.emoncms, settings: .success(settings), keepsHistory: false)
    guard case .unknown(let error) = plan.history else {
      Issue.record("\(plan.history)")
      return
    }
    #expect(error.code == .unauthorized && !"\(error)".contains("wrong"))
    #expect(!plan.dropsTables)
    try ModuleRemover().remove(plan, discardingChanges: false)
    #expect(try checkout.neighbours() == Self.bystanders)
  }
}
