import Feeds
import Glibc

/// One feed in the making, and what must be undone should it fail.
///
/// The row comes first, because it gives the id; then the files; then the list in Redis; and last the
/// row loses its mark, which makes the feed one like any other.
final class MachineCreation {
  /// How many ids are given up because files of them lie about.
  private static let mostBurntIDs = 1000

  private let feed: NewFeed
  private let installation: MachineInstallation
  private let token = String(UInt64.random(in: .min ... .max), radix: 36)
  private var id: Int?
  private var hasInserted = false
  private var mayHaveFiles = false
  private var hasCache = false
  private var mayBeUnmarked = false

  init(_ feed: NewFeed, on installation: MachineInstallation) {
    self.feed = feed
    self.installation = installation
  }

  /// Makes the feed.
  ///
  /// - Returns: Its id.
  /// - Throws: ``EmoncmsError``; call ``undo(after:)`` then.
  func run(_ points: UnsafeBufferPointer<Float>) throws(EmoncmsError) -> Int {
    let id = try insert()
    let files = FeedFiles(folder: installation.settings.dataFolder, id: id)
    try createFiles(files, points)
    let (size, fields) = try installation.cachedFields(of: files)
    try installation.sameTable { table throws(MariaDBError) in try table.setSize(size, of: id) }
    hasCache = true
    try list(id, fields)
    mayBeUnmarked = true
    try installation.sameTable { table throws(MariaDBError) in try table.setMark(nil, of: id) }
    try verify(id, size: size)
    try installation.compare(points, with: files, from: 0)
    try verifyList(id, fields)
    return id
  }

  /// Adds the row, with an id that no file has.
  ///
  /// Emoncms takes files that lie about for those of a new feed. We do not: their id is given up.
  private func insert() throws(EmoncmsError) -> Int {
    for _ in 0..<Self.mostBurntIDs {
      let id = try insertRow()
      guard id > 0 else {
        throw EmoncmsError(
          .malformed, installation.title, "gives the new row no id",
          remedy: "Check that the column id of the table feeds counts up by itself.")
      }
      self.id = id
      guard strayFile(id) != nil else {
        try compareNames(id)
        let mark = FeedTable.mark(token, .files)
        try installation.sameTable { table throws(MariaDBError) in
          try table.setMark(mark, of: id)
        }
        return id
      }
      try installation.sameTable { table throws(MariaDBError) in try table.delete(id) }
    }
    throw EmoncmsError(
      .conflict, installation.settings.dataFolder,
      "holds files of \(Self.mostBurntIDs) ids that are yet to be given",
      remedy: "Move the files that belong to no feed elsewhere.")
  }

  /// Adds a row.
  ///
  /// - Returns: Its id.
  private func insertRow() throws(EmoncmsError) -> Int {
    let mark = FeedTable.mark(token, .row)
    do throws(EmoncmsError) {
      hasInserted = true
      return try installation.sameTable { table throws(MariaDBError) in
        try table.insert(feed, mark: mark)
      }
    } catch {
      // A database that says no has added nothing; one that says nothing may have.
      hasInserted = ![.badName, .forbidden, .readOnly, .badSettings].contains(error.code)
      throw error
    }
  }

  private func strayFile(_ id: Int) -> String? {
    let files = FeedFiles(folder: installation.settings.dataFolder, id: id)
    return [files.meta, files.data].first { path in
      var status = stat()
      return lstat(path, &status) == 0
    }
  }

  private func createFiles(
    _ files: FeedFiles, _ points: UnsafeBufferPointer<Float>
  ) throws(EmoncmsError) {
    do throws(FeedError) {
      let ownership = try FileOwnership(forFeedsIn: files.folder)
      let fileSystem = OwningFileSystem(base: installation.fileSystem, ownership: ownership)
      mayHaveFiles = true
      try files.create(feed.timeline, mode: ownership.mode, fileSystem: fileSystem) {
        slots, buffer throws(FeedError) in
        _ = buffer.update(fromContentsOf: points[slots])
      }
    } catch {
      // Files that came meanwhile are somebody else's.
      if error.code == .exists { mayHaveFiles = false }
      throw EmoncmsError(error)
    }
  }

  /// Lists the feed in Redis as Emoncms would.
  private func list(_ id: Int, _ fields: [(String, String)]) throws(EmoncmsError) {
    _ = try installation.cache { cache throws(RedisError) in
      try cache.list(id, hash(id) + fields)
    }
  }

