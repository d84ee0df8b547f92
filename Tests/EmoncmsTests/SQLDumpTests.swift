import TestSupport
import Testing

@testable import Emoncms

/// The rows of `feeds` in a dump that is given in pieces.
func rows(_ pieces: [[UInt8]], columns: [String] = []) throws -> [SQLRow] {
  // Joined and cut again, so that no piece is empty: an empty one would mean the end.
  let bytes = Array(pieces.joined())
  let cuts = pieces.map(\.count).filter { $0 > 0 }
  var piece = 0
  var offset = 0
  let dump = SQLDump(file: "emoncms.sql", table: "feeds", columns: columns) { buffer in
    guard piece < cuts.count else { return 0 }
    let count = min(cuts[piece], buffer.count)
    buffer.copyBytes(from: bytes[offset..<offset + count])
    offset += count
    piece += 1
    return count
  }
  var rows: [SQLRow] = []
  while let row = try dump.next() { rows.append(row) }
  return rows
}

func rows(_ text: String, columns: [String] = []) throws -> [SQLRow] {
  let bytes = Array(text.utf8)
  let pieces = stride(from: 0, to: bytes.count, by: 1 << 15).map {
    Array(bytes[$0..<min($0 + 1 << 15, bytes.count)])
  }
  return try rows(pieces, columns: columns)
}

/// The error that reading a dump ends with.
private func failure(_ text: String, columns: [String] = []) -> BackupError? {
  do {
    _ = try rows(text, columns: columns)
    return nil
  } catch {
    return error as? BackupError
  }
}

private let table = "CREATE TABLE `feeds` (`id` int, `name` text, `unit` varchar(10));\n"

private func strings(_ literal: String) throws -> String? {
  try #require(try rows("INSERT INTO feeds VALUES (\(literal));", columns: ["x"]).first)["x"]?
    .string
}

