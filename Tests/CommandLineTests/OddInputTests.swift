import Feeds
import Foundation
import Testing

/// Feeds that do not fit each other, and labels that contradict everything.
@Suite struct OddInputTests {
  /// A circuit whose room feed has other times than the supply: what must come out is what came out
  /// before.
  @Test(arguments: [
    // Finer and coarser, earlier and later, shorter and longer, off the supply's beat.
    (60, -86_400, 9 * 86_400), (10, 0, 7 * 86_400), (900, -3600, 7 * 86_400), (3600, 0, 8 * 86_400),
    (300, 86_400, 4 * 86_400), (420, 840, 6 * 86_400), (86_400, -86_400, 30 * 86_400),
  ])
  func `other sensors may have any times`(interval: Int, shift: Int, span: Int) throws {
    let school = try SmallSchool()
    let start = (SmallSchool.start + shift) / interval * interval
    try school.add(8, Timeline(start: start, interval: interval, count: span / interval)) { _ in 20
    }
    try school.add(9, Timeline(start: start, interval: interval, count: span / interval)) { slot in
      let time = start + slot * interval - SmallSchool.start
      return SmallSchool.isOn(max(0, time) / 300) ? 40 : 22
    }
    _ = try school.run(
      "circuit", "add", "north", "--supply", "1", "--return", "9", "--indoor", "8", "--indoor", "3",
      "--outdoor", "4")
    let run = try school.run("infer", "north", "--json")
    #expect(run.status == 0, "\(run.errors)")
    let points = try school.points(10)
    let right = points.indices.count { (points[$0] == 1) == SmallSchool.isOn($0) }
    #expect(right >= points.count - 14, "\(interval) s: \(points.count - right) wrong")
  }

  @Test func `sensors of another season are left out and named`() throws {
    let school = try SmallSchool()
    for shift in [-30 * 86_400, 30 * 86_400] {
      try school.add(
        8 + (shift > 0 ? 1 : 0),
        Timeline(start: SmallSchool.start + shift, interval: 300, count: 288)
      ) { _ in 20 }
    }
    for feed in ["8", "9"] {
      _ = try school.run(
        "circuit", "add", "north", "--supply", "1", "--indoor", "3", "--indoor", feed)
      let run = try school.run("infer", "north", "--json")
      #expect(run.status == 0)
      let told = try run.object()
      #expect(told["hours_on"] as? Double == 84)
      let notes = try #require(told["notes"] as? [String])
      #expect(notes.contains("Indoor sensor 2 was left out: it has no value in this period."))
    }
  }

  @Test func `a supply that ends before the other feeds do, and a state feed that begins before`()
    throws
  {
    let school = try SmallSchool()
    try school.add(
      8, Timeline(start: SmallSchool.start + 86_400, interval: 600, count: 4 * 144)
    ) { SmallSchool.isOn(2 * $0) ? 50 : 22 }
    _ = try school.run("new", "--like", "1", "--name", "n", "--tag", "t")
    _ = try school.run(
      "circuit", "add", "north", "--supply", "8", "--indoor", "3", "--state", "9")
    let run = try school.run("infer", "north", "--continue", "--json")
    #expect(run.status == 0, "\(run.errors)")
    let points = try school.points(9)
    #expect(points.count == SmallSchool.count)
    #expect(points[..<288].allSatisfy(\.isNaN) && points[(5 * 288)...].allSatisfy(\.isNaN))
    let right = (288..<(5 * 288)).count { (points[$0] == 1) == SmallSchool.isOn($0) }
    #expect(right >= 4 * 288 - 10)
  }

  @Test(arguments: ["physics", "excess"])
  func `labels that contradict everything are kept, and nothing is made up`(method: String) throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    try school.makeStateFeed()
    _ = try school.run("circuit", "add", "north", "--supply", "1", "--indoor", "3", "--state", "5")
    // On while the water is cold, off while it is hot, for five of seven days.
    for day in 0..<5 {
      for (state, from, to) in [("off", 6, 18), ("on", 18, 24), ("on", 0, 6)] {
        let run = try school.run(
          "set", "5", state, "--from", "\(SmallSchool.time(day: day, hour: from))", "--to",
          "\(SmallSchool.time(day: day, hour: to))")
        #expect(run.status == 0, "\(run.errors)")
      }
    }
    let run = try school.run("infer", "north", "--method", method, "--json")
    #expect(run.status == 0, "\(run.errors)")
    let points = try school.points(5)
    #expect((0..<(5 * 288)).allSatisfy { (points[$0] == 1) != SmallSchool.isOn($0) })
    let hand = try school.run("segments", "5", "--json").objects().filter {
      $0["provenance"] as? String == "hand"
    }
    #expect(hand.count == 11)
    #expect(try school.run("infer", "north", "--method", method, "--continue").status == 0)
    #expect(try school.run("check").status == 0)
  }

  @Test func `a whole feed set by hand leaves nothing to infer, and that is no failure`() throws {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    for state in ["on", "off", "unknown"] {
      _ = try school.run("set", "5", state, "--from", "2021-03-01", "--to", "2021-03-08")
      let before = try school.bytes(of: "5.dat")
      let run = try school.run("infer", "north", "--json")
      #expect(run.status == 0, "\(state): \(run.errors)")
      #expect(try run.object()["changed_points"] as? Int == 0)
      #expect(try run.object()["uncertain_segments"] as? Int == 0)
      #expect(try school.bytes(of: "5.dat") == before)
      #expect(try school.run("infer", "north", "--continue", "--json").object()["edit"] is NSNull)
    }
  }
}
