public import Feeds

/// An Emoncms on this machine, by its own database, cache and files.
///
/// A program that ends in the middle of a registration leaves at most a row that is marked as ours,
/// with its files: the next registration, or ``removeLeftovers()``, removes both.
public final class MachineInstallation: Installation {
  public let settings: EmoncmsSettings
  /// The account.
  public let user: Int
  public var title: String {
    settings.version.map { "\(settings.folder) (Emoncms \($0))" } ?? settings.folder
  }

  let fileSystem: any FileSystem
  private var database: MariaDBConnection
  private var redis: RedisConnection?
  /// Whether Redis is left aside, as for a look at an Emoncms whose Redis is down.
  private(set) var leavesCacheAside = false

  /// Connects to the database.
  ///
  /// - Parameters:
  ///   - settings: Where Emoncms keeps things.
  ///   - user: The id of the account; nil for the only one there is.
  ///   - fileSystem: The calls that read and write the files of feeds.
  /// - Throws: ``EmoncmsError``.
  public init(
    _ settings: EmoncmsSettings, user: Int? = nil,
    fileSystem: any FileSystem = SystemFileSystem()
  ) throws(EmoncmsError) {
    self.settings = settings
    self.fileSystem = fileSystem
    do throws(MariaDBError) {
      database = try MariaDBConnection(settings.database)
    } catch {
      throw error.emoncmsError(Self.databaseTitle(settings))
    }
    let users: [Int]
    do throws(MariaDBError) {
      users = try database.run("SELECT id FROM users ORDER BY id").compactMap { $0.first?.integer }
    } catch {
      throw error.emoncmsError(Self.databaseTitle(settings))
    }
    self.user = try Self.choose(user, of: users, settings)
  }

  private static func choose(
    _ wanted: Int?, of users: [Int], _ settings: EmoncmsSettings
  ) throws(EmoncmsError) -> Int {
    let list = users.map(String.init).joined(separator: ", ")
    if let wanted {
      guard users.contains(wanted) else {
        throw EmoncmsError(
          .notFound, settings.folder, "has no user \(wanted)",
          remedy: "Choose one of these: \(list).")
      }
      return wanted
    }
    guard let only = users.first else {
      throw EmoncmsError(
        .notFound, settings.folder, "has no user yet", remedy: "Register one in Emoncms first.")
    }
    guard users.count == 1 else {
      throw EmoncmsError(
        .badSettings, settings.folder, "has the users \(list)",
        remedy: "Say which one the feeds are of.")
    }
    return only
  }

  public func feeds() throws(EmoncmsError) -> [EmoncmsFeed] {
    let rows = try table { table throws(MariaDBError) in try table.rows() }
    var feeds: [EmoncmsFeed] = []
    for row in rows {
      let cached = try cache { cache throws(RedisError) in try cache.lastValue(of: row.id) }
      feeds.append(
        EmoncmsFeed(
          id: row.id, name: row.name, tag: row.tag, unit: row.unit, engine: row.engine,
          lastTime: cached?.time ?? row.time, lastValue: cached?.value ?? row.value,
          size: row.size))
    }
    return feeds
  }

  public func timeline(of feed: Int) throws(EmoncmsError) -> Timeline? {
    let files = try files(of: feed)
    do throws(FeedError) {
      let timeline = try FeedReader(files, fileSystem: fileSystem).timeline
      return timeline.count == 0 ? nil : timeline
    } catch {
      throw EmoncmsError(error)
    }
  }