struct SQLDumpTests {
  @Test(arguments: [
    ("'abc'", "abc"), ("''", ""), ("'l''école'", "l'école"), (#"'l\'école'"#, "l'école"),
    (#"'a\\b'"#, #"a\b"#), (#"'\0\b\n\r\t\Z'"#, "\0\u{8}\n\r\t\u{1A}"), (#"'5\%\_'"#, #"5\%\_"#),
    (#"'\q'"#, "q"), (#""say ""hi""""#, #"say "hi""#), (#""it's""#, "it's"),
    ("'a' 'b'\n'c'", "abc"),
    ("_utf8'é'", "é"), ("_utf8mb4 'é'", "é"), ("_binary 'x'", "x"), ("N'é'", "é"),
    ("0x41C3A9", "Aé"),
    ("X'4142'", "AB"), ("x'4142'", "AB"), ("0x142", "\u{1}B"), ("b'1000001'", "A"),
    ("_latin1 0xE9", "é"), ("_latin1'abc'", "abc"), ("_utf8 x'C3A9'", "é"), ("-12", "-12"),
    ("+3", "3"), ("1.5e-3", "1.5e-3"), (".5", ".5"), ("2E+10", "2E+10"), ("TRUE", "1"),
    ("' -- # /* '", " -- # /* "), ("';'", ";"), (" /* a */ 7 -- b\n # c\n", "7"),
    ("/*!40101 8 */", "8"), ("/*!999999 9, */ 10", "10"), ("/*M!100616 11 */", "11"),
  ])
  func `a literal is read as MySQL reads it`(_ literal: String, _ value: String) throws {
    #expect(try strings(literal) == value)
  }

  @Test func `NULL is no text`() throws {
    #expect(try strings("NULL") == nil)
    #expect(try strings("null") == nil)
    #expect(try strings("DEFAULT") == nil)
    #expect(try strings("'NULL'") == "NULL")
  }

  @Test func `bytes that are not UTF-8 are Windows-1252`() throws {
    let bytes = Array("INSERT INTO feeds VALUES ('".utf8) + [0x64, 0xE9, 0x70, 0x80, 0x81]
    let row = try #require(try rows([bytes + Array("');".utf8)], columns: ["name"]).first)
    #expect(row["name"]?.string == "dép€\u{81}")
    #expect(row["name"] == .text([0x64, 0xE9, 0x70, 0x80, 0x81]))
  }

  @Test(arguments: [
    "INSERT INTO `feeds` VALUES (1,'a','W'),(2,NULL,'');",
    "INSERT INTO feeds(id, name, unit) VALUES (1,'a','W'),\r\n(2,NULL,'')\r\n;\r\n",
    "INSERT INTO feeds (unit,`id`,\"name\") VALUE ('W',1,'a'),('',2,NULL);",
    "insert ignore into emoncms.`feeds` values (1,'a','W');\nREPLACE INTO feeds VALUES (2,NULL,'');",
    "REPLACE LOW_PRIORITY feeds VALUES (1,'a','W'),(2,NULL,'') ON DUPLICATE KEY UPDATE id=1;",
    "INSERT INTO feed VALUES ('feeds;\\'');INSERT INTO feeds VALUES (1,'a','W'),(2,NULL,'');",
    "-- it's;\n# \"that\";\n/* ' */ INSERT INTO feeds VALUES (1,'a','W'),(2,NULL,'');",
    "/*!40000 ALTER TABLE `feeds` DISABLE KEYS */;/*! INSERT INTO feeds VALUES (1,'a','W'), "
      + "/* two */ (2,NULL,'') */;",
    "DELIMITER ;;\nCREATE TRIGGER t BEGIN INSERT INTO feeds VALUES (9,'x','x'); END ;;\n"
      + "DELIMITER ;\nINSERT INTO feeds VALUES (1,'a','W'),(2,NULL,'');",
    "SELECT 5--2;INSERT INTO feeds VALUES (1,'a','W'),(2,NULL,'');--",
    "USE `emoncms`;\nLOCK TABLES `feeds` WRITE;INSERT INTO feeds VALUES (1,'a','W'),(2,NULL,'');",
    "CREATE TABLE `feeds_old` (`x` int);INSERT INTO feeds_old VALUES (3);"
      + "INSERT INTO feeds VALUES (1,'a','W'),(2,NULL,'');",
  ])
  func `rows are found however they are written`(_ statements: String) throws {
    let found = try rows(table + statements)
    #expect(found.map { $0["id"]?.integer } == [1, 2])
    #expect(found.map { $0["name"]?.string } == ["a", nil])
    #expect(found.map { $0["unit"]?.string } == ["W", ""])
  }

  @Test func `columns come from the table's definition`() throws {
    let found = try rows(
      """
      CREATE TABLE IF NOT EXISTS `feeds` (
        `key` int(11) NOT NULL AUTO_INCREMENT COMMENT 'its, (key)',
        price decimal(10,2) DEFAULT '0.00', -- a, b
        `kind` enum('a','b','c)') /*!80023 INVISIBLE */,
        PRIMARY KEY (`key`), KEY `k` (`kind`,`price`), UNIQUE KEY u (price),
        CONSTRAINT `c` CHECK (price > 0)
      ) ENGINE=MyISAM COMMENT='x;y';
      INSERT INTO feeds VALUES (1,2,'a');
      """)
    #expect(found.map(\.columns) == [["key", "price", "kind"]])
  }

  @Test func `a dump without definitions takes the columns it is given`() throws {
    let found = try rows("INSERT INTO feeds VALUES (1,'a');", columns: ["id", "name"])
    #expect(found.first?["name"]?.string == "a")
    #expect(found.first?["unit"] == nil)
  }

  @Test func `rows know their line`() throws {
    let found = try rows(table + "INSERT INTO feeds VALUES\n(1,'a\nb','W'),\n(2,'',\n'');")
    #expect(found.map(\.line) == [3, 5])
  }

  @Test func `a byte-order mark is passed`() throws {
    #expect(try rows("\u{FEFF}" + table + "INSERT INTO feeds VALUES (1,'a','');").count == 1)
  }

  @Test(arguments: [
    ("INSERT INTO feeds VALUES (1,'a','W'),\n(2,'b);", 3, "a string that is never closed"),
    ("INSERT INTO feeds VALUES\n(1,'a');", 3, "2 values for 3 columns"),
    ("INSERT INTO feeds VALUES (1,\nNOW(),'');", 3, "not a literal: NOW"),
    ("INSERT INTO feeds VALUES (1,'a','W')", 2, "cut short"),
    ("INSERT INTO feeds VALUES (1,'a','W'),", 2, "cut short"),
    ("INSERT INTO feeds VALUES (1,'a'", 2, "not closed"),
    ("INSERT INTO feeds VALUES (1,-,'')", 2, "a sign"),
    ("INSERT INTO feeds SELECT * FROM x;", 2, "does not list VALUES"),
    ("INSERT INTO feeds (id,) VALUES (1);", 2, "no name"),
    ("\n\n/* INSERT", 4, "a comment that is never closed"),
    ("INSERT INTO x VALUES ('\n\n", 2, "a string that is never closed"),
    ("DELIMITER \n", 2, "DELIMITER without a name"),
    ("INSERT INTO feeds VALUES (1,x'4g','');", 2, "base 16 with the digit g"),
    (
      "USE a;INSERT INTO feeds VALUES (1,'','');\nINSERT INTO b.feeds VALUES (1,'','');", 3,
      "of database b"
    ),
  ])
  func `what cannot be read is told with its line`(
    _ text: String, _ line: Int, _ problem: String
  ) throws {
    let error = try #require(failure(table + text))
    #expect(error.code == .malformedDump)
    #expect(error.line == line)
    #expect(error.problem.contains(problem))
    #expect(error.description.hasPrefix("emoncms.sql: line \(line): "))
  }

  @Test func `UTF-16 and missing columns are told`() throws {
    #expect(throws: BackupError.self) { try rows([[0xFF, 0xFE, 0x49, 0]]) }
    #expect(failure("INSERT INTO feeds VALUES (1);")?.problem.contains("CREATE TABLE") == true)
  }

  @Test func `a dump split anywhere gives the same rows`() throws {
    let text = """
      -- it's \r\n/*!40101 SET NAMES utf8 */;\r
      CREATE TABLE `feeds` (`id` int(11), `na``me` text, `unit` text, KEY (`id`));
      INSERT INTO `data` VALUES (1,'x\\'y;'),(2,"a""b"),(3,'--');
      DELIMITER $$
      SELECT ';' $$
      DELIMITER ;
      INSERT INTO `feeds` VALUES (-1.5e-3,'l''é\\n\\\\',_utf8 'W'),(0x41,NULL,b'1') /*M!100 */;
      """
    let bytes = Array(text.utf8)
    let whole = try rows([bytes])
    #expect(whole.count == 2)
    #expect(whole.first?["na`me"]?.string == "l'é\n\\")
    for split in 0...bytes.count {
      #expect(try rows([Array(bytes[..<split]), Array(bytes[split...])]) == whole, "at \(split)")
    }
    #expect(try rows(bytes.map { [$0] }) == whole)
  }

  @Test func `what a dump writes is what is read`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    for round in 0..<200 {
      var dumper = Dumper(generator: generator)
      let values = dumper.values()
      let bytes = dumper.dump(values)
      generator = dumper.generator
      let pieces = dumper.cut(bytes)
      #expect(try rows(pieces).map(\.values) == values, "seed \(seed), round \(round)")
    }
  }

  @Test func `a string longer than the buffer is read whole`() throws {
    let name = String(repeating: "l'école\n", count: 30_000)
    let escaped = name.replacing("'", with: "''")
    let found = try rows(
      "INSERT INTO other VALUES ('\(escaped)');INSERT INTO feeds VALUES ('\(escaped)',1);",
      columns: ["name", "id"])
    #expect(found.first?["name"]?.string == name)
    #expect(found.first?.line == 30_001)
  }
}

/// Writes random rows as some dump program might.
private struct Dumper {
  var generator: SeededGenerator

  private mutating func chance(_ one: Int) -> Bool {
    Int.random(in: 0..<one, using: &generator) == 0
  }

  mutating func values() -> [[SQLValue]] {
    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
      (0..<3).map { _ in
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: .null
        case 1: .number(String(Int.random(in: -99...99, using: &generator)))
        default: .text(text())
        }
      }
    }
  }

