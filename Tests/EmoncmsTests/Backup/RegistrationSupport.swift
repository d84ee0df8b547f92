import Emoncms
import Feeds
import Foundation
import Testing

/// A dump as mysqldump writes it, of an Emoncms with two feeds and another table.
///
/// - Parameters:
///   - charset: The encoding of the table.
///   - names: That of the text in the dump.
///   - rows: What stands between `VALUES` and the end of the statement.
///   - counter: The next id, where the table says it.
/// - Returns: Its text.
func mysqldump(
  charset: String = "utf8mb4", names: String = "utf8mb4",
  rows: String? = "(5,'temp\\'s \\\\ \\\"x\\\"',1,'Chaufferie',NULL,NULL,1,1,44,5,0,NULL,'°C'),"
    + "(7,'été',1,' sofrel',NULL,NULL,1,0,NULL,7,0,'53:5','')",
  counter: Int? = 9
) -> String {
  let insert = rows.map { "INSERT INTO `feeds` VALUES \($0);\n" } ?? ""
  let number = counter.map { " AUTO_INCREMENT=\($0)" } ?? ""
  return """
    /*M!999999\\- enable the sandbox mode */
    /*!40101 SET NAMES \(names) */;
    /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

    DROP TABLE IF EXISTS `feeds`;
    /*!40101 SET @saved_cs_client     = @@character_set_client */;
    /*!40101 SET character_set_client = utf8 */;
    CREATE TABLE `feeds` (
      `id` int(11) NOT NULL AUTO_INCREMENT,
      `name` text DEFAULT NULL,
      `userid` int(11) DEFAULT NULL,
      `tag` text DEFAULT NULL,
      `time` int(10) DEFAULT NULL,
      `value` double DEFAULT NULL,
      `datatype` int(11) NOT NULL,
      `public` tinyint(1) DEFAULT 0,
      `size` int(11) DEFAULT NULL,
      `engine` int(11) NOT NULL DEFAULT 0,
      `server` int(11) NOT NULL DEFAULT 0,
      `processList` text DEFAULT NULL,
      `unit` varchar(10) DEFAULT '',
      PRIMARY KEY (`id`)
    ) ENGINE=MyISAM\(number) DEFAULT CHARSET=\(charset);
    /*!40101 SET character_set_client = @saved_cs_client */;

    LOCK TABLES `feeds` WRITE;
    /*!40000 ALTER TABLE `feeds` DISABLE KEYS */;
    \(insert)/*!40000 ALTER TABLE `feeds` ENABLE KEYS */;
    UNLOCK TABLES;

    DROP TABLE IF EXISTS `users`;
    CREATE TABLE `users` (`id` int(11) NOT NULL AUTO_INCREMENT, `username` varchar(30),
      PRIMARY KEY (`id`)) ENGINE=MyISAM AUTO_INCREMENT=2 DEFAULT CHARSET=utf8;
    INSERT INTO `users` VALUES (1,'it''s INSERT INTO `feeds` VALUES (99);');
    """
}

/// The bytes of points as a `.dat` file has them.
func stored(_ points: [Float]) -> [UInt8] {
  points.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
}

func metadata(start: UInt32 = 1_612_789_800) -> [UInt8] {
  FeedMetadata(interval: 300, start: start).bytes
}

/// The files of a backup around a dump.
func backupFiles(_ dump: String) -> [(String, [UInt8])] {
  [
    ("settings.ini", Array("password = secret".utf8)),
    ("emoncms.sql", Array(dump.utf8)),
    ("phptimeseries/feed_9.MYD", [1]),
    ("phpfina/5.meta", metadata()),
    ("phpfina/5.dat", stored([1, .nan, 3])),
    ("phpfina/2.meta", metadata()),
    ("phpfina/2.dat", stored([2])),
  ]
}

func newFeed(
  _ name: String = "Etat_départ", tag: String = "Chaufferie", unit: String = "", count: Int = 3
) throws -> NewFeed {
  try NewFeed(
    name: name, tag: tag, unit: unit,
    timeline: Timeline(start: 1_612_790_400, interval: 300, count: count))
}

/// Registers a feed of these points.
@discardableResult func register(
  _ feed: NewFeed, _ points: [Float] = [1, .nan, 0], in archive: String, as newArchive: String,
  user: Int? = nil, fileSystem: any FileSystem = SystemFileSystem(),
  progress: BackupProgress? = nil
) throws -> Int {
  try points.withUnsafeBufferPointer {
    try Backup.register(
      feed, points: $0, in: archive, as: newArchive, user: user, fileSystem: fileSystem,
      progress: progress)
  }
}

extension Scratch {
  /// Packs files into a `.tar.gz` called `backup`.
  func pack(_ files: [(String, [UInt8])], under: String = "") throws {
    var tar = Tar()
    for (name, content) in files { tar.add(under + name, content) }
    try write("backup", tar.gzipped)
  }

  /// Packs a backup of this dump.
  func pack(_ dump: String) throws { try pack(backupFiles(dump)) }

  /// Registers a feed in `backup`, which makes `new`, and gives the dump of that.
  func dump(_ feed: NewFeed, user: Int? = nil) throws -> String {
    try register(feed, in: self["backup"], as: self["new"], user: user)
    return try dump(of: "new")
  }

  func dump(of archive: String) throws -> String {
    String(decoding: try dumpBytes(of: archive), as: UTF8.self)
  }

  /// The dump of an archive, which may be in another encoding than UTF-8.
  func dumpBytes(of archive: String) throws -> [UInt8] {
    let reader = try ArchiveReader(path: self[archive])
    var content: [UInt8] = []
    while let entry = try reader.next() {
      guard entry.components.joined(separator: "/") == "emoncms.sql" else { continue }
      content = []
      var block = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = try block.withUnsafeMutableBytes { try reader.read(into: $0) }
        if count == 0 { break }
        content += block[..<count]
      }
    }
    return content
  }

  /// The error of registering a feed in `backup`, which must leave nothing behind.
  func refusal(_ feed: NewFeed, user: Int? = nil) throws -> BackupError {
    let names = try names()
    let old = try bytes(of: self["backup"])
    do {
      let id = try register(feed, in: self["backup"], as: self["new"], user: user)
      Issue.record("registered as \(id)")
      throw CancellationError()
    } catch let error as BackupError {
      #expect(try self.names() == names)
      #expect(try bytes(of: self["backup"]) == old)
      return error
    }
  }
}