  public func readPoints(
    of feed: Int, from slot: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let files = try files(of: feed)
    let reader: FeedReader
    do throws(FeedError) {
      reader = try FeedReader(files, fileSystem: fileSystem)
    } catch {
      throw EmoncmsError(error)
    }
    guard slot >= 0, slot <= reader.timeline.count else {
      throw EmoncmsError(
        .unsupported, "Feed \(feed)", "has \(reader.timeline.count) points, and none at \(slot)",
        remedy: "Ask for a slot of the feed.")
    }
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: FeedReader.chunk)
    defer { buffer.deallocate() }
    var first = slot
    while first < reader.timeline.count {
      let count = min(buffer.count, reader.timeline.count - first)
      let piece = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      do throws(FeedError) {
        try reader.read(first..<first + count, into: piece)
      } catch {
        throw EmoncmsError(error)
      }
      try body(UnsafeRawBufferPointer(piece))
      first += count
    }
  }

  /// nil: the points themselves are at hand here.
  public func checksum(of feed: Int) throws(EmoncmsError) -> String? { nil }

  public func pendingPoints(of feed: Int) throws(EmoncmsError) -> Int {
    try cache { cache throws(RedisError) in try cache.pendingPoints(of: feed) } ?? 0
  }

  /// The row of a feed at a fixed interval of this account.
  func row(of feed: Int) throws(EmoncmsError) -> FeedRow {
    guard let row = try table({ table throws(MariaDBError) in try table.row(feed) }) else {
      throw EmoncmsError(
        .notFound, "Feed \(feed)", "is none of this account",
        remedy: "List what is there with `retouche emoncms feeds`.")
    }
    guard row.engine == EmoncmsFeed.fixedInterval else {
      throw EmoncmsError(
        .unsupported, "Feed \(feed)", "is kept by engine \(row.engine), not at a fixed interval",
        remedy: "Choose a feed of engine \(EmoncmsFeed.fixedInterval) (PHPFina).")
    }
    return row
  }

  /// The files of a feed at a fixed interval of this account.
  func files(of feed: Int) throws(EmoncmsError) -> FeedFiles {
    FeedFiles(folder: settings.dataFolder, id: try row(of: feed).id)
  }

  /// Does something with the table of feeds, over a connection that is whole.
  func table<Result>(
    _ body: (FeedTable) throws(MariaDBError) -> Result
  ) throws(EmoncmsError) -> Result {
    do throws(MariaDBError) {
      if database.isBroken { database = try MariaDBConnection(settings.database) }
      return try body(FeedTable(connection: database, user: user))
    } catch {
      throw error.emoncmsError(Self.databaseTitle(settings))
    }
  }

  /// Does something with the table of feeds over the very connection of before, whose locks and
  /// ids count: one that broke is not replaced.
  func sameTable<Result>(
    _ body: (FeedTable) throws(MariaDBError) -> Result
  ) throws(EmoncmsError) -> Result {
    do throws(MariaDBError) {
      return try body(FeedTable(connection: database, user: user))
    } catch {
      throw error.emoncmsError(Self.databaseTitle(settings))
    }
  }

  /// Does something with the cache; nil where Emoncms has none.
  func cache<Result>(
    _ body: (FeedCache) throws(RedisError) -> Result
  ) throws(EmoncmsError) -> Result? {
    guard !leavesCacheAside, let server = settings.cache else { return nil }
    do throws(RedisError) {
      let connection: RedisConnection
      if let redis, !redis.isBroken {
        connection = redis
      } else {
        connection = try RedisConnection(server)
        redis = connection
      }
      return try body(FeedCache(connection: connection, user: user))
    } catch {
      throw error.emoncmsError("Redis at \(server.host):\(server.port)")
    }
  }

  /// Why Redis does not answer, after which it is left aside; nil where it does, or is not used.
  func leaveCacheAsideIfDown() throws(EmoncmsError) -> EmoncmsError? {
    do throws(EmoncmsError) {
      _ = try cache { cache throws(RedisError) in try cache.isFilled() }
      return nil
    } catch {
      guard error.code == .unreachable || error.code == .timedOut else { throw error }
      leavesCacheAside = true
      return error
    }
  }

  private static func databaseTitle(_ settings: EmoncmsSettings) -> String {
    settings.database.title
  }
}
