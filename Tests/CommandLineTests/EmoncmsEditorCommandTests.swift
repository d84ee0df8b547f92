import EmoncmsSupport
import Foundation
import Glibc
import TestSupport
import Testing

/// An Emoncms as far as its folder, its settings and its database go, and what people type.
private final class EditedEmoncms: Sendable {
  static let database = "typed"

  let folder: TemporaryFolder
  var module: String { folder.file("Modules/retouche") }

  /// - Parameter password: Of the database, in the settings; nil for no settings.
  /// - Throws: What making the folder or starting the server does.
  init(password: String? = "s3cret-7") throws {
    folder = try TemporaryFolder()
    for name in ["Modules/feed", "Modules/vis", "data"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
    }
    for name in ["index.php", "core.php", "Modules/feed/feed_controller.php"] {
      try folder.write("<?php", to: name)
    }
    try folder.write("<?php", to: "Modules/vis/vis_controller.php")
    try folder.write("<?php array('archived'=>true);", to: "Modules/vis/vis_menu.php")
    try folder.write("{\"version\": \"11.16.8\"}", to: "version.json")
    guard let password else { return }
    let maria = try MariaDBServer.sharedServer()
    try maria.run(
      """
      CREATE OR REPLACE DATABASE \(Self.database);
      CREATE OR REPLACE USER \(Self.database)@'%' IDENTIFIED BY 's3cret-7';
      GRANT ALL ON \(Self.database).* TO \(Self.database)@'%';
      USE \(Self.database);
      CREATE TABLE users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, username varchar(30));
      INSERT INTO users (username) VALUES ('admin');
      CREATE TABLE feeds (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name text, userid int,
        tag text, time int, value double, datatype int, public int, size int, engine int,
        server int, processList text, unit varchar(10));
      """)
    try folder.write(
      """
      [sql]
      server = "127.0.0.1"
      port = \(maria.port)
      database = "\(Self.database)"
      username = "\(Self.database)"
      password = "\(password)"
      [redis]
      enabled = false
      [feed]
      phpfina[datadir] = "\(folder.file("data"))/"
      """, to: "settings.ini")
    if geteuid() == 0 { #expect(chown(folder.file("data"), 33, 33) == 0) }
  }

  func sql(_ statement: String) throws -> String {
    try MariaDBServer.sharedServer().run("USE \(Self.database); \(statement)")
  }

  func makeTables() throws {
    _ = try sql(
      """
      CREATE TABLE retouche_edit (id int, feedid int, time int, `start` int, step int,
        status varchar(8));
      INSERT INTO retouche_edit VALUES (1, 19, 0, 0, 0, 'done'), (2, 19, 0, 0, 0, 'done');
      CREATE TABLE retouche_circuit (id int, userid int, circuit text)
      """)
  }

  func run(_ command: String, _ options: String...) throws -> Tool.Run {
    let run = try Tool.run(
      ["emoncms", command, "--emoncms", folder.path] + options, in: folder.path)
    #expect(!run.output.contains("s3cret") && !run.errors.contains("s3cret"), "no password is told")
    return run
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.file("Modules")).sorted()
  }
}

