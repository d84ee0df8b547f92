/// Emoncms's table of feeds, as far as one account goes.
///
/// A row in the making carries a mark in `processList`, a column that Emoncms looks at for virtual
/// feeds alone. So what a registration that was cut short leaves is known for ours, whatever
/// happened.
struct FeedTable {
  /// What a registration in the making has done so far.
  enum Stage: String, CaseIterable {
    /// The row is there, and no file.
    case row
    /// Files of this id may be there, and are its own.
    case files
  }

  /// What every mark begins with.
  private static let markPrefix = "retouche:"
  /// Names are compared by their bytes, as Emoncms does, whatever character set the table has.
  private static let isNamed = """
    BINARY CONVERT(name USING utf8mb4) = BINARY ? AND BINARY CONVERT(tag USING utf8mb4) = BINARY ?
    """

  let connection: MariaDBConnection
  /// The account.
  let user: Int

  /// The mark of a registration.
  static func mark(_ token: String, _ stage: Stage) -> String {
    "\(markPrefix)\(stage.rawValue):\(token)"
  }

  /// The stage that a mark tells; nil for what is no mark.
  static func stage(of processList: String?) -> Stage? {
    guard let processList, processList.hasPrefix(markPrefix) else { return nil }
    return Stage.allCases.first { processList.hasPrefix("\(markPrefix)\($0.rawValue):") }
  }

  func rows() throws(MariaDBError) -> [FeedRow] {
    try connection.run(
      "SELECT \(FeedRow.columns) FROM feeds WHERE userid = ? ORDER BY id", .integer(user)
    ).compactMap(FeedRow.init)
  }

  func row(_ feed: Int) throws(MariaDBError) -> FeedRow? {
    try connection.run(
      "SELECT \(FeedRow.columns) FROM feeds WHERE userid = ? AND id = ?", .integer(user),
      .integer(feed)
    ).first.flatMap(FeedRow.init)
  }

  /// The ids of the feeds of this tag and name.
  func ids(tag: String, name: String) throws(MariaDBError) -> [Int] {
    try connection.run(
      "SELECT id FROM feeds WHERE userid = ? AND \(Self.isNamed)", .integer(user), .text(name),
      .text(tag)
    ).compactMap { $0.first?.integer }
  }

  /// Adds a row as Emoncms does, but for its mark.
  ///
  /// - Returns: Its id.
  func insert(_ feed: NewFeed, mark: String) throws(MariaDBError) -> Int {
    try connection.run(
      """
      INSERT INTO feeds (userid, tag, name, public, datatype, engine, unit, processList)
      VALUES (?, ?, ?, 0, 1, ?, ?, ?)
      """, .integer(user), .text(feed.tag), .text(feed.name),
      .integer(EmoncmsFeed.fixedInterval), .text(feed.unit), .text(mark))
    return connection.lastInsertedID
  }

  /// Gives a row a mark; nil takes it away.
  func setMark(_ mark: String?, of feed: Int) throws(MariaDBError) {
    try change(feed, "processList", mark.map { .text($0) } ?? .null)
  }

  func setSize(_ size: Int, of feed: Int) throws(MariaDBError) {
    try change(feed, "size", .integer(size))
  }

  /// Makes an Emoncms without Redis look the last value up in the file.
  func forgetLastValue(of feed: Int) throws(MariaDBError) {
    try change(feed, "time", .null)
    try change(feed, "value", .null)
  }

  func delete(_ feed: Int) throws(MariaDBError) {
    try connection.run(
      "DELETE FROM feeds WHERE userid = ? AND id = ?", .integer(user), .integer(feed))
  }

  /// Removes whatever row a registration has added, known by its mark: its id may never have come
  /// back.
  func delete(token: String) throws(MariaDBError) {
    for stage in Stage.allCases {
      try connection.run(
        "DELETE FROM feeds WHERE userid = ? AND processList = ?", .integer(user),
        .text(Self.mark(token, stage)))
    }
  }

  /// Takes the lock that registrations of one account on one database hold, one after another.
  ///
  /// It belongs to the connection and ends with it.
  ///
  /// - Returns: Whether it was had in time.
  func lock(_ database: String, seconds: Int) throws(MariaDBError) -> Bool {
    let rows = try connection.run(
      "SELECT GET_LOCK(?, ?)", .text(lockName(database)), .integer(seconds))
    return rows.first?.first?.integer == 1
  }

  func unlock(_ database: String) throws(MariaDBError) {
    try connection.run("SELECT RELEASE_LOCK(?)", .text(lockName(database)))
  }

  /// At most the 64 characters that MySQL takes.
  private func lockName(_ database: String) -> String {
    String("retouche.feeds.\(user).\(database)".prefix(64))
  }

  /// Changes a column, whose name is one of ours, never one from outside.
  private func change(
    _ feed: Int, _ column: StaticString, _ value: MariaDBValue
  ) throws(MariaDBError) {
    try connection.run(
      "UPDATE feeds SET \(column) = ? WHERE userid = ? AND id = ?", value, .integer(user),
      .integer(feed))
  }
}
