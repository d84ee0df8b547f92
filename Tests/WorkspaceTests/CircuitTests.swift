import Feeds
import TestSupport
import Testing

@testable import Workspace

private func feed(_ id: Int, _ name: String, _ tag: String) -> Feed {
  Feed(id: id, name: name, tag: tag, unit: "°C", kind: .measured)
}

struct FeedNamingTests {
  private let feeds = [
    feed(1, "depart", "node"), feed(2, "retour", "node"), feed(3, "depart", " sud"),
    feed(4, "5", "node"), feed(5, "5", " sud"), feed(6, "a:b", "t"), feed(7, "b", "t:a"),
    feed(8, "8", ""), feed(9, "99", "odd"),
  ]

  @Test func `a feed is named by its id, its name, or its tag and name`() throws {
    let names: [(String, Int)] = [
      ("1", 1), ("retour", 2), ("node:retour", 2), ("node:depart", 1), ("sud:depart", 3),
      (" sud:depart", 3), ("5", 5), ("node:5", 4), ("sud:5", 5), ("8", 8), (":8", 8), ("a:b", 6),
      ("b", 7), ("99", 9), ("odd:99", 9),
    ]
    for (reference, id) in names { #expect(try feeds.named(reference).id == id, "\(reference)") }
  }

  @Test func `a name that several bear is refused with the candidates`() throws {
    let error = #expect(throws: WorkspaceError.self) { try feeds.named("depart") }
    #expect(error?.code == .ambiguous)
    #expect(error?.description.contains("1 (node:depart)") == true)
    #expect(error?.description.contains("3 ( sud:depart)") == true)
    #expect(throws: WorkspaceError.self) { try feeds.named("t:a:b") }
  }

  @Test func `an absent feed is said`() throws {
    for reference in ["", " ", "12", "-1", "sud", "node:", "NODE:retour", "99999999999999999999"] {
      let error = #expect(throws: WorkspaceError.self, "\(reference)") {
        try feeds.named(reference)
      }
      #expect(error?.code == .notFound)
    }
  }

  @Test func `an id is never taken for a name`() throws {
    #expect(throws: WorkspaceError.self) { try feeds.feed(id: 99) }
    #expect(try feeds.feed(id: 5).tag == " sud")
  }
}

struct CircuitTests {
  /// Feeds 1 to 6, of which 2 is a state feed.
  private func fixture() throws -> Fixture {
    let fixture = try Fixture(count: 50)
    for id in 3...6 {
      try FeedFiles(folder: fixture.folder.path, id: id).create(
        Timeline(start: Fixture.start, interval: 300, count: 50), filledWith: 20)
    }
    return fixture
  }

  @Test func `circuits come back with all their roles, across reopenings`() throws {
    let fixture = try fixture()
    let north = Circuit(
      name: "nord ü", supply: 1, return: 3, indoor: [6, 4], outdoor: 5, state: 2)
    let south = Circuit(name: "a", supply: 1, plantRoom: 6)
    try fixture.workspace.save(north)
    try fixture.workspace.save(south)
    let again = try fixture.reopened()
    #expect(try again.circuits() == [south, north])
    #expect(try again.circuit("nord ü") == north)
    // Declared anew, it is what it was last said to be.
    let other = Circuit(name: "nord ü", supply: 3, indoor: [1])
    try again.save(other)
    #expect(try fixture.reopened().circuits() == [south, other])
    let error = #expect(throws: WorkspaceError.self) { try again.circuit("east") }
    #expect(error?.code == .notFound)
    #expect(error?.description.contains("\"nord ü\"") == true)
  }

  @Test func `what no circuit can be is refused and changes nothing`() throws {
    let fixture = try fixture()
    let refused: [(Circuit, WorkspaceError.Code)] = [
      (Circuit(name: "", supply: 1), .badName), (Circuit(name: "  ", supply: 1), .badName),
      (Circuit(name: "n", supply: 77), .notFound),
      (Circuit(name: "n", supply: 1, return: 1), .incompatible),
      (Circuit(name: "n", supply: 1, indoor: [3, 3]), .incompatible),
      (Circuit(name: "n", supply: 1, indoor: [3], outdoor: 3), .incompatible),
      (Circuit(name: "n", supply: 1, indoor: [3, 78]), .notFound),
      (Circuit(name: "n", supply: 1, state: 3), .incompatible),
      (Circuit(name: "n", supply: 2, state: 2), .incompatible),
    ]
    for (circuit, code) in refused {
      let error = #expect(throws: WorkspaceError.self) { try fixture.workspace.save(circuit) }
      #expect(error?.code == code, "\(circuit)")
    }
    #expect(try fixture.workspace.circuits().isEmpty)
  }
}
