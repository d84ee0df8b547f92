import Foundation
import TestSupport
import Testing

@Suite struct OpenCommandTests {
  /// The table of feeds as mysqldump writes it.
  private static let dump = """
    CREATE TABLE `feeds` (`id` int(11) NOT NULL, `name` text, `userid` int(11), `tag` text, \
    `engine` int(11), `unit` varchar(10));
    INSERT INTO `feeds` VALUES (1,'depart',1,'emontx',5,'°C'),(2,'retour',1,'emontx',5,'°C'),\
    (3,'salle d\\'étude',1,' hall',5,'°C'),(4,'dehors',1,'emontx',5,'°C');

    """

  /// A backup of the small school: the folder `backup`, and the archive `backup.tar.gz`.
  private func backup() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let school = try SmallSchool()
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder.file("backup"), withIntermediateDirectories: false)
    try files.copyItem(atPath: school.path, toPath: folder.file("backup/phpfina"))
    try folder.write(Self.dump, to: "backup/emoncms.sql")
    let tar = try Tool.run(
      "/usr/bin/env", ["tar", "-C", "backup", "-czf", "backup.tar.gz", "."], in: folder.path)
    try #require(tar.status == 0)
    return folder
  }

  @Test(arguments: ["backup.tar.gz", "backup"])
  func `a backup becomes a workspace with names, tags and units`(_ source: String) throws {
    let folder = try backup()
    let before = try SmallSchool.content(of: folder.path)
    let run = try Tool.run("open", source, "--into", "school", "--json", in: folder.path)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let feeds = try run.objects()
    #expect(feeds.compactMap { $0["id"] as? Int } == [1, 2, 3, 4])
    #expect(feeds[2]["name"] as? String == "salle d'étude")
    #expect(feeds[2]["tag"] as? String == " hall")
    #expect(feeds[0]["unit"] as? String == "°C")
    let after = try SmallSchool.content(of: folder.path)
    for (name, bytes) in before { #expect(after[name] == bytes) }
    #expect(after["school/1.dat"] == before["backup/phpfina/1.dat"])
    #expect(try Tool.run("info", "hall:salle d'étude", "-w", "school", in: folder.path).status == 0)
  }

  @Test func `the zone can be chosen with it`() throws {
    let folder = try backup()
    let run = try Tool.run(
      "open", "backup", "--into", "school", "--zone", "Europe/Paris", in: folder.path)
    #expect(run.output.hasPrefix("4 feeds in school\n\nid  name"))
    #expect(try Tool.run("zone", "-w", "school", in: folder.path).output == "Europe/Paris\n")
  }

  @Test func `no database beside the feeds is left half open`() throws {
    let folder = try backup()
    _ = try Tool.run("open", "backup", "--into", "school", in: folder.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("school")).sorted()
    #expect(
      names == [
        "1.dat", "1.meta", "2.dat", "2.meta", "3.dat", "3.meta", "4.dat", "4.meta",
        "retouche.sqlite",
      ])
  }

  private func refusal(_ folder: TemporaryFolder, _ arguments: String...) throws -> String {
    let before = try folder.names
    let run = try Tool.run(["open"] + arguments, in: folder.path)
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("retouche: "))
    #expect(try folder.names == before)
    return run.errors
  }

  @Test(arguments: [1, 30, 60, 95])
  func `a truncated archive leaves nothing`(_ percent: Int) throws {
    let folder = try backup()
    let bytes = try folder.bytes(of: "backup.tar.gz")
    try folder.write(bytes.prefix(bytes.count * percent / 100), to: "cut.tar.gz")
    #expect(try refusal(folder, "cut.tar.gz", "--into", "school").contains("cut.tar.gz"))
  }

  @Test func `a folder that is taken is left alone`() throws {
    let folder = try backup()
    #expect(
      try refusal(folder, "backup", "--into", "backup").contains("backup"))
    try FileManager.default.createDirectory(
      atPath: folder.file("mine"), withIntermediateDirectories: false)
    try folder.write("mine", to: "mine/file")
    #expect(try refusal(folder, "backup", "--into", "mine").contains("exists and is not empty"))
  }

  @Test func `a zone that is none leaves nothing`() throws {
    let folder = try backup()
    #expect(
      try refusal(folder, "backup", "--into", "school", "--zone", "Mars").contains("\"Mars\""))
  }

  @Test func `what is no backup is refused`() throws {
    let folder = try backup()
    #expect(try refusal(folder, "nowhere.tar.gz", "--into", "school").contains("nowhere.tar.gz"))
    try folder.write("no archive", to: "text.tar.gz")
    #expect(try refusal(folder, "text.tar.gz", "--into", "school").contains("text.tar.gz"))
  }
}