// They share one database.
@Suite(.serialized) struct EmoncmsEditorCommandTests {
  @Test func `what will be written is said first, and nobody there to be asked is a no`() throws {
    let it = try EditedEmoncms()
    let dry = try it.run("install-editor", "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("11.16.8 in \(it.folder.path)\n"))
    #expect(dry.output.contains("there, archived"))
    #expect(dry.output.contains("\(it.module) is made: "))
    #expect(dry.output.firstMatch(of: /\n  new +[\d ]+  retouche_controller\.php\n/) != nil)
    #expect(dry.output.contains("EditRealtime2"))
    #expect(try it.names() == ["feed", "vis"])
    let asked = try it.run("install-editor")
    #expect(asked.status == 1)
    #expect(asked.errors.contains("--yes"))
    #expect(try it.names() == ["feed", "vis"])
  }

  @Test func `the editor is installed once, and its version is the program's`() throws {
    let it = try EditedEmoncms()
    let first = try it.run("install-editor", "--yes", "--json")
    #expect(first.status == 0, "\(first.errors)")
    let object = try first.object()
    #expect(
      Set(object.keys) == [
        "emoncms", "folder", "list", "installed", "version", "page", "action", "done", "owner",
        "mode", "files", "removed", "by_hand",
      ])
    #expect(object["action"] as? String == "install" && object["done"] as? Bool == true)
    let files = try #require(object["files"] as? [[String: Any]])
    for file in files {
      let path = try #require(file["path"] as? String)
      let data = FileManager.default.contents(atPath: "\(it.module)/\(path)")
      #expect(data?.count == file["bytes"] as? Int, "\(path)")
    }
    let version = try Tool.run("--version", in: it.folder.path).output.dropLast()
    let module = try #require(
      try JSONSerialization.jsonObject(
        with: Data(try it.folder.bytes(of: "Modules/retouche/module.json"))) as? [String: Any])
    #expect(module["version"] as? String == String(version))
    #expect(object["version"] as? String == String(version))
    let second = try it.run("install-editor")
    #expect(second.status == 0)
    #expect(
      second.output.hasSuffix(
        "\nNothing to do: the editor of Retouche \(version) is there, whole.\n"))
    #expect(try it.run("install-editor", "--json").object()["done"] as? Bool == false)
  }

  @Test func `removing leaves nothing, or the history alone`() throws {
    let it = try EditedEmoncms()
    #expect(try it.run("remove-editor").output.hasPrefix("Nothing to do: "))
    for keeps in [true, false] {
      #expect(try it.run("install-editor", "--yes").status == 0)
      if keeps { try it.makeTables() }
      let asked = try it.run("remove-editor")
      #expect(asked.status == 1)
      #expect(asked.output.contains("2 edits, 0 circuits"), "\(asked.output)")
      #expect(try it.names().contains("retouche"))
      let run =
        try keeps
        ? it.run("remove-editor", "--yes", "--keep-history") : it.run("remove-editor", "--yes")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try it.names() == ["feed", "vis"])
      #expect(
        try it.sql("SHOW TABLES")
          == (keeps ? "feeds\nretouche_circuit\nretouche_edit\nusers\n" : "feeds\nusers\n"))
    }
  }

  @Test func `without the database the files go, and what may remain is said`() throws {
    let it = try EditedEmoncms(password: "not it")
    #expect(try it.run("install-editor", "--yes").status == 0)
    let run = try it.run("remove-editor", "--yes")
    #expect(run.status == 1)
    #expect(run.output.hasSuffix("The editor is removed.\n"))
    #expect(run.errors.contains("retouche_edit and retouche_circuit may remain"))
    #expect(run.errors.contains("run this again"))
    #expect(try it.names() == ["feed", "vis"])
    #expect(try it.run("remove-editor", "--yes").status == 1)
    #expect(try it.run("remove-editor", "--yes", "--keep-history").status == 0)
  }

  @Test func `without settings the editor is installed all the same`() throws {
    let it = try EditedEmoncms(password: nil)
    #expect(try it.run("install-editor", "--yes").status == 0)
    #expect(try it.run("remove-editor", "--yes", "--keep-history").status == 0)
    #expect(try it.names() == ["feed", "vis"])
  }

  @Test func `changes by hand are named, and lost on demand`() throws {
    let it = try EditedEmoncms()
    #expect(try it.run("install-editor", "--yes").status == 0)
    try it.folder.write("mine", to: "Modules/retouche/mine.txt")
    for command in ["install-editor", "remove-editor"] {
      let refused = try it.run(command, "--yes")
      #expect(refused.status == 1)
      #expect(refused.errors.contains("mine.txt") && refused.errors.contains("--discard-changes"))
      #expect(FileManager.default.fileExists(atPath: "\(it.module)/mine.txt"))
    }
    #expect(try it.run("remove-editor", "--yes", "--discard-changes").status == 0)
    #expect(try it.names() == ["feed", "vis"])
  }

  @Test func `a folder that is no Emoncms is refused`() throws {
    let folder = try TemporaryFolder()
    for command in ["install-editor", "remove-editor"] {
      let run = try Tool.run(["emoncms", command, "--emoncms", folder.path], in: folder.path)
      #expect(run.status == 1)
      #expect(run.errors.contains("no folder of an Emoncms"))
      #expect(try Tool.run(["emoncms", command], in: folder.path).status == 64)
    }
  }

  @Test func `the doctor looks at the editor, without a workspace`() throws {
    let it = try EditedEmoncms()
    let well = try it.run("doctor")
    #expect(well.status == 0, "\(well.output)\(well.errors)")
    #expect(well.output.contains("not installed"))
    #expect(try it.run("install-editor", "--yes").status == 0)
    #expect(try it.run("doctor").output.contains("of Retouche "))
    try FileManager.default.removeItem(atPath: "\(it.module)/page")
    let ill = try it.run("doctor", "--json")
    #expect(ill.status == 1)
    let findings = try #require(try ill.object()["findings"] as? [[String: String]])
    #expect(
      findings.map { $0["consequence"] } == ["The page's folder is gone, and no editor opens."])
    #expect(try it.run("doctor", "--connection", "school").status == 64)
  }

  @Test func `a program that is killed at any time leaves one editor or the other, whole`() throws {
    let it = try EditedEmoncms(password: nil)
    #expect(try it.run("install-editor", "--yes").status == 0)
    let list = "Modules/retouche/retouche.sha256"
    let current = try it.folder.bytes(of: list)
    let line = try #require(current.firstIndex(of: UInt8(ascii: "\n")))
    // The same files under an older version's name are an older editor.
    let older = Array("# Retouche 0.0.1".utf8) + current[line...]
    var outcomes: Set<Bool> = []
    for delay in stride(from: 10_000, through: 160_000, by: 10_000) {
      try it.folder.write(older, to: list)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Tool.path)
      process.arguments = ["emoncms", "install-editor", "--emoncms", it.folder.path, "--yes"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      usleep(useconds_t(delay))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let check = try Tool.run(
        "/usr/bin/env", ["sha256sum", "--quiet", "--strict", "--check", "retouche.sha256"],
        in: it.module)
      #expect(check.status == 0, "\(delay) µs: \(check.errors)")
      let found = try it.folder.bytes(of: list)
      #expect(found == older || found == current)
      outcomes.insert(found == current)
    }
    #expect(try it.run("install-editor", "--yes").status == 0)
    #expect(try it.folder.bytes(of: list) == current)
    #expect(try it.names() == ["feed", "retouche", "vis"])
    #expect(outcomes.contains(false), "a kill after 10 ms is before the end")
  }
}
