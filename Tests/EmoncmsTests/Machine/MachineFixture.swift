import EmoncmsSupport
import Feeds
import Foundation
import Synchronization
import TestSupport

@testable import Emoncms

/// A database, a part of a cache and a folder, as an Emoncms of one user has them.
final class MachineFixture: Sendable {
  private static let count = Atomic(0)
  static let password = "it's \"a\" p;ss=wörd\\"

  let maria: MariaDBServer
  let redis: RedisServer
  let folder: TemporaryFolder
  let name: String
  let prefix: String

  /// - Parameters:
  ///   - engine: Where the tables are kept.
  ///   - characterSet: Of the tables.
  ///   - prefix: Of the keys in Redis, before a number.
  /// - Throws: What the servers say.
  init(
    engine: String = "MyISAM", characterSet: String = "utf8mb4", prefix: String = "emoncms"
  ) throws {
    maria = try MariaDBServer.sharedServer()
    redis = try RedisServer.sharedServer()
    folder = try TemporaryFolder()
    let number = Self.count.add(1, ordering: .relaxed).newValue
    name = "emoncms\(number)"
    self.prefix = "\(prefix)\(number)."
    try maria.run(
      """
      CREATE DATABASE \(name) CHARACTER SET \(characterSet);
      CREATE USER \(name)@'%' IDENTIFIED BY '\(
        Self.password.replacing("\\", with: "\\\\").replacing("'", with: "''"))';
      GRANT ALL ON \(name).* TO \(name)@'%';
      CREATE TABLE \(name).feeds (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name text,
        userid int, tag text, time int, value double, datatype int NOT NULL,
        public tinyint(1) DEFAULT 0, size int, engine int NOT NULL DEFAULT 0,
        server int NOT NULL DEFAULT 0, processList text, unit varchar(10) DEFAULT '')
        ENGINE=\(engine);
      CREATE TABLE \(name).users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
        username varchar(30)) ENGINE=\(engine);
      INSERT INTO \(name).users (username) VALUES ('admin');
      """)
  }

  deinit {
    _ = try? maria.run("DROP DATABASE \(name); DROP USER \(name)@'%'")
  }

  var settings: EmoncmsSettings {
    EmoncmsSettings(
      folder: "/var/www/emoncms",
      database: .init(
        host: "127.0.0.1", port: maria.port, name: name, username: name,
        password: Secret(Self.password)),
      cache: .init(
        host: "127.0.0.1", port: redis.port, password: Secret(redis.password), prefix: prefix),
      dataFolder: folder.path, version: "11.16.8")
  }

  func open(
    _ settings: EmoncmsSettings? = nil, fileSystem: any FileSystem = SystemFileSystem()
  ) throws -> MachineInstallation {
    try MachineInstallation(settings ?? self.settings, fileSystem: fileSystem)
  }

  /// What stands in the table of feeds, a line for each row, as the database's own client prints
  /// it.
  var rows: String {
    get throws {
      let rows = try MariaDBConnection(settings.database).run("SELECT * FROM feeds ORDER BY id")
      return rows.map { $0.map { $0.text ?? "NULL" }.joined(separator: "\t") + "\n" }.joined()
    }
  }

  /// The keys that Redis has of this Emoncms, sorted.
  var keys: [String] {
    get throws {
      let settings = EmoncmsSettings.Cache(
        host: "127.0.0.1", port: redis.port, password: Secret(redis.password))
      let reply = try RedisConnection(settings).run("KEYS", "\(prefix)*")
      return reply.elements.compactMap(\.text).sorted()
    }
  }

  /// Fills the list in Redis, as Emoncms does when it is first asked for it, with these feeds.
  func fillList(_ feeds: Int...) throws {
    for feed in feeds {
      try redis.run(
        "hset", "\(prefix)feed:\(feed)", "id", "\(feed)", "name", "feed \(feed)", "engine", "5")
      try redis.run("sadd", "\(prefix)user:feeds:1", "\(feed)")
    }
  }

  /// The hash of a feed in Redis.
  func hash(_ feed: Int) throws -> [String: String] {
    let lines = try redis.run("hgetall", "\(prefix)feed:\(feed)")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var fields: [String: String] = [:]
    for index in stride(from: 0, to: lines.count - 1, by: 2) {
      fields[lines[index]] = lines[index + 1]
    }
    return fields
  }

  /// Everything that an Emoncms would see.
  var everything: [String] {
    get throws { [try rows] + (try keys) + (try folder.names) }
  }
}

/// 1000 points, with a gap that has a payload of its own.
func somePoints(_ count: Int = 1000) -> [Float] {
  (0..<count).map { $0 % 7 == 0 ? Float(bitPattern: 0x7FC0_0123) : Float($0) / 8 }
}

func someFeed(_ name: String = "Pompe été", tag: String = "relève", count: Int = 1000) throws
  -> NewFeed
{
  try NewFeed(
    name: name, tag: tag, unit: "°C",
    timeline: Timeline(start: 1_612_790_400, interval: 300, count: count))
}

extension MachineInstallation {
  func create(_ feed: NewFeed, _ points: [Float]) throws(EmoncmsError) -> Int {
    try points.withUnsafeBufferPointer { points throws(EmoncmsError) in
      try create(feed, points: points)
    }
  }

  func write(_ points: [Float], at slot: Int, of feed: Int, on timeline: Timeline)
    throws(EmoncmsError)
  {
    try points.withUnsafeBufferPointer { points throws(EmoncmsError) in
      try write(points, at: slot, of: feed, on: timeline)
    }
  }

  /// The bit patterns of a feed's points.
  func bits(of feed: Int, from slot: Int = 0) throws -> [UInt32] {
    var bits: [UInt32] = []
    try readPoints(of: feed, from: slot) { bytes in
      bits += bytes.bindMemory(to: UInt32.self)
    }
    return bits
  }
}

/// The error that something throws.
func emoncmsError(_ body: () throws -> Void) -> EmoncmsError? {
  do {
    try body()
    return nil
  } catch {
    return error as? EmoncmsError
  }
}