  private mutating func text() -> [UInt8] {
    let awkward = Array("'\"\\`;,()-#/*! \n\r\t\0\u{1A}%_é=".utf8)
    return (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      chance(3)
        ? UInt8.random(in: 0...255, using: &generator)
        : awkward.randomElement(using: &generator) ?? 0
    }
  }

  mutating func dump(_ rows: [[SQLValue]]) -> [UInt8] {
    var out = Array("CREATE TABLE `feeds` (`a` text, `b,)` text, `c` text);\n".utf8)
    var isOpen = false
    for row in rows {
      if isOpen && chance(2) {
        out.append(UInt8(ascii: ","))
      } else {
        if isOpen { out += Array(";\n".utf8) }
        noise(&out)
        out += Array(
          (chance(2) ? "INSERT INTO `feeds` VALUES" : "REPLACE feeds(a,`b,)`,c)VALUES").utf8)
        isOpen = true
      }
      out.append(UInt8(ascii: "("))
      for (index, value) in row.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        blank(&out)
        write(value, &out)
        blank(&out)
      }
      out.append(UInt8(ascii: ")"))
    }
    if isOpen { out += Array(";".utf8) }
    noise(&out)
    return out
  }

  private mutating func write(_ value: SQLValue, _ out: inout [UInt8]) {
    switch value {
    case .null: out += Array((chance(2) ? "NULL" : "null").utf8)
    case .number(let text): out += Array(text.utf8)
    case .text(let bytes):
      if chance(5) && !bytes.isEmpty {
        out += Array("0x".utf8)
        for byte in bytes {
          out += Array((byte < 16 ? "0" : "").utf8) + Array(String(byte, radix: 16).utf8)
        }
      } else {
        quote(bytes, chance(3) ? UInt8(ascii: "\"") : UInt8(ascii: "'"), &out)
      }
    }
  }

  private mutating func quote(_ bytes: [UInt8], _ quote: UInt8, _ out: inout [UInt8]) {
    let letters: [UInt8: UInt8] = [
      0: UInt8(ascii: "0"), 8: UInt8(ascii: "b"), 10: UInt8(ascii: "n"), 13: UInt8(ascii: "r"),
      9: UInt8(ascii: "t"), 26: UInt8(ascii: "Z"),
    ]
    let backslash = UInt8(ascii: "\\")
    out.append(quote)
    for byte in bytes {
      if byte == backslash || byte == quote {
        out += [byte == quote && chance(2) ? quote : backslash, byte]
      } else if let letter = letters[byte], chance(2) {
        out += [backslash, letter]
      } else {
        out.append(byte)
      }
    }
    out.append(quote)
  }

  private mutating func blank(_ out: inout [UInt8]) {
    let blanks = ["", "", " ", "\r\n", "/* ' */", "-- '\n", "# \"\n", "/*!99999 x */"]
    out += Array((blanks.randomElement(using: &generator) ?? "").utf8)
  }

  /// Statements that are not about `feeds`.
  private mutating func noise(_ out: inout [UInt8]) {
    guard chance(2) else { return }
    out += Array("INSERT INTO `data` VALUES (".utf8)
    write(.text(text()), &out)
    out += Array(");\n/*!40101 SET x = 'y;' */;\n".utf8)
  }

  /// The bytes in pieces of random sizes.
  mutating func cut(_ bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var offset = 0
    while offset < bytes.count {
      let end = min(bytes.count, offset + Int.random(in: 1...9, using: &generator))
      pieces.append(Array(bytes[offset..<end]))
      offset = end
    }
    return pieces
  }
}
