import Emoncms
import Feeds
import Foundation
import TestSupport
import Testing

struct BackupRegistrationTests {
  @Test(arguments: ["", "./", "emoncms-backup/", "a/b/c/"])
  func `the new archive has the feed and what the old one had`(_ folder: String) throws {
    let scratch = try Scratch()
    try scratch.pack(backupFiles(mysqldump()), under: folder)
    let old = try bytes(of: scratch["backup"])
    let id = try register(newFeed(), in: scratch["backup"], as: scratch["new"])

    #expect(id == 9)
    #expect(try bytes(of: scratch["backup"]) == old)
    let before = try Backup.extract(scratch["backup"], into: scratch["W0"])
    let after = try Backup.extract(scratch["new"], into: scratch["W"])
    #expect(after.notes == before.notes)
    #expect(after.feeds.filter { $0.id != 9 } == before.feeds)
    let feed = try #require(after.feeds.last)
    #expect(feed.id == 9)
    #expect(feed.name == "Etat_départ" && feed.tag == "Chaufferie" && feed.unit == "")
    #expect(feed.engine == 5 && feed.userID == 1 && !feed.isPublic && feed.processList == nil)
    #expect(try bytes(of: scratch["W/9.dat"]) == stored([1, .nan, 0]))
    #expect(try bytes(of: scratch["W/9.meta"]) == metadata(start: 1_612_790_400))
    for name in try scratch.names("W0") {
      #expect(try bytes(of: scratch["W/\(name)"]) == bytes(of: scratch["W0/\(name)"]))
    }
    #expect(try scratch.names() == ["W", "W0", "backup", "new"])
  }

