import Foundation
import TestSupport
import Testing

@Suite struct CircuitCommandTests {
  @Test func `a circuit is declared and shown with its roles`() throws {
    let school = try SmallSchool()
    let run = try school.declareCircuit()
    #expect(run.status == 0)
    #expect(
      run.output == """
        north
          supply   1  1
          return   2  2
          indoor   3  3
          outdoor  4  4
          state    –  none yet

        """)
    #expect(run.errors == "\nInfer its state with `retouche infer north`.\n")
    #expect(try school.run("circuits").output == run.output)
  }

  @Test func `as JSON it has the contract's keys, ids or null`() throws {
    let school = try SmallSchool()
    let circuit = try school.run(
      "circuit", "add", "south", "--supply", "1", "--indoor", "3", "--indoor", "4", "--json"
    ).object()
    #expect(
      Set(circuit.keys) == ["name", "supply", "return", "indoor", "outdoor", "plant_room", "state"])
    #expect(circuit["supply"] as? Int == 1)
    #expect(circuit["indoor"] as? [Int] == [3, 4])
    #expect(circuit["return"] is NSNull)
    let listed = try school.run("circuits", "--json").objects()
    #expect(listed.count == 1)
    #expect(listed.first?["name"] as? String == "south")
  }

  @Test func `declared again it is replaced, and keeps its state feed`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    let circuit = try school.run("circuit", "add", "north", "--supply", "1", "--json").object()
    #expect(circuit["return"] is NSNull)
    #expect(circuit["state"] as? Int == 5)
    #expect(try school.run("circuits", "--json").objects().count == 1)
  }

  @Test func `without circuits, the way to declare one is said`() throws {
    let school = try SmallSchool()
    let run = try school.run("circuits")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors.contains("retouche circuit add"))
    #expect(try school.run("circuits", "--json").output == "[]\n")
  }

  @Test func `a feed has one role only`() throws {
    let school = try SmallSchool()
    let run = try school.run("circuit", "add", "north", "--supply", "1", "--return", "1")
    #expect(run.status == 1)
    #expect(
      run.errors == "retouche: feed 1 is given as supply and as return. Give each feed one role.\n")
  }
}

@Suite struct InferCommandTests {
  @Test func `the state is inferred and written as one edit`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    let report = try school.run("infer", "north", "--json").object()
    #expect(
      Set(report.keys).isSuperset(of: [
        "circuit", "state_feed", "method", "meaning", "segments", "hours_on", "hours_off",
        "hours_unknown", "mean_confidence", "changed_points", "elapsed_s",
      ]))
    #expect(report["circuit"] as? String == "north")
    #expect(report["state_feed"] as? Int == 5)
    #expect(report["meaning"] as? String == "heat")
    #expect(report["segments"] as? Int == 15)
    let points = try school.points(5)
    let right = points.indices.filter { (points[$0] == 1) == SmallSchool.isOn($0) }
    #expect(right.count == points.count)
    #expect(try school.run("history", "5", "--json").objects().count == 1)
    let feeds = try school.run("feeds", "--json").objects()
    #expect(feeds.last?["name"] as? String == "north_state")
  }

  @Test func `people are told what was done and what to do next`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    let run = try school.run("infer", "north", "-w", school.path)
    #expect(run.output.hasPrefix("north: heat inferred by method "))
    #expect(run.output.contains("  on           84 h  (50 %)\n  off          84 h  (50 %)\n"))
    #expect(run.output.contains("\n  provisional  from 2021-03-07 10:00 on\n"))
    #expect(run.output.contains("2 016 points of feed 5 (north_state), edit 1"))
    #expect(run.errors.contains("retouche undo 5 -w \(school.path)"))
  }

  @Test func `a dry run writes nothing`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    let before = try school.content()
    let run = try school.run("infer", "north", "--dry-run", "--json")
    let report = try run.object()
    #expect(report["state_feed"] is NSNull)
    #expect(report["segments"] as? Int == 15)
    #expect(try school.content() == before)
    let told = try school.run("infer", "north", "--dry-run")
    #expect(told.output.contains("nothing: 2 016 points of a state feed yet to be made would"))
  }

  @Test func `what was set by hand is kept`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    _ = try school.run(
      "set", "5", "on", "--from", "2021-03-02 01:00", "--to", "2021-03-02 03:00")
    _ = try school.run("infer", "north")
    let hand = try school.run("segments", "5", "--json").objects().filter {
      $0["provenance"] as? String == "hand"
    }
    #expect(hand.count == 1)
    #expect(hand.first?["state"] as? String == "on")
    #expect(hand.first?["start"] as? Int == SmallSchool.time(day: 1, hour: 1))
    #expect(hand.first?["end"] as? Int == SmallSchool.time(day: 1, hour: 3))
  }

  @Test func `a period can be inferred alone`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    try school.makeStateFeed()
    _ = try school.run(
      "circuit", "add", "north", "--supply", "1", "--indoor", "3", "--state", "5")
    let report = try school.run(
      "infer", "north", "--from", "2021-03-02", "--to", "2021-03-03", "--json"
    ).object()
    #expect(report["hours_on"] as? Double == 12)
    #expect(report["hours_off"] as? Double == 12)
    let points = try school.points(5)
    #expect(points[..<288].allSatisfy { $0 == 1 })
    #expect(points[288] == 0)
    #expect(points[576...].allSatisfy { $0 == 1 })
  }

  @Test func `an unknown circuit is named with those there are`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    let run = try school.run("infer", "nord")
    #expect(run.status == 1)
    #expect(
      run.errors == "retouche: \"nord\" names no circuit of this workspace. There are: \"north\".\n"
    )
  }
}
