import Emoncms
import Foundation
import Testing

/// Asks MariaDB what it makes of the new dumps.
@Suite(
  .enabled(if: ScratchDatabase.program != nil, "there is no mariadbd here to import dumps into"))
struct RegistrationDatabaseTests {
  private static let columns =
    "id,name,userid,tag,ifnull(time,'-'),ifnull(value,'-'),datatype,public,size,engine,server,"
    + "ifnull(processList,'-'),unit"

  @Test func `MariaDB reads the row as it was meant, whatever the encodings`() throws {
    let database = try ScratchDatabase(try #require(ScratchDatabase.program))
    for (index, (charset, names)) in [
      ("utf8mb4", "utf8mb4"), ("utf8", "utf8"), ("utf8", "utf8mb4"), ("latin1", "utf8mb4"),
      ("latin1", "latin1"), ("utf8mb4", "utf8"),
    ].enumerated() {
      let scratch = try Scratch()
      // In a dump of latin1 the text of the old rows would be another.
      let rows = "(5,'temp',1,'t',NULL,NULL,1,1,44,5,0,NULL,'')"
      try scratch.pack(mysqldump(charset: charset, names: names, rows: rows))
      let feed = try newFeed("Été à l_école", tag: "départ-œ:1", unit: "'\\\"°%;`")
      try scratch.write("new.sql", scratch.dump(feed).utf8)
      try database.load(scratch["new.sql"], into: "d\(index)")
      let row = try database.rows("SELECT \(Self.columns) FROM feeds WHERE id=9", of: "d\(index)")
      #expect(
        row == ["9\tÉté à l_école\t1\tdépart-œ:1\t-\t-\t1\t0\t28\t5\t0\t-\t'\\\\\"°%;`"],
        "\(charset) \(names)")
      #expect(
        try database.rows(
          "INSERT INTO feeds (name,datatype) VALUES ('next',1); SELECT LAST_INSERT_ID()",
          of: "d\(index)") == ["10"])
    }
  }

  @Test func `a dump of any options takes a row, and MariaDB reads it`() throws {
    let database = try ScratchDatabase(try #require(ScratchDatabase.program))
    let source = try Scratch()
    try source.write("first.sql", mysqldump().utf8)
    try database.load(source["first.sql"], into: "emoncms")
    for (index, options) in [
      [], ["--complete-insert"], ["--skip-extended-insert"], ["--skip-opt", "--create-options"],
      ["--no-autocommit"], ["--compact"], ["--default-character-set=latin1"], ["--hex-blob"],
      ["--single-transaction", "--add-drop-database"],
    ].enumerated() {
      let scratch = try Scratch()
      try database.dump("emoncms", to: scratch["old.sql"], options)
      try scratch.pack([("emoncms.sql", try bytes(of: scratch["old.sql"]))])
      let feed = try newFeed("Été 𝓍", unit: "°C'")
      #expect(try register(feed, in: scratch["backup"], as: scratch["new"]) == 9)
      try scratch.write("new.sql", scratch.dumpBytes(of: "new"))
      let name = "again\(index)"
      try database.load(scratch["new.sql"], into: name)
      #expect(
        try database.rows("SELECT \(Self.columns) FROM feeds ORDER BY id", of: name) == [
          "5\ttemp's \\\\ \"x\"\t1\tChaufferie\t-\t-\t1\t1\t44\t5\t0\t-\t°C",
          "7\tété\t1\t sofrel\t-\t-\t1\t0\tNULL\t7\t0\t53:5\t",
          "9\tÉté 𝓍\t1\tChaufferie\t-\t-\t1\t0\t28\t5\t0\t-\t°C'",
        ], "\(options)")
      let counter =
        "SELECT auto_increment FROM information_schema.tables WHERE table_name='feeds' "
        + "AND table_schema='\(name)'"
      #expect(try database.rows(counter, of: name) == ["10"])
      // Nothing but the row is other than in the old dump.
      let others = "SELECT * FROM users"
      #expect(try database.rows(others, of: name) == database.rows(others, of: "emoncms"))
    }
  }
}
