import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct NewCommandTests {
  @Test func `a state feed takes the timeline of another`() throws {
    let school = try SmallSchool()
    let feed = try school.run("new", "--like", "1", "--name", "state", "--tag", "heating", "--json")
      .object()
    #expect(feed["id"] as? Int == 5)
    #expect(feed["kind"] as? String == "state")
    #expect(feed["start"] as? Int == SmallSchool.start)
    #expect(feed["npoints"] as? Int == SmallSchool.count)
    #expect(try school.points(5).allSatisfy { $0 == 1 })
    #expect(try school.bytes(of: "5.meta") == school.bytes(of: "1.meta"))
  }

  @Test func `its state, gaps and circuit can be told`() throws {
    let school = try SmallSchool()
    try school.add(8) { $0 < 5 ? .nan : 30 }
    try school.declareCircuit()
    let run = try school.run(
      "new", "--like", "8", "--name", "state", "--tag", "heating", "--state", "off", "--keep-gaps",
      "--circuit", "north")
    #expect(run.status == 0)
    #expect(run.output.contains("It is the state feed of circuit north."))
    let points = try school.points(9)
    #expect(points[..<5].allSatisfy { $0.isNaN })
    #expect(points[5...].allSatisfy { $0 == 0 })
    let circuits = try school.run("circuits", "--json").objects()
    #expect(circuits.first?["state"] as? Int == 9)
  }

  @Test func `a circuit that is not there leaves no feed`() throws {
    let school = try SmallSchool()
    let before = try school.content()
    let run = try school.run("new", "--like", "1", "--name", "a", "--tag", "b", "--circuit", "east")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: \"east\" names no circuit of this workspace."))
    #expect(try school.content() == before)
  }
}

@Suite struct SetCommandTests {
  @Test func `a period is set from its first instant up to its last`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let run = try school.run(
      "set", "north_state", "off", "--from", "2021-03-01 06:00", "--to", "2021-03-01 06:15")
    #expect(run.status == 0)
    #expect(
      run.output == "north_state is off from 2021-03-01 06:00 to 06:15: 3 points changed, edit 1.\n"
    )
    let points = try school.points(5)
    #expect(points.indices.filter { points[$0] == 0 } == [72, 73, 74])
  }

  @Test(arguments: [
    "1614578400", "2021-03-01 06:00", "2021-03-01T06:00:00Z", "2021-03-01T07:00+01:00",
  ])
  func `an instant is written in any of the ways`(_ from: String) throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let edit = try school.run("set", "5", "unknown", "--from", from, "--to", "1614579000", "--json")
      .object()
    #expect(edit["edit"] as? Int == 1)
    #expect(edit["changed_points"] as? Int == 2)
    #expect(try school.points(5)[72...73].allSatisfy { $0.isNaN })
  }

  @Test func `one sample, the last of the feed`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let last = SmallSchool.timeline.lastTime
    let edit = try school.run(
      "set", "5", "off", "--from", "\(last)", "--to", "\(last + 1)", "--json"
    )
    .object()
    #expect(edit["changed_points"] as? Int == 1)
    let points = try school.points(5)
    #expect(points.last == 0)
    #expect(points.dropLast().allSatisfy { $0 == 1 })
  }

  @Test func `a range ending on the last sample leaves it alone`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let last = SmallSchool.timeline.lastTime
    _ = try school.run("set", "5", "off", "--from", "\(last - 600)", "--to", "\(last)")
    let points = try school.points(5)
    #expect(points.suffix(4) == [1, 0, 0, 1])
  }
}

@Suite struct UndoCommandTests {
  @Test func `undo and redo go back and forth, and undoing all restores every bit`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    func files() throws -> [[UInt8]] {
      try ["5.dat", "5.meta"].map { try school.bytes(of: $0) }
    }
    var states = [try files()]
    for day in 0..<3 {
      let from = SmallSchool.time(day: day, hour: 10)
      _ = try school.run("set", "5", "off", "--from", "\(from)", "--to", "\(from + 7200)")
      states.append(try files())
    }
    for edit in [3, 2, 1] {
      let undone = try school.run("undo", "5", "--json").object()
      #expect(undone["edit"] as? Int == edit)
      #expect(try files() == states[edit - 1])
    }
    let nothing = try school.run("undo", "5")
    #expect(nothing.status == 1)
    #expect(
      nothing.errors
        == "retouche: feed 5 (north_state) has no edit left to undo. See what was done with "
        + "`retouche history 5`.\n")
    let redone = try school.run("redo", "5")
    #expect(
      redone.output
        == "Edit 1 (set off, 2021-03-01 10:00 to 12:00) is done again: 24 points changed.\n")
    #expect(try files() == states[1])
  }
}

