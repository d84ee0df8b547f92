import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct ReportCommandTests {
  /// A week on from 6 to 18, inferred.
  private func inferred() throws -> SmallSchool {
    let school = try SmallSchool()
    try school.declareCircuit()
    _ = try school.run("infer", "north")
    return school
  }

  @Test func `the schedule is told`() throws {
    let school = try inferred()
    let run = try school.run("report", "north")
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix(
        """
        north: the schedule it really follows
          Mon 1 Mar 2021 00:00 – Mon 8 Mar 2021 00:00, GMT, 7 days, 100 % known

        """))
    #expect(run.output.contains("12.0 h a day"))
    #expect(run.output.contains("06:00 – 18:00"))
    for title in ["Weekdays", "Regimes", "Months", "Longest pauses"] {
      #expect(run.output.contains("\n\(title)\n"))
    }
    #expect(
      run.output.contains("\n  Mon        ████████████        06:00 (06:00)  18:00 (18:00)   12.0"))
    #expect(run.errors == "\nA page to print  retouche report north --html report.html\n")
  }

  @Test func `as JSON it has all that the page shows`() throws {
    let school = try inferred()
    let report = try school.run("report", "north", "--json").object()
    #expect(
      Set(report.keys) == [
        "boosts", "breaks", "by_hand", "certainty", "circuit", "days", "facts", "heating_curve",
        "hours_by_outdoor", "missing", "months", "pauses", "period", "regimes", "rooms", "runs",
        "seasons", "setbacks", "starts_a_day", "state_feed", "week_profile", "weekdays",
        "working_days", "zone",
      ])
    #expect(report["state_feed"] as? Int == 5)
    let period = try #require(report["period"] as? [String: Any])
    #expect(period["hours_on"] as? Double == 84 && period["hours_off"] as? Double == 84)
    #expect(period["share_known"] as? Double == 1)
    let days = try #require(report["days"] as? [[String: Any]])
    #expect(days.map { $0["date"] as? String } == (1...7).map { "2021-03-0\($0)" })
    #expect(
      days.allSatisfy { $0["hours_on"] as? Double == 12 && $0["first_on"] as? String == "06:00" })
    let runs = try #require(report["runs"] as? [[String: Any]])
    #expect(runs.count == 15)
    #expect(runs.first?["start"] as? Int == SmallSchool.start)
    #expect(runs[1]["regime"] as? String == "normal" && runs[0]["regime"] is NSNull)
    let missing = try #require(report["missing"] as? [String: String])
    #expect(missing["boost"]?.isEmpty == false && missing["heating_limit"]?.isEmpty == false)
    let profile = try #require(report["week_profile"] as? [[Double]])
    #expect(profile.count == 7 && profile.allSatisfy { $0.count == 48 })
  }

  @Test func `a page and a picture are written`() throws {
    let school = try inferred()
    let run = try school.run("report", "north", "--html", "north.html", "--svg", "north.svg")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors == "Written to north.html\nWritten to north.svg\n")
    for (file, root) in [("north.html", "html"), ("north.svg", "svg")] {
      let text = String(decoding: try school.bytes(of: file), as: UTF8.self)
      #expect(try ParsedElement.all(in: text).first?.name == root)
    }
    let both = try school.run("report", "north", "--json", "--html", "north.html")
    #expect(try both.object()["circuit"] as? String == "north")
  }

  @Test func `a period is told alone, and one without a point is refused`() throws {
    let school = try inferred()
    let run = try school.run(
      "report", "north", "--from", "2021-03-02", "--to", "2021-03-04", "--json")
    let report = try run.object()
    #expect((report["days"] as? [Any])?.count == 2)
    #expect((report["period"] as? [String: Any])?["hours_on"] as? Double == 24)
    let outside = try school.run("report", "north", "--from", "2022-01-01")
    #expect(outside.status == 1)
    #expect(outside.errors.contains("the range lies outside the feed"))
  }

  @Test func `local times are those of the workspace's zone`() throws {
    let school = try inferred()
    _ = try school.run("zone", "Asia/Kathmandu")
    let report = try school.run("report", "north", "--json").object()
    let working = try #require(report["working_days"] as? [String: Any])
    #expect((working["first_on"] as? [String: Any])?["median"] as? String == "11:45")
    #expect((working["last_off"] as? [String: Any])?["median"] as? String == "23:45")
    #expect(report["zone"] as? String == "Asia/Kathmandu")
  }

  @Test func `a hostile name is text everywhere`() throws {
    let school = try SmallSchool()
    let name = "a<b>&\u{1B}[2J\nc"
    _ = try school.run("circuit", "add", name, "--supply", "1", "--indoor", "3", "--outdoor", "4")
    _ = try school.run("infer", name)
    let told = try school.run("report", name, "--html", "odd.html")
    #expect(told.status == 0)
    let page = try ParsedElement.all(
      in: String(decoding: school.bytes(of: "odd.html"), as: UTF8.self))
    #expect(page.first { $0.name == "h1" }?.text.hasPrefix("a<b>&") == true)
    #expect(try !school.run("report", name).output.contains("\u{1B}"))
    #expect(try school.run("report", name, "--json").object()["circuit"] as? String == name)
  }

  @Test func `a circuit without a state feed is told what to run`() throws {
    let school = try SmallSchool()
    _ = try school.run("circuit", "add", "the north", "--supply", "1")
    let run = try school.run("report", "the north", "-w", school.path)
    #expect(run.status == 1)
    #expect(
      run.errors == "retouche: circuit the north has no state feed yet. "
        + "Infer its state with `retouche infer 'the north' -w \(school.path)`.\n")
  }

  @Test func `what is known of nothing, and what never switches, is told`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    _ = try school.run("circuit", "add", "north", "--supply", "1", "--state", "5")
    let always = try school.run("report", "north")
    #expect(always.status == 0)
    #expect(always.output.contains("always on"))
    #expect(always.output.contains("has no outdoor feed"))
    _ = try school.run("set", "5", "unknown", "--from", "2021-03-01", "--to", "2021-03-08")
    let never = try school.run("report", "north")
    #expect(never.output.contains("Nothing is known of the state in this time."))
    _ = try school.run("set", "5", "off", "--from", "2021-03-01", "--to", "2021-03-08")
    let off = try school.run("report", "north", "--html", "off.html")
    #expect(off.status == 0)
    #expect(try school.run("report", "north").output.contains("Off at all known times."))
  }

  @Test func `a state feed without a point is refused`() throws {
    let school = try SmallSchool()
    try school.add(5, Timeline(start: 0, interval: 300, count: 0)) { _ in 0 }
    _ = try school.run("adopt", "5")
    _ = try school.run("circuit", "add", "north", "--supply", "1", "--state", "5")
    let run = try school.run("report", "north")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: feed 5 has no point yet"))
  }

  @Test func `a feed of another time leaves its section empty, and says so`() throws {
    let school = try inferred()
    try school.add(7, Timeline(start: SmallSchool.start + 30 * 86_400, interval: 300, count: 10)) {
      _ in 10
    }
    _ = try school.run(
      "circuit", "add", "north", "--supply", "1", "--outdoor", "7", "--indoor", "3", "--state", "5")
    let run = try school.run("report", "north", "--json")
    let missing = try #require(try run.object()["missing"] as? [String: String])
    #expect(missing["hours_line"]?.contains("there are 0") == true)
  }
}
