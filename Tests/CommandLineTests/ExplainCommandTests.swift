import Foundation
import Testing

@Suite struct ExplainCommandTests {
  @Test func `it says in words why heat was on`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    let run = try school.run("explain", "north", "--at", "2021-03-03 12:00")
    #expect(run.status == 0)
    #expect(run.lines.first?.hasPrefix("north at 2021-03-03 12:00: on, sure to ") == true)
    #expect(run.output.contains("50.0 °C  feed 1"))
    #expect(run.output.contains("30.0 K above the room: 50.0 against 20.0 °C"))
    #expect(run.output.contains("It is on from 2021-03-03 06:00 to 18:00."))
    #expect(run.output.contains("together"))
    // Nothing is written, not even a state feed.
    #expect(try school.run("feeds").output.contains("state") == false)
  }

  @Test func `the same as JSON, with what a person set and what the feed holds`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    #expect(try school.run("infer", "north").status == 0)
    let at = SmallSchool.time(day: 2, hour: 12)
    _ = try school.run(
      "set", "north_state", "off", "--from", "\(at)", "--to", "\(at + 3600)")
    let told = try school.run("explain", "north", "--at", "\(at + 310)", "--json").object()
    #expect(told["time"] as? Int == at + 300)
    #expect(told["state"] as? String == "off")
    #expect(told["confidence"] as? Double == 1)
    #expect(told["settled_by"] as? String == "hand")
    #expect(told["start"] as? Int == at)
    #expect(told["end"] as? Int == at + 3600)
    let present = try #require(told["present"] as? [String: Any])
    #expect(present["provenance"] as? String == "hand")
    let readings = try #require(told["readings"] as? [[String: Any]])
    #expect(readings.map { $0["role"] as? String } == ["supply", "return", "indoor", "outdoor"])
    #expect(readings.first?["value"] as? Double == 50)
    let votes = try #require(told["votes"] as? [[String: Any]])
    #expect(votes.contains { $0["reading"] as? String == "level" })
    for key in ["supply", "room", "change", "expected_change", "unexplained", "usual_deviation"] {
      #expect(told[key] is Double, "\(key)")
    }
  }

  @Test func `what cannot be explained is refused with the way out`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    let outside = try school.run("explain", "north", "--at", "2022-01-01")
    #expect(outside.status == 1)
    #expect(outside.errors.contains("has no point at 2022-01-01 00:00"))
    #expect(outside.errors.contains("It runs from 2021-03-01 00:00"))
    #expect(try school.run("explain", "west", "--at", "0").errors.contains("names no circuit"))
    #expect(try school.run("explain", "north").status == 64)
    #expect(try school.run("explain", "north", "--at", "noon").status != 0)
  }
}