  @Test(
    arguments: [
      ["tar", "--format=gnu", "-czf"], ["tar", "--format=pax", "-czf"],
      ["tar", "--format=ustar", "-czf"], ["tar", "--format=v7", "-czf"],
      ["tar", "--format=gnu", "-cf"], ["tar", "-cJf"], ["tar", "-cjf"], ["tar", "--zstd", "-cf"],
      ["tar", "--lzma", "-cf"], ["zip", "-qr"],
    ])
  func `every other entry is the same to tar, with its owner, mode and time`(
    _ command: [String]
  ) throws {
    let scratch = try Scratch()
    for (name, content) in backupFiles(mysqldump()) { try scratch.write("source/\(name)", content) }
    // Longer than the older formats hold.
    let isOld = command.contains { ["--format=ustar", "--format=v7"].contains($0) }
    try scratch.write("source/é/\(String(repeating: "long", count: isOld ? 20 : 40))", [1, 2, 3])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600, .modificationDate: Date(timeIntervalSince1970: 1_600_000_001.25)],
      ofItemAtPath: scratch["source/settings.ini"])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640, .modificationDate: Date(timeIntervalSince1970: 1_600_000_000)],
      ofItemAtPath: scratch["source/phpfina/5.dat"])
    let isZip = command[0] == "zip"
    let owner =
      isZip ? [] : ["--owner=www-data:33", "--group=www-data:33", "--sort=name", "--exclude=2.*"]
    let packed = try Tool.run(command + ["../backup"] + owner + ["."], in: scratch["source"])
    guard packed.status == 0 else {
      print("skipped: \(command.joined(separator: " ")) does not work here")
      return
    }
    // zip adds an ending of its own.
    if isZip {
      try FileManager.default.moveItem(atPath: scratch["backup.zip"], toPath: scratch["backup"])
    }
    let old = try bytes(of: scratch["backup"])
    #expect(try register(newFeed(), in: scratch["backup"], as: scratch["new"]) == 9)
    #expect(try bytes(of: scratch["backup"]) == old)
    // Of the same kind.
    #expect(try bytes(of: scratch["new"]).prefix(2) == old.prefix(2))

    for archive in ["backup", "new"] {
      try FileManager.default.createDirectory(
        atPath: scratch["\(archive)-tree"], withIntermediateDirectories: true)
      let unpack =
        isZip ? ["unzip", "-q", "../\(archive)"] : ["tar", "-xpf", "../\(archive)"]
      let outcome = try Tool.run(unpack, in: scratch["\(archive)-tree"])
      #expect(outcome.status == 0 && outcome.errors == "")
    }
    // All but the dump and the new files.
    let differences = try Tool.run(["diff", "-r", "backup-tree", "new-tree"], in: scratch.path)
    let lines = differences.output.split(separator: "\n").filter {
      !"<>\\0123456789-".contains($0.first ?? " ")
    }
    #expect(
      lines == [
        "diff -r backup-tree/emoncms.sql new-tree/emoncms.sql",
        "Only in new-tree/phpfina: 9.dat", "Only in new-tree/phpfina: 9.meta",
      ])
    guard !isZip else { return }
    func listing(_ archive: String) throws -> [String] {
      try Tool.run(["tar", "--full-time", "-tvf", archive], in: scratch.path).output
        .split(separator: "\n").map(String.init)
    }
    let before = try listing("backup").filter { !$0.hasSuffix("emoncms.sql") }
    let after = try listing("new").filter { !$0.hasSuffix("emoncms.sql") }
    #expect(Array(after.prefix(before.count)) == before)
    let added = after.dropFirst(before.count)
    let neighbour = try #require(before.first { $0.hasSuffix("phpfina/5.dat") })
    #expect(added.last == neighbour.replacing("5.dat", with: "9.dat"))
    #expect(added.count == 2 && added.first?.hasSuffix("./phpfina/9.meta") == true)
  }

  @Test func `the dump differs by the row and the counter alone`() throws {
    let scratch = try Scratch()
    try scratch.pack(mysqldump())
    let feed = try newFeed("Été-2:a", tag: " sofrel", unit: "a'\\\"°")
    let row = """
      INSERT INTO `feeds` VALUES (9,'Été-2:a',1,' sofrel',NULL,NULL,1,0,28,5,0,NULL,'a\\'\\\\\\"°');
      """
    let place = "\n/*!40000 ALTER TABLE `feeds` ENABLE KEYS */"
    let expected = mysqldump(counter: 10).replacing(place, with: "\n\(row)\(place)")
    #expect(try scratch.dump(feed) == expected)
  }

  @Test func `a dump longer than any buffer is changed in the same places`() throws {
    let rows = (0..<40_000).map { "(\($0),'é;\\'\($0)')" }.joined(separator: ",")
    for shift in 0..<3 {
      let scratch = try Scratch()
      let other =
        "-- \(String(repeating: "x", count: 7 * shift))\nINSERT INTO `input` VALUES \(rows);\n"
      try scratch.pack(other + mysqldump() + other)
      let row = "INSERT INTO `feeds` VALUES (9,'a',1,'b',NULL,NULL,1,0,28,5,0,NULL,'');"
      let place = "\n/*!40000 ALTER TABLE `feeds` ENABLE KEYS */"
      let expected =
        other + mysqldump(counter: 10).replacing(place, with: "\n\(row)\(place)") + other
      #expect(try scratch.dump(newFeed("a", tag: "b")) == expected)
    }
  }

  @Test func `a second feed goes behind the first`() throws {
    let scratch = try Scratch()
    try scratch.pack(mysqldump())
    #expect(try register(newFeed("a"), in: scratch["backup"], as: scratch["new"]) == 9)
    #expect(try register(newFeed("b"), in: scratch["new"], as: scratch["newer"]) == 10)
    let content = try Backup.extract(scratch["newer"], into: scratch["W"])
    #expect(content.feeds.map(\.name) == [nil, "temp's \\ \"x\"", "a", "b"])
  }

  @Test func `an id is above rows, counter and files of any folder`() throws {
    for (counter, file, expected) in [
      (3, "phpfina/5.meta", 8), (31, "phpfina/5.meta", 31),
      (9, "phpfina/40.dat", 41), (9, "phpfiwa/50.meta", 9),
    ] {
      let scratch = try Scratch()
      try scratch.pack(backupFiles(mysqldump(counter: counter)) + [(file, [])])
      #expect(try register(newFeed(), in: scratch["backup"], as: scratch["new"]) == expected)
      #expect(try scratch.dump(of: "new").contains(" AUTO_INCREMENT=\(expected + 1) "))
    }
  }

  @Test func `a table without rows or counter gets both`() throws {
    let scratch = try Scratch()
    try scratch.pack([("emoncms.sql", Array(mysqldump(rows: nil, counter: nil).utf8))])
    #expect(try scratch.refusal(newFeed()).code == .unsuitable)
    let dump = try scratch.dump(newFeed(), user: 3)
    #expect(dump.contains(") ENGINE=MyISAM AUTO_INCREMENT=2 DEFAULT"))
    #expect(dump.contains("DISABLE KEYS */;\nINSERT INTO `feeds` VALUES (1,'Etat_départ',3,"))
    let content = try Backup.extract(scratch["new"], into: scratch["W"])
    #expect(content.feeds.map(\.id) == [1])
    #expect(content.notes == [])
  }

  @Test func `rows that name their columns are followed by one that does`() throws {
    let scratch = try Scratch()
    let dump = """
      SET NAMES utf8mb4;
      CREATE TABLE `feeds` (`id` int NOT NULL, `unit` varchar(10) DEFAULT '', `tag` text,
        `name` text, `extra` int NOT NULL DEFAULT 4, `userid` int, `engine` int,
        `double` int GENERATED ALWAYS AS (`id` * 2) STORED, KEY (`userid`)) CHARSET=utf8mb4;
      INSERT INTO `feeds` (`id`, `name`, `userid`, `engine`) VALUES
      (4, 'x', 2, 5),
      (6, 'y', 2, 5);
      ALTER TABLE `feeds` MODIFY `id` int NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=7;
      """
    try scratch.pack([("emoncms.sql", Array(dump.utf8))])
    let row = """
      (6, 'y', 2, 5);
      INSERT INTO `feeds` (`id`, `unit`, `tag`, `name`, `extra`, `userid`, `engine`) \
      VALUES (7,'W','t','é',DEFAULT,2,5);
      """
    #expect(
      try scratch.dump(newFeed("é", tag: "t", unit: "W"))
        == dump.replacing("(6, 'y', 2, 5);", with: row).replacing("=7;", with: "=8;"))
  }

  @Test func `a name is refused that the table cannot hold, and written so that it is understood`()
    throws
  {
    // Charset of the table, of the dump, the name, and what stands for it; nil where refused.
    let cases: [(String, String, String, String?)] = [
      ("utf8mb4", "utf8mb4", "é𝓍", "'é𝓍'"),
      ("utf8mb4", "utf8", "é", "'é'"),
      ("utf8mb4", "utf8", "𝓍", "_utf8mb4 0xF09D938D"),
      ("utf8", "utf8mb4", "é", "'é'"),
      ("utf8", "utf8mb4", "𝓍", nil),
      ("utf8mb3", "utf8mb4", "𝓍", nil),
      ("latin1", "utf8mb4", "é", "'é'"),
      ("latin1", "latin1", "é", "_utf8mb4 0xC3A9"),
      ("latin1", "utf8mb4", "ł", nil),
      ("latin1", "utf8mb4", "œ", "'œ'"),
      ("koi8r", "utf8mb4", "é", nil),
      ("koi8r", "latin1", "e", "'e'"),
    ]
    for (charset, names, name, literal) in cases {
      let scratch = try Scratch()
      try scratch.pack(mysqldump(charset: charset, names: names))
      if let literal {
        let dump = try scratch.dump(newFeed(name))
        #expect(dump.contains("VALUES (9,\(literal),1,'Chaufferie',"), "\(charset) \(names)")
        let content = try Backup.extract(scratch["new"], into: scratch["W"])
        #expect(content.feeds.last?.name == name)
      } else {
        let error = try scratch.refusal(newFeed(name))
        #expect(error.code == .unsuitable && error.problem.contains(charset), "\(error)")
      }
    }
  }

  @Test func `a feed of that name and tag is refused with the id that has it`() throws {
    let scratch = try Scratch()
    let rows =
      "(5,'a',1,'t',NULL,NULL,1,0,44,5,0,NULL,''),(6,'a',2,'t',NULL,NULL,1,0,4,5,0,NULL,'')"
    try scratch.pack(mysqldump(rows: rows))
    let ambiguous = try scratch.refusal(newFeed("b", tag: "t"))
    #expect(ambiguous.code == .unsuitable && ambiguous.problem.contains("(1, 2)"))
    let taken = try scratch.refusal(newFeed("a", tag: "t"), user: 2)
    #expect(taken.code == .taken && taken.description.contains("feed 6"))
    #expect(try scratch.dump(newFeed("a", tag: "u"), user: 2).contains("(9,'a',2,'u',"))
  }

  @Test func `progress rises to three times the size`() throws {
    let scratch = try Scratch()
    try scratch.pack(mysqldump())
    var steps: [Int] = []
    var totals: Set<Int> = []
    try register(newFeed(), in: scratch["backup"], as: scratch["new"]) { done, total in
      steps.append(done)
      totals.insert(total)
    }
    let size = try bytes(of: scratch["backup"]).count
    #expect(steps == steps.sorted() && steps.last == 3 * size && totals == [3 * size])
  }
}