  private func hash(_ id: Int) -> [(String, String)] {
    // Emoncms said more of a feed before version 11.
    let major = installation.settings.version.flatMap { Int($0.prefix { $0 != "." }) } ?? 11
    return (major < 11 ? [("datatype", "1")] : []) + [
      ("id", String(id)), ("userid", String(installation.user)), ("name", feed.name),
      ("tag", feed.tag), ("public", "0"), ("engine", String(EmoncmsFeed.fixedInterval)),
      ("processList", ""), ("unit", feed.unit),
    ]
  }

  /// Reads the row back and compares what the user will know the feed by. Without the mark, these are
  /// what the row is known by too.
  @discardableResult
  private func compareNames(_ id: Int) throws(EmoncmsError) -> FeedRow {
    let row = try installation.row(of: id)
    let pairs = [(row.name, feed.name), (row.tag, feed.tag), (row.unit, feed.unit)]
    for (stored, sent) in pairs where !stored.unicodeScalars.elementsEqual(sent.unicodeScalars) {
      throw EmoncmsError(
        .unverified, "The table of feeds", "keeps \"\(stored.printable)\" for \"\(sent)\"",
        remedy: "Use characters that its character set can hold, or convert it to utf8mb4.")
    }
    return row
  }

  /// Reads the row back and compares it.
  private func verify(_ id: Int, size: Int) throws(EmoncmsError) {
    let row = try compareNames(id)
    guard row.size == size, row.processList == nil else {
      throw EmoncmsError(
        .unverified, "The table of feeds", "does not keep what was written to it",
        remedy: "See the log of MariaDB.")
    }
    try installation.refuseTaken(feed, except: id)
  }

  /// Looks whether Redis has the feed, which an Emoncms that filled its list meanwhile may have missed
  /// or met half-made.
  private func verifyList(_ id: Int, _ fields: [(String, String)]) throws(EmoncmsError) {
    for _ in 0..<3 {
      let isRight = try installation.cache { cache throws(RedisError) in
        let found = try cache.fields(of: id)
        if found.isEmpty { return try !cache.isFilled() }
        let expected = hash(id) + fields
        return try cache.isListed(id) && expected.allSatisfy { found[$0.0] == $0.1 }
      }
      if isRight ?? true { return }
      try list(id, fields)
    }
    throw EmoncmsError(
      .unverified, "Redis", "does not keep the feed \(id) in its list",
      remedy: "Another program is changing it: try again.")
  }

  /// Undoes what was done, the latest first.
  ///
  /// The row goes last, and stays, marked, where anything else cannot be undone: it is what the next
  /// registration knows the rest by. A row that has lost its mark gets it back before anything is
  /// undone; where that fails the feed is whole, and is left so.
  ///
  /// - Parameter error: What made it fail.
  /// - Returns: The error, with what was undone, or what is left.
  func undo(after error: EmoncmsError) -> EmoncmsError {
    guard hasInserted else { return error }
    guard markAgain() else {
      return error.adding(
        "feed \(id ?? 0) may stand as it was to be, because it cannot be undone now",
        remedy: "Look for it in Emoncms afterwards.")
    }
    var undone: [String] = []
    var left: [String] = []
    func attempt(_ what: String, _ body: () throws(EmoncmsError) -> Void) {
      do throws(EmoncmsError) {
        try body()
        undone.append(what)
      } catch {
        left.append(what)
      }
    }
    if hasCache, let id, installation.settings.cache != nil {
      attempt("its entries in Redis") { () throws(EmoncmsError) in
        _ = try installation.cache { cache throws(RedisError) in try cache.forget(id) }
      }
    }
    if mayHaveFiles, let id {
      attempt("its files") { () throws(EmoncmsError) in try installation.removeFiles(of: id) }
    }
    if left.isEmpty {
      attempt("its row") { () throws(EmoncmsError) in
        try installation.table { table throws(MariaDBError) in try table.delete(token: token) }
      }
    } else {
      left.append("its row")
    }
    var told = error
    if !undone.isEmpty {
      told = told.adding("undone: \(undone.joined(separator: ", "))")
    }
    guard !left.isEmpty else { return told }
    let number = id.map { " of feed \($0)" } ?? ""
    return told.adding(
      "left\(number), because that failed too: \(left.joined(separator: ", "))",
      remedy: "The next registration removes what is left.")
  }

  /// Gives a row that may have lost its mark the mark of a registration that is not done.
  ///
  /// - Returns: false when the database cannot be told.
  private func markAgain() -> Bool {
    guard mayBeUnmarked, let id else { return true }
    let mark = FeedTable.mark(token, .files)
    do throws(EmoncmsError) {
      try installation.table { table throws(MariaDBError) in try table.setMark(mark, of: id) }
      return true
    } catch {
      return false
    }
  }
}