@Suite struct HistoryCommandTests {
  @Test func `edits are listed with those taken back`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let from = SmallSchool.time(hour: 10)
    _ = try school.run("set", "5", "off", "--from", "\(from)", "--to", "\(from + 7200)")
    _ = try school.run("set", "5", "unknown", "--from", "\(from)", "--to", "\(from + 300)")
    _ = try school.run("undo", "5")
    let items = try school.run("history", "5", "--json").objects()
    #expect(
      Set(items.first?.keys.map { $0 } ?? []) == [
        "edit", "time", "what", "from", "to", "changed_points", "undone",
      ])
    #expect(items.compactMap { $0["undone"] as? Bool } == [false, true])
    #expect(items.compactMap { $0["what"] as? String } == ["set off", "set unknown"])
    #expect(items.first?["from"] as? Int == from)
    #expect(items.first?["to"] as? Int == from + 7200)
    let table = try school.run("history", "5").lines
    #expect(table.count == 3)
    #expect(table.last?.hasSuffix("undone") == true)
  }

  @Test func `a feed never edited says so and lists nothing`() throws {
    let school = try SmallSchool()
    let run = try school.run("history", "1")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors == "1 was never edited.\n")
    #expect(try school.run("history", "1", "--json").output == "[]\n")
  }
}

@Suite struct SegmentsCommandTests {
  @Test func `segments are told as a table, as CSV and as JSON`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let from = SmallSchool.time(hour: 10)
    _ = try school.run("set", "5", "off", "--from", "\(from)", "--to", "\(from + 7200)")
    let day = ["segments", "5", "--to", "2021-03-02"]
    #expect(
      try school.run(day).output == """
        from              to                lasts  state  provenance  confidence
        2021-03-01 00:00  2021-03-01 10:00   10 h  on     initial              –
        2021-03-01 10:00  2021-03-01 12:00    2 h  off    hand                 –
        2021-03-01 12:00  2021-03-02 00:00   12 h  on     initial              –

        """)
    #expect(
      try school.run(day + ["--csv"]).output == """
        start,end,state,provenance,confidence
        1614556800,1614592800,on,initial,
        1614592800,1614600000,off,hand,
        1614600000,1614643200,on,initial,

        """)
    let segments = try school.run(day + ["--json"]).objects()
    #expect(segments.count == 3)
    #expect(
      Set(segments[0].keys) == [
        "start", "end", "state", "provenance", "confidence", "provisional", "provisional_from",
      ])
    #expect(segments[0]["confidence"] is NSNull)
    #expect(segments[0]["provisional"] as? Bool == false)
    #expect(segments[0]["provisional_from"] is NSNull)
    #expect(segments[1]["state"] as? String == "off")
  }

  @Test func `two formats at once are wrong usage`() throws {
    let school = try SmallSchool()
    let run = try school.run("segments", "1", "--csv", "--json")
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("retouche: Choose one of --csv and --json."))
  }
}

@Suite struct AdoptCommandTests {
  @Test func `a foreign feed of states is read-only until it is adopted`() throws {
    let school = try SmallSchool()
    try school.add(6) { SmallSchool.isOn($0) ? 1 : 0 }
    let set = ["set", "6", "off", "--from", "2021-03-01 10:00", "--to", "2021-03-01 11:00"]
    let refused = try school.run(set)
    #expect(refused.status == 1)
    #expect(refused.errors.hasPrefix("retouche: feed 6 was measured"))
    let adopted = try school.run("adopt", "6", "--json").object()
    #expect(adopted["kind"] as? String == "state")
    #expect(try school.run(set).status == 0)
  }

  @Test func `a measured feed cannot be adopted`() throws {
    let school = try SmallSchool()
    let run = try school.run("adopt", "1")
    #expect(run.status == 1)
    #expect(run.errors.contains("holds 22.0 at 2021-03-01 00:00, which is no state"))
  }

  @Test func `a foreign change is never written over, and can be accepted`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    var bytes = try school.bytes(of: "5.dat")
    bytes[0..<4] = [0, 0, 0, 0]
    try school.write(bytes, to: "5.dat")
    let set = ["set", "5", "off", "--from", "2021-03-01", "--to", "2021-03-02"]
    let refused = try school.run(set)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("retouche adopt 5"))
    #expect(try school.bytes(of: "5.dat") == bytes)
    #expect(try school.run("adopt", "5").status == 0)
    #expect(try school.run(set).status == 0)
  }
}

@Suite struct ZoneCommandTests {
  @Test func `local times are those of the workspace's zone`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    #expect(try school.run("zone").output == "GMT\n")
    #expect(try school.run("zone", "Europe/Paris").output == "Europe/Paris\n")
    #expect(try school.run("zone", "--json").object()["zone"] as? String == "Europe/Paris")
    let run = try school.run(
      "set", "5", "off", "--from", "2021-03-01 07:00", "--to", "2021-03-01 07:05")
    #expect(run.output.contains("from 2021-03-01 07:00 to 07:05: 1 point changed"))
    #expect(try school.points(5).firstIndex(of: 0) == 72)
  }

  @Test func `a zone that is none is refused`() throws {
    let school = try SmallSchool()
    let run = try school.run("zone", "Paris")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "retouche: \"Paris\" is no time zone known here. Write a name such as Europe/Paris or UTC.\n"
    )
  }
}
