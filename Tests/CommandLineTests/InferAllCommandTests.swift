import Foundation
import Testing

@Suite struct InferAllCommandTests {
  @Test func `all circuits are inferred, a card each`() throws {
    let school = try SmallSchool()
    for name in ["north", "south"] {
      _ = try school.run("circuit", "add", name, "--supply", "1", "--indoor", "3")
    }
    let run = try school.run("infer", "--all")
    #expect(run.status == 0)
    #expect(run.errors == "")
    let headings = run.lines.filter { $0.contains("heat inferred") }
    #expect(headings.map { $0.prefix(6) } == ["north:", "south:"])
    #expect(try school.bytes(of: "5.dat") == school.bytes(of: "6.dat"))
    let reports = try school.run("infer", "--all", "--continue", "--json").objects()
    #expect(reports.compactMap { $0["circuit"] as? String } == ["north", "south"])
    #expect(reports.compactMap { $0["state_feed"] as? Int } == [5, 6])
    #expect(reports.allSatisfy { $0["edit"] is NSNull })
    let single = try school.run("infer", "north", "--json").object()
    #expect(reports.allSatisfy { Set($0.keys) == Set(single.keys) })
    // Each is an edit of its own.
    _ = try school.run("undo", "5")
    _ = try school.run("undo", "5")
    #expect(try school.points(5).allSatisfy(\.isNaN))
    #expect(try school.points(6).allSatisfy { !$0.isNaN })
  }

  @Test func `one that fails is said by its name, and the others are done`() throws {
    let school = try SmallSchool()
    try school.add(8) { _ in 20 }
    for (name, supply) in [("east", "1"), ("north", "8"), ("west", "1")] {
      _ = try school.run("circuit", "add", name, "--supply", supply, "--indoor", "3")
    }
    let run = try school.run("infer", "--all", "--json")
    #expect(run.status == 1)
    #expect(try run.objects().compactMap { $0["circuit"] as? String } == ["east", "west"])
    #expect(
      run.errors
        == "retouche: north: the supply is 20.0 °C all the time. The sensor seems stuck: choose "
        + "another feed, or a period in which it works.\n")
    let text = try school.run("infer", "--all", "--dry-run")
    #expect(text.status == 1)
    #expect(text.lines.count { $0.contains("would give") } == 2)
  }

  @Test func `without a circuit there is nothing to infer`() throws {
    let run = try SmallSchool().run("infer", "--all")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "retouche: this workspace has no circuit. Declare one with `retouche circuit add NAME "
        + "--supply FEED`.\n")
  }
}
