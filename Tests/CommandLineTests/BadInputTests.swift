import Feeds
import Foundation
import TestSupport
import Testing

/// What is wrong gets one clear sentence and code 1, and nothing is written.
@Suite struct BadInputTests {
  /// Runs a command that must fail, and compares the folder before and after.
  ///
  /// - Returns: The sentence, without the program's name.
  private func sentence(_ school: SmallSchool, _ arguments: String...) throws -> String {
    let before = try school.content()
    let run = try school.run(arguments)
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: "), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(!run.errors.contains("Error("), "\(run.errors)")
    #expect(try school.content() == before)
    return String(run.errors.dropFirst("retouche: ".count))
  }

  // MARK: Files

  @Test func `metadata that is missing`() throws {
    let school = try SmallSchool()
    try school.remove("1.meta")
    #expect(try sentence(school, "info", "1").hasPrefix("\"1\" names no feed of this workspace."))
    #expect(try sentence(school, "feeds").contains("1.meta"))
  }

  @Test func `points that are missing`() throws {
    let school = try SmallSchool()
    try school.remove("1.dat")
    #expect(try sentence(school, "feeds").contains("1.dat"))
  }

  @Test(arguments: [0, 15, 17])
  func `metadata of another size than 16 bytes`(_ size: Int) throws {
    let school = try SmallSchool()
    try school.write(Array((try school.bytes(of: "1.meta") + [0]).prefix(size)), to: "1.meta")
    let problem = try sentence(school, "info", "1")
    #expect(problem.contains("1.meta"), "\(problem)")
    #expect(problem.contains("\(size)"), "\(problem)")
    #expect(try sentence(school, "infer", "north").contains("names no circuit"))
  }

  @Test func `an interval of 0`() throws {
    let school = try SmallSchool()
    var bytes = try school.bytes(of: "1.meta")
    bytes.replaceSubrange(8..<12, with: [0, 0, 0, 0])
    try school.write(bytes, to: "1.meta")
    #expect(
      try sentence(school, "new", "--like", "1", "--name", "a", "--tag", "b").contains("interval"))
  }

  @Test(arguments: [
    ["new", "--like", "1", "--name", "a", "--tag", "b"], ["export", "1"], ["plot", "1"],
    ["circuit", "add", "north", "--supply", "1"],
  ])
  func `points that are no whole number are used for nothing`(_ arguments: [String]) throws {
    let school = try SmallSchool()
    try school.write(try school.bytes(of: "1.dat") + [1, 2], to: "1.dat")
    let before = try school.content()
    let run = try school.run(arguments)
    #expect(run.status == 1)
    #expect(run.errors.contains("1.dat: its size is 2 bytes more than"), "\(run.errors)")
    #expect(try school.content() == before)
  }

  @Test(arguments: [
    ["export", "1", "-o", "3.dat"], ["plot", "1", "--svg", "./3.meta"],
    ["export", "1", "-o", "retouche.sqlite"], ["export", "1", "-o", "retouche.sqlite-wal"],
  ])
  func `nothing is written over a feed or the database`(_ arguments: [String]) throws {
    let school = try SmallSchool()
    _ = try school.makeStateFeed()
    let before = try school.content()
    let run = try school.run(arguments)
    #expect(run.status == 1)
    #expect(run.errors.contains("never written over"), "\(run.errors)")
    #expect(try school.content() == before)
  }

  @Test func `points that are no whole number`() throws {
    let school = try SmallSchool()
    try school.write(try school.bytes(of: "1.dat") + [1, 2], to: "1.dat")
    let problem = try sentence(school, "info", "1")
    #expect(problem.contains("1.dat") && problem.contains("2 bytes"), "\(problem)")
    #expect(try sentence(school, "feeds").contains("1.dat"))
  }

