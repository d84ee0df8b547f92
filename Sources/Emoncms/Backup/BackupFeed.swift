/// What a backup says of a feed, in Emoncms's `feeds` table.
///
/// Text is kept as it is there, leading spaces and all; nil where it is NULL or unknown.
public struct BackupFeed: Hashable, Sendable {
  /// The engine id of PHPFina.
  public static let phpFina = 5

  public let id: Int
  public let name: String?
  /// The tag, which Emoncms shows as the node.
  public let tag: String?
  public let unit: String?
  /// Emoncms's engine id: ``phpFina``, or 7 for a virtual feed, and so on.
  public let engine: Int?
  /// The account that the feed belongs to.
  public let userID: Int?
  /// Whether it can be read without a key.
  public let isPublic: Bool
  /// The processes of a virtual feed, or of a feed's input.
  public let processList: String?

  /// A feed of which there is no row.
  init(id: Int) {
    self.id = id
    name = nil
    tag = nil
    unit = nil
    engine = nil
    userID = nil
    isPublic = false
    processList = nil
  }

  /// The feed of a row; nil where the row has no id.
  init?(_ row: SQLRow) {
    guard let id = row["id"]?.integer else { return nil }
    self.id = id
    name = row["name"]?.string
    tag = row["tag"]?.string
    unit = row["unit"]?.string
    engine = row["engine"]?.integer
    userID = row["userid"]?.integer
    isPublic = row["public"]?.integer == 1
    processList = row["processList"]?.string
  }
}

/// Something that a user should know of a backup that was opened all the same.
public struct BackupNote: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    /// The dump lists a feed of another engine than PHPFina: it was left out.
    case otherEngine
    /// The dump lists a PHPFina feed whose files are not there.
    case rowWithoutFiles
    /// A feed's files are there, and the dump does not list it: it has no name.
    case filesWithoutRow
    /// One of a feed's two files is missing: the other was left out.
    case incompletePair
    /// A feed was taken although its files are not as they should be.
    case damagedFeed
    /// There is no dump: the feeds have no names.
    case noDump
    /// The dump cannot be read to its end: some feeds may have no name.
    case damagedDump
    /// Files that were passed over because other ones were preferred, or because they are links.
    case passedOver
  }

  public let kind: Kind
  /// The feed it is about, where it is about one.
  public let feed: Int?
  public let description: String

  init(_ kind: Kind, feed: Int? = nil, _ description: String) {
    self.kind = kind
    self.feed = feed
    self.description = description.printable
  }
}

/// The feeds that the dumps of a backup describe.
struct BackupCatalogue {
  /// The order of the columns since 2012 at least, for a dump without `CREATE TABLE`.
  private static let columns = [
    "id", "name", "userid", "tag", "time", "value", "datatype", "public", "size", "engine",
    "server",
    "processList", "unit",
  ]
  /// The feeds, and the bytes of their values, that a dump may have.
  private static let mostFeeds = 100_000
  private static let mostBytes = 16 << 20

  private(set) var feeds: [Int: BackupFeed] = [:]

  /// Reads a dump as far as it can be read.
  ///
  /// - Parameters:
  ///   - file: What the dump is called.
  ///   - read: Gives its bytes.
  /// - Returns: How the dump makes the table of feeds.
  /// - Throws: ``BackupError``; what was read before is kept.
  @discardableResult mutating func read(
    _ file: String,
    _ read: @escaping (UnsafeMutableRawBufferPointer) throws(BackupError) -> Int
  ) throws(BackupError) -> SQLTableStructure {
    let dump = SQLDump(file: file, table: "feeds", columns: Self.columns, read: read)
    var bytes = 0
    while let row = try dump.next() {
      bytes += row.values.reduce(0) { $0 + $1.size }
      guard bytes <= Self.mostBytes, feeds.count < Self.mostFeeds else {
        throw BackupError(
          .malformedDump, file: file, line: row.line,
          problem: "lists more feeds than any Emoncms has", remedy: "Check where it comes from.")
      }
      // As in MySQL under REPLACE, the last row of an id counts.
      if let feed = BackupFeed(row) { feeds[feed.id] = feed }
    }
    return dump.structure
  }
}
