import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct ScoreCommandTests {
  /// A school whose feed 5 says the truth but for the first hour of heat on the first day.
  private func school() throws -> SmallSchool {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    _ = try school.run(
      "set", "5", "off", "--from", "2021-03-01 06:00", "--to", "2021-03-01 07:00")
    return school
  }

  /// The true stretches of heat.
  private var stretches: [(start: Int, end: Int)] {
    (0..<7).map { (SmallSchool.time(day: $0, hour: 6), SmallSchool.time(day: $0, hour: 18)) }
  }

  private func expectExpected(_ run: Tool.Run) throws {
    #expect(run.errors == "")
    let score = try run.object()
    #expect(
      Set(score.keys) == [
        "samples", "accuracy", "balanced_accuracy", "f1", "kappa", "edge_precision", "edge_recall",
        "median_edge_error_s", "segments_truth", "segments",
      ])
    #expect(score["samples"] as? Int == 2016)
    let accuracy = try #require(score["accuracy"] as? Double)
    #expect(abs(accuracy - (1 - 12.0 / 2016)) < 1e-12)
    let recall = try #require(score["edge_recall"] as? Double)
    #expect(abs(recall - 13.0 / 14) < 1e-12)
    #expect(score["median_edge_error_s"] as? Double == 0)
    #expect(score["segments_truth"] as? Int == 15)
    #expect(score["segments"] as? Int == 15)
  }

  @Test func `against segments of numbers`() throws {
    let school = try school()
    var segments: [String] = []
    var last = SmallSchool.start
    for (start, end) in stretches {
      segments.append("{\"start\":\(last),\"end\":\(start),\"state\":0}")
      segments.append("{\"start\":\(start),\"end\":\(end),\"state\":1}")
      last = end
    }
    segments.append("{\"start\":\(last),\"end\":\(SmallSchool.timeline.end),\"state\":0}")
    try school.write(
      "{\"circuit\":\"north\",\"segments\":[\(segments.joined(separator: ","))]}", to: "truth.json")
    try expectExpected(school.run("score", "5", "--truth", "truth.json", "--json"))
  }

  @Test func `against a window, on and uncertain`() throws {
    let school = try school()
    let on = stretches.map { "[\($0.start),\($0.end)]" }.joined(separator: ",")
    try school.write(
      """
      {"window":[\(SmallSchool.start),\(SmallSchool.timeline.end)],"on":[\(on)],"uncertain":[]}
      """, to: "truth.json")
    try expectExpected(school.run("score", "5", "--truth", "truth.json", "--json"))
  }

  @Test func `against the segments that retouche lists`() throws {
    let school = try school()
    let listed = try school.run("segments", "5", "--json")
    try school.write(listed.output, to: "segments.json")
    let score = try school.run("score", "5", "--truth", "segments.json", "--json").object()
    #expect(score["accuracy"] as? Double == 1)
    #expect(score["samples"] as? Int == 2016)
  }

  @Test func `against a CSV with a column of truth`() throws {
    let school = try school()
    let rows = (0..<SmallSchool.count).map {
      "\(SmallSchool.timeline.time(of: $0)),21.5,\(SmallSchool.isOn($0) ? 1 : 0)\n"
    }
    for time in ["unix_time", "timestamp"] {
      try school.write("\(time),indoor,truth\n\(rows.joined())", to: "truth.csv")
      try expectExpected(school.run("score", "5", "--truth", "truth.csv", "--json"))
    }
  }

  @Test func `against another feed`() throws {
    let school = try school()
    try school.add(8) { SmallSchool.isOn($0) ? 1 : 0 }
    try expectExpected(school.run("score", "5", "--truth", "8", "--json"))
  }

  @Test func `people read a card`() throws {
    let school = try school()
    try school.add(8) { SmallSchool.isOn($0) ? 1 : 0 }
    #expect(
      try school.run("score", "5", "--truth", "8").output == """
          accuracy           0.9940  of 2 016 samples that the truth knows
          balanced accuracy  0.9940  on and off weighing the same
          F1                 0.9940  of on
          kappa              0.9881  agreement beyond chance
          edge precision     0.9286  of the feed's edges, those that are true
          edge recall        0.9286  of the true edges, those found within 15 min
          median edge error  0 s
          segments           15, 15 in the truth

        """)
  }

  @Test func `only the period asked for counts`() throws {
    let school = try school()
    try school.add(8) { SmallSchool.isOn($0) ? 1 : 0 }
    let score = try school.run(
      "score", "5", "--truth", "8", "--from", "2021-03-02", "--to", "2021-03-03", "--json"
    ).object()
    #expect(score["samples"] as? Int == 288)
    #expect(score["accuracy"] as? Double == 1)
  }

  @Test(arguments: [
    (
      "{\"segments\":[{\"start\":1,\"end\":0,\"state\":1}]}",
      "segments[0] ends at 0, not after its start at 1"
    ),
    ("{\"segments\":[{\"start\":1,\"end\":2}]}", "has no \"state\" in segments[0]"),
    (
      "{\"segments\":[{\"start\":1,\"end\":2,\"state\":2}]}",
      "segments[0].state is \"2\", where there should be 1, 0, on or off"
    ),
    (
      "{\"segments\":[{\"start\":\"1\",\"end\":2,\"state\":1}]}",
      "has a value of another kind than expected in segments[0].start"
    ),
    (
      "{\"window\":[1,2],\"on\":[[1]]}",
      "on[0] holds 1 numbers, where there should be a start and an end"
    ),
    ("{\"on\":[[1,2]]}", "has no \"segments\""),
    ("{\"segments\":[", "is no JSON document that can be read"),
    ("time,heat,x\n0,1,1\n300,0,1\n", "has no column called truth, but: heat, x"),
    ("time,truth\n0,1\n300,0.5\n", "holds 0.5 as a state at 1970-01-01 00:05"),
  ])
  func `a truth that is none is refused with what is wrong in it`(_ text: String, _ problem: String)
    throws
  {
    let school = try SmallSchool()
    try school.makeStateFeed()
    try school.write(text, to: "truth.txt")
    let run = try school.run("score", "5", "--truth", "truth.txt")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: truth.txt: \(problem)"), "\(run.errors)")
    #expect(run.output == "")
  }

  @Test func `what names neither a file nor a feed is refused`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let run = try school.run("score", "5", "--truth", "nowhere.json")
    #expect(run.status == 1)
    #expect(
      run.errors.hasPrefix(
        "retouche: \"nowhere.json\" is neither a file nor a feed of this workspace."))
  }

  @Test func `a truth of another time is refused`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    try school.write("{\"segments\":[{\"start\":1,\"end\":2,\"state\":1}]}", to: "truth.json")
    let run = try school.run("score", "5", "--truth", "truth.json")
    #expect(run.status == 1)
    #expect(run.errors.contains("knows nothing of the time of feed 5 (north_state)"))
  }

  @Test func `a measured feed has no score`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let run = try school.run("score", "1", "--truth", "5")
    #expect(run.status == 1)
    #expect(run.errors.contains("feed 1 holds 22.0 at 2021-03-01 00:00, which is no state"))
  }
}