  @Test func `a start in the far future`() throws {
    let school = try SmallSchool(feeds: false)
    try school.add(1, Timeline(start: 4_102_444_800, interval: 300, count: 10)) { _ in 1 }
    #expect(
      try sentence(school, "info", "1").contains("it starts in the future, at 2100-01-01 00:00"))
  }

  @Test func `a feed of NaN only`() throws {
    let school = try SmallSchool()
    try school.add(6) { _ in .nan }
    #expect(try sentence(school, "info", "6").contains("all 2016 points are NaN"))
    _ = try school.run("circuit", "add", "dead", "--supply", "6", "--indoor", "3")
    let problem = try sentence(school, "infer", "dead")
    #expect(problem.lowercased().contains("supply"), "\(problem)")
  }

  @Test func `a supply shorter than the room is inferred where it is`() throws {
    let school = try SmallSchool()
    try school.add(6, Timeline(start: SmallSchool.start, interval: 300, count: 576)) {
      SmallSchool.isOn($0) ? 50 : 22
    }
    _ = try school.run("circuit", "add", "short", "--supply", "6", "--indoor", "3")
    let run = try school.run("infer", "short", "--json")
    #expect(run.status == 0)
    #expect(try run.object()["hours_on"] as? Double == 24)
  }

  @Test func `feeds that do not overlap`() throws {
    let school = try SmallSchool()
    try school.add(6, Timeline(start: 1_500_000_000, interval: 300, count: 500)) { _ in 20 }
    _ = try school.run("circuit", "add", "apart", "--supply", "1", "--indoor", "6")
    let run = try school.run("infer", "apart", "--json")
    #expect(run.status == 0)
    let notes = try #require(try run.object()["notes"] as? [String])
    #expect(notes.contains("Indoor sensor 1 was left out: it has no value in this period."))
  }

  // MARK: Ranges

  @Test(arguments: [
    ("2021-02-01", "2021-02-02", "the range lies outside the feed"),
    ("2021-04-01", "2021-04-02", "the range lies outside the feed"),
    ("2021-03-03", "2021-03-02", "the range is reversed"),
    ("2021-03-03", "2021-03-03", "the range is empty"),
    ("2021-03-03 00:01", "2021-03-03 00:02", "the range falls between two points"),
  ])
  func `a range without a point`(_ from: String, _ to: String, _ problem: String) throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    try school.declareCircuit()
    let range = ["--from", from, "--to", to]
    for command in [
      ["set", "5", "off"], ["segments", "5"], ["export", "5"], ["plot", "1", "5"],
      ["infer", "north"], ["score", "5", "--truth", "5"],
    ] {
      let before = try school.content()
      let run = try school.run(command + range)
      #expect(run.status == 1)
      #expect(run.output == "")
      #expect(run.errors.contains(problem), "\(run.errors)")
      #expect(run.errors.contains("It runs from 2021-03-01 00:00 to 2021-03-08 00:00"))
      #expect(try school.content() == before)
    }
  }

  // MARK: Rights and room

  @Test(.enabled(if: Unprivileged.isPossible, "needs setpriv, or not to run as root"))
  func `a file that may not be read`() throws {
    let school = try SmallSchool()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o000], ofItemAtPath: school.file("1.dat"))
    let run = try Unprivileged.run(["info", "1"], in: school)
    #expect(run.status == 1)
    #expect(
      run.errors.contains("1.dat: ") && run.errors.contains("Permission denied"), "\(run.errors)")
  }

  @Test(.enabled(if: Unprivileged.isPossible, "needs setpriv, or not to run as root"))
  func `a folder that may not be written`() throws {
    let school = try SmallSchool()
    let before = try school.content()
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: school.path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: school.path)
    }
    let listed = try Unprivileged.run(["feeds", "--json"], in: school)
    #expect(listed.status == 0)
    #expect(try listed.objects().count == 4)
    let run = try Unprivileged.run(
      ["new", "--like", "1", "--name", "state", "--tag", "heating"], in: school)
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: "))
    #expect(run.errors.contains("owner and the mode"), "\(run.errors)")
    #expect(try school.content() == before)
  }

  @Test func `a disk that is full`() throws {
    let school = try SmallSchool()
    // A file system of 64 kB, in a mount of its own that ends with the command.
    let script = """
      mount -t tmpfs -o size=64k,mode=777 none mnt || exit 99
      cp 1.meta 1.dat mnt/ || exit 99
      cd mnt; dd if=/dev/zero of=filler bs=1k 2>/dev/null
      ls -A > ../before
      '\(Tool.path)' new --like 1 --name a --tag b; status=$?
      ls -A | grep -v '^retouche.sqlite' | grep -v '^.retouche$' > ../after
      exit $status
      """
    try FileManager.default.createDirectory(
      atPath: school.file("mnt"), withIntermediateDirectories: false)
    let run = try Tool.run(
      "/usr/bin/unshare", ["--map-root-user", "--mount", "/bin/sh", "-c", script], in: school.path)
    guard run.status != 99, !run.errors.contains("unshare failed") else {
      try Test.cancel("no file system may be mounted here")
    }
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("retouche: "), "\(run.errors)")
    #expect(run.errors.contains("room"), "\(run.errors)")
    #expect(try school.bytes(of: "after") == school.bytes(of: "before"))
  }

  // MARK: Other processes

  @Test func `a feed that another process is writing`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let set = ["set", "5", "off", "--from", "2021-03-02", "--to", "2021-03-03"]
    _ = try school.run(set)
    let before = try school.content()
    let lock = open(school.file(".retouche/5.lock"), O_RDWR | O_CLOEXEC)
    #expect(lock >= 0 && flock(lock, LOCK_EX) == 0)
    let holder = Array("process 4242 (retouche)".utf8)
    #expect(pwrite(lock, holder, holder.count, 0) == holder.count)
    defer { close(lock) }
    let run = try school.run("undo", "5")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "retouche: feed 5 is being written by process 4242 (retouche). Wait for it to end and run "
        + "the command again.\n")
    #expect(try school.content() == before)
  }

  // MARK: The database

  @Test func `a database from a newer version`() throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    let script =
      "import sqlite3; d = sqlite3.connect('retouche.sqlite'); "
      + "d.execute(\"INSERT INTO grdb_migrations VALUES ('99')\"); d.commit(); d.close()"
    let python = try Tool.run("/usr/bin/env", ["python3", "-c", script], in: school.path)
    guard python.status == 0 else { try Test.cancel("needs python3 with sqlite3") }
    for command in [["feeds"], ["set", "5", "off", "--from", "2021-03-02", "--to", "2021-03-03"]] {
      let before = try school.content()
      let run = try school.run(command)
      #expect(run.status == 1)
      #expect(
        run.errors.contains("retouche.sqlite was written by a newer Retouche"), "\(run.errors)")
      #expect(try school.content() == before)
    }
  }

  @Test(arguments: [10, 5000, 20000])
  func `a database that is cut short`(_ size: Int) throws {
    let school = try SmallSchool()
    try school.makeStateFeed()
    try school.write(
      Array(try school.bytes(of: "retouche.sqlite").prefix(size)), to: "retouche.sqlite")
    let problem = try sentence(
      school, "set", "5", "off", "--from", "2021-03-02", "--to", "2021-03-03")
    #expect(problem.contains("retouche.sqlite"), "\(problem)")
    #expect(problem.contains("damaged"), "\(problem)")
  }

  @Test func `a database that is none`() throws {
    let school = try SmallSchool()
    try school.write(String(repeating: "This is no database. ", count: 500), to: "retouche.sqlite")
    #expect(try sentence(school, "feeds").contains("retouche.sqlite is damaged or is no database"))
  }

  // MARK: Names and times

  @Test func `a name that several feeds bear`() throws {
    let school = try SmallSchool(feeds: false)
    try school.write("time,t\n600,1\n610,2\n", to: "a.csv")
    _ = try school.run("import", "a.csv", "--tag", "hall")
    _ = try school.run("import", "a.csv", "--tag", "gym")
    #expect(
      try sentence(school, "info", "t")
        == "\"t\" names 2 feeds: 1 (hall:t), 2 (gym:t). Write the id, or the tag and the name as "
        + "tag:name.\n")
  }

  @Test func `a local time that does not exist or exists twice`() throws {
    let school = try SmallSchool()
    _ = try school.run("zone", "Europe/Paris")
    try school.makeStateFeed()
    #expect(
      try sentence(
        school, "set", "5", "off", "--from", "2021-03-28 02:30", "--to", "2021-03-28 04:00")
        == "\"2021-03-28 02:30\" does not exist in Europe/Paris, where clocks skip it. Write a time "
        + "with its offset, such as 2021-03-28T03:30:00+02:00.\n")
    #expect(
      try sentence(
        school, "set", "5", "off", "--from", "2021-10-31 02:30", "--to", "2021-10-31 04:00")
        == "\"2021-10-31 02:30\" occurs twice in Europe/Paris, where clocks are put back. Write "
        + "2021-10-31T02:30:00+02:00 or 2021-10-31T02:30:00+01:00.\n")
  }

  @Test func `a time that is none`() throws {
    let school = try SmallSchool()
    #expect(
      try sentence(school, "segments", "1", "--from", "yesterday").hasPrefix(
        "\"yesterday\" is not a time. Write Unix seconds, ISO 8601, or a local time"))
  }

  @Test func `a folder that is not there`() throws {
    let school = try SmallSchool()
    #expect(try sentence(school, "feeds", "-w", "nowhere").contains("nowhere"))
  }
}

/// The tool run by somebody to whom modes of files apply.
enum Unprivileged {
  private static let isRoot = geteuid() == 0
  private static let setpriv = "/usr/bin/setpriv"

  static let isPossible = !isRoot || FileManager.default.isExecutableFile(atPath: setpriv)

  static func run(_ arguments: [String], in school: SmallSchool) throws -> Tool.Run {
    guard isRoot else { return try school.run(arguments) }
    // Still root, whose files these are, but without the powers that pass modes by.
    let dropped = ["--bounding-set=-all", "--inh-caps=-all", Tool.path]
    return try Tool.run(setpriv, dropped + arguments, in: school.path)
  }
}
