import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct ExportCommandTests {
  @Test func `CSV goes to standard output, a column for each feed`() throws {
    let school = try SmallSchool()
    let run = try school.run(
      "export", "1", "3", "--from", "2021-03-01 05:50", "--to", "2021-03-01 06:05")
    #expect(run.status == 0)
    #expect(
      run.output == """
        time,1,3
        1614577800,22.0,20.0
        1614578100,22.0,20.0
        1614578400,50.0,20.0

        """)
  }

  @Test func `JSON holds the values`() throws {
    let school = try SmallSchool()
    let document = try school.run(
      "export", "1", "--format", "json", "--from", "1614577800", "--to", "1614578401"
    ).object()
    let feeds = try #require(document["feeds"] as? [[String: Any]])
    #expect(feeds.first?["values"] as? [Double] == [22, 22, 50])
  }

  @Test func `the format follows the file's ending`() throws {
    let school = try SmallSchool()
    let run = try school.run("export", "1", "2", "-o", "both.npy")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.errors == "2 feeds written to both.npy\n")
    let bytes = try school.bytes(of: "both.npy")
    #expect(bytes.starts(with: [0x93] + Array("NUMPY".utf8)))
    #expect(bytes.count % 64 == SmallSchool.count * 16 % 64)
  }

  @Test func `a file that was there is replaced, and no other is left`() throws {
    let school = try SmallSchool()
    try school.write("old", to: "out.csv")
    _ = try school.run("export", "1", "-o", "out.csv")
    #expect(try school.bytes(of: "out.csv").starts(with: Array("time,1\n".utf8)))
    #expect(try school.content().count == 9)
  }

  @Test func `a device or folder is not replaced`() throws {
    let school = try SmallSchool()
    for path in ["/dev/null", school.path] {
      let run = try school.run("export", "1", "-o", path)
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix("retouche: \(path) is no regular file."))
    }
  }

  @Test func `a folder that is not there is told by the file's name`() throws {
    let school = try SmallSchool()
    let run = try school.run("export", "1", "-o", "nowhere/out.csv")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "retouche: nowhere/out.csv: cannot be opened: No such file or directory. Its folder must "
        + "exist: check the path.\n")
  }

  @Test func `feeds of one name are told apart by their tags`() throws {
    let school = try SmallSchool(feeds: false)
    try school.write("time,t\n600,1\n610,2\n", to: "a.csv")
    _ = try school.run("import", "a.csv", "--tag", "a")
    _ = try school.run("import", "a.csv", "--tag", "b")
    let run = try school.run("export", "1", "2")
    #expect(run.lines.first == "time,a:t,b:t")
  }

  @Test func `a full standard output is a failure`() throws {
    let school = try SmallSchool()
    let run = try Tool.run(
      "/bin/sh", ["-c", "\(Tool.path) export 1 > /dev/full"], in: school.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("standard output cannot be written: No space left on device"))
  }
}

@Suite struct ImportCommandTests {
  @Test func `each column becomes a feed`() throws {
    let school = try SmallSchool()
    try school.write(
      """
      Date;Départ (°C);Retour
      2021-03-08 06:00;41,5;30
      2021-03-08 06:10;;31
      2021-03-08 06:20;42;32

      """, to: "hall.csv")
    let run = try school.run("import", "hall.csv", "--unit", "°C", "--interval", "600", "--json")
    #expect(run.status == 0)
    #expect(run.errors == "Note: column \"Départ (°C)\" becomes feed Départ __C_.\n")
    let feeds = try run.objects()
    #expect(feeds.compactMap { $0["id"] as? Int } == [5, 6])
    #expect(feeds.compactMap { $0["name"] as? String } == ["Départ __C_", "Retour"])
    #expect(feeds.allSatisfy { $0["tag"] as? String == "hall" && $0["unit"] as? String == "°C" })
    #expect(feeds.allSatisfy { $0["start"] as? Int == 1_615_183_200 })
    #expect(feeds.allSatisfy { $0["interval"] as? Int == 600 })
    let points = try school.points(5)
    #expect(points.count == 3)
    #expect(points[0] == 41.5 && points[1].isNaN && points[2] == 42)
  }

  @Test func `what was exported comes back to the bit`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let school = try SmallSchool(feeds: false)
    let points = generator.points(3000)
    try school.add(1, Timeline(start: 6000, interval: 60, count: points.count)) { points[$0] }
    _ = try school.run("export", "1", "-o", "out.csv")
    _ = try school.run("import", "out.csv")
    let back = try school.points(2)
    let same = zip(points, back).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    #expect(back.count == points.count && same, "seed \(seed)")
    #expect(try school.bytes(of: "1.meta") == school.bytes(of: "2.meta"))
  }

  @Test func `a name that is taken leaves none of the columns behind`() throws {
    let school = try SmallSchool()
    try school.write("time,a,b\n600,1,1\n610,2,2\n", to: "x.csv")
    try school.write("time,c,b\n600,1,1\n610,2,2\n", to: "y.csv")
    _ = try school.run("import", "x.csv", "--tag", "t")
    let before = try school.content()
    let run = try school.run("import", "y.csv", "--tag", "t")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "retouche: \"t:b\" is the name of feed 6 already. Choose another name or another tag.\n")
    #expect(try school.content() == before)
  }

  @Test(arguments: [
    ("time,a\n0,1\n10,x\n", "line 3"),
    ("time,a\n0,1\n10,2,3\n", "line 3"),
    ("time,a\n0,1\n10,2\n10,3\n", "line 4"),
    ("time,a\n0,1\n20,2\n10,3\n", "line 4"),
    ("time,a\n0,1\n2021-03-28 02:30,2\n", "line 3"),
    ("time,a\n0,1\n10,2\n", "begins at 0"),
    ("a,b\nx,y\n", "time"),
    ("", "is empty"),
  ])
  func `a fault is told with its line, and nothing is written`(_ text: String, _ place: String)
    throws
  {
    let school = try SmallSchool()
    _ = try school.run("zone", "Europe/Paris")
    try school.write(text, to: "bad.csv")
    let before = try school.content()
    let run = try school.run("import", "bad.csv")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: "), "\(run.errors)")
    #expect(run.errors.contains(place), "\(run.errors)")
    #expect(try school.content() == before)
  }

  @Test func `a byte-order mark, missing cells and decimal commas are understood`() throws {
    let school = try SmallSchool(feeds: false)
    try school.write("\u{FEFF}time\ta\r\n600\t1,25\r\n610\t\r\n620\t-3,5\r\n", to: "a.tsv")
    #expect(try school.run("import", "a.tsv").status == 0)
    let points = try school.points(1)
    #expect(points.first == 1.25 && points.last == -3.5)
  }
}
