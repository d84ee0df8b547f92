import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import Synchronization
import TestSupport

/// A database of one Emoncms on a real MariaDB, and a folder for its feeds.
final class Database: Sendable {
  private static let count = Atomic(0)

  let maria: MariaDBServer
  let name: String
  let dataFolder: TemporaryFolder

  init() throws {
    maria = try MariaDBServer.sharedServer()
    name = "editor\(Self.count.add(1, ordering: .relaxed).newValue)"
    dataFolder = try TemporaryFolder()
    try maria.run(
      """
      CREATE DATABASE \(name) CHARACTER SET utf8mb4;
      CREATE USER \(name)@'%' IDENTIFIED BY 'word';
      GRANT ALL ON \(name).* TO \(name)@'%';
      """)
  }

  deinit { _ = try? maria.run("DROP DATABASE \(name); DROP USER \(name)@'%'") }

  func settings(of folder: String = "/nowhere") -> EmoncmsSettings {
    EmoncmsSettings(
      folder: folder,
      database: .init(
        host: "127.0.0.1", port: maria.port, name: name, username: name, password: Secret("word")),
      cache: nil, dataFolder: dataFolder.path)
  }

  /// Makes the module's tables as far as this program looks at them, and another one.
  func makeTables(edits: Bool = true, circuits: Bool = true) throws {
    try run("CREATE TABLE feeds (id int)")
    if edits {
      try run(
        """
        CREATE TABLE retouche_edit (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, feedid int,
          time int, `start` int, step int, status varchar(8))
        """)
    }
    if circuits {
      try run("CREATE TABLE retouche_circuit (id int, userid int, circuit text)")
    }
  }

  /// A feed of the data folder.
  func makeFeed(_ id: Int) throws {
    try FeedFiles(folder: dataFolder.path, id: id).create(
      Timeline(start: 1_612_790_400, interval: 300, count: 3), filledWith: 1)
  }

  /// An edit of a feed, begun some seconds ago.
  func addEdit(
    of feed: Int, _ status: String, age: Int = 0, start: Int = 1_612_790_400
  ) throws {
    try run(
      """
      INSERT INTO retouche_edit (feedid, time, `start`, step, status)
      VALUES (\(feed), UNIX_TIMESTAMP() - \(age), \(start), 300, '\(status)')
      """)
  }

  @discardableResult
  func run(_ statement: String) throws -> String { try maria.run("USE \(name); \(statement)") }

  var tables: String { get throws { try run("SHOW TABLES") } }
}
