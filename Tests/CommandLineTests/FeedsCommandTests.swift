import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct FeedsCommandTests {
  @Test func `feeds are listed in aligned columns`() throws {
    let school = try SmallSchool()
    let run = try school.run("feeds")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(
      run.output == """
        id  name  tag  unit  kind      every  from        to          points  missing
         1  1                measured  5 min  2021-03-01  2021-03-07   2 016        0
         2  2                measured  5 min  2021-03-01  2021-03-07   2 016        0
         3  3                measured  5 min  2021-03-01  2021-03-07   2 016        0
         4  4                measured  5 min  2021-03-01  2021-03-07   2 016        0

        """)
  }

  @Test func `as JSON they have the contract's keys`() throws {
    let school = try SmallSchool()
    try school.add(9) { $0 < 10 ? .nan : 1 }
    let feeds = try school.run("feeds", "--json").objects()
    #expect(feeds.compactMap { $0["id"] as? Int } == [1, 2, 3, 4, 9])
    let last = try #require(feeds.last)
    #expect(
      Set(last.keys) == [
        "id", "name", "tag", "unit", "interval", "start", "end", "npoints", "missing", "kind",
      ])
    #expect(last["name"] as? String == "9")
    #expect(last["start"] as? Int == SmallSchool.start)
    #expect(last["end"] as? Int == SmallSchool.start + 2015 * 300)
    #expect(last["npoints"] as? Int == 2016)
    #expect(last["missing"] as? Int == 10)
    #expect(last["kind"] as? String == "measured")
  }

  @Test func `listing leaves nothing in the folder`() throws {
    let school = try SmallSchool()
    let before = try school.content()
    _ = try school.run("feeds")
    _ = try school.run("info", "1")
    _ = try school.run("circuits")
    _ = try school.run("check")
    #expect(try school.content() == before)
  }

  @Test func `a damaged pair does not hide the others`() throws {
    let school = try SmallSchool()
    try school.write([], to: "2.meta")
    try school.remove("3.meta")
    let run = try school.run("feeds", "--json")
    #expect(run.status == 1)
    #expect(try run.objects().compactMap { $0["id"] as? Int } == [1, 4])
    let sentences = run.errors.split(separator: "\n")
    #expect(sentences.count == 2)
    #expect(sentences.allSatisfy { $0.hasPrefix("retouche: ") })
    #expect(run.errors.contains("2.meta"))
    #expect(run.errors.contains("3.meta"))
  }

  @Test func `the workspace is named by option, by variable, or is the current folder`() throws {
    let school = try SmallSchool()
    let elsewhere = try TemporaryFolder()
    for arguments in [["-w", school.path], ["--workspace", school.path]] {
      let run = try Tool.run(["feeds", "--json"] + arguments, in: elsewhere.path)
      #expect(try run.objects().count == 4)
    }
    let variable = try Tool.run(
      ["feeds", "--json"], in: elsewhere.path, environment: ["RETOUCHE_WORKSPACE": school.path])
    #expect(try variable.objects().count == 4)
    let both = try Tool.run(
      ["feeds", "--json", "-w", elsewhere.path], in: elsewhere.path,
      environment: ["RETOUCHE_WORKSPACE": school.path])
    #expect(try both.objects().isEmpty)
  }

  @Test func `feeds under phpfina are found`() throws {
    let school = try SmallSchool()
    let folder = try TemporaryFolder()
    try FileManager.default.moveItem(atPath: school.path, toPath: folder.file("phpfina"))
    #expect(try Tool.run("feeds", "--json", in: folder.path).objects().count == 4)
    try FileManager.default.moveItem(atPath: folder.file("phpfina"), toPath: school.path)
  }
}

@Suite struct InfoCommandTests {
  @Test func `a feed is shown as a card`() throws {
    let school = try SmallSchool()
    try school.add(7) { (10..<20).contains($0) ? .nan : 21.5 }
    let run = try school.run("info", "7")
    #expect(run.status == 0)
    #expect(
      run.output == """
        Feed 7
          kind     measured, read-only
          points   2 016, one every 5 min
          first    2021-03-01 00:00 (GMT)
          last     2021-03-07 23:55
          values   min 21.5, mean 21.5, max 21.5, last 21.5
          missing  10 (0.5 %) in 1 gap, the longest 50 min from 2021-03-01 00:50

        """)
  }

  @Test func `as JSON it has the contract's keys`() throws {
    let school = try SmallSchool()
    try school.add(7) { (10..<20).contains($0) ? .nan : 21.4 }
    let info = try school.run("info", "7", "--json").object()
    #expect(
      Set(info.keys) == [
        "id", "name", "tag", "unit", "interval", "start", "end", "npoints", "missing", "kind",
        "min",
        "mean", "max", "last_value", "gaps", "problems",
      ])
    #expect(info["last_value"] as? Double == 21.4)
    let gaps = try #require(info["gaps"] as? [[String: Int]])
    #expect(
      gaps == [["start": SmallSchool.start + 3000, "end": SmallSchool.start + 6000]])
    #expect((info["problems"] as? [Any])?.isEmpty == true)
  }

  @Test func `a feed without a value has nulls`() throws {
    let school = try SmallSchool(feeds: false)
    try school.add(1, Timeline(start: 0, interval: 300, count: 0)) { _ in 0 }
    let info = try school.run("info", "1", "--json").object()
    for key in ["min", "mean", "max", "last_value"] { #expect(info[key] is NSNull) }
  }

  @Test func `a feed is named by its id, its name, or tag and name`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    for reference in ["5", "north_state", "heating:north_state"] {
      #expect(try school.run("info", reference, "--json").object()["id"] as? Int == 5)
    }
  }
}
