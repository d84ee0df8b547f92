/// What Emoncms keeps of an account's feeds in Redis.
///
/// The set of the account's ids decides what is listed, and the hash of each feed what is said of
/// it. An id in the set without a whole hash makes Emoncms answer the whole list with an error, and
/// a set that is absent is filled from the database. So hashes are written whole, only where the
/// set is, and both in one transaction.
struct FeedCache {
  /// How often a transaction that another program came between is tried again.
  private static let attempts = 8

  let connection: RedisConnection
  /// The account.
  let user: Int

  /// The key of the set of the account's ids.
  var set: String { connection.key("user:feeds:\(user)") }
  private var waiting: String { connection.key("feed:bufferactive") }
  private func hash(_ feed: Int) -> String { connection.key("feed:\(feed)") }
  private func buffer(_ feed: Int) -> String { connection.key("feed:\(feed):buffer") }

  /// The last time and value of a feed, where Redis has them.
  func lastValue(of feed: Int) throws(RedisError) -> (time: Int?, value: Double?) {
    let fields = try connection.run("HMGET", hash(feed), "time", "value").elements
    guard fields.count == 2 else { return (nil, nil) }
    return (fields[0].integer, fields[1].text.flatMap { Double($0) })
  }

  /// How many points of a feed wait to be written.
  func pendingPoints(of feed: Int) throws(RedisError) -> Int {
    try connection.run("ZCARD", buffer(feed)).integer ?? 0
  }

  /// Lists a feed, with nothing left of a former one of its id.
  ///
  /// - Parameters:
  ///   - feed: Its id.
  ///   - fields: Its hash, whole: pairs of a field and a value.
  /// - Throws: ``RedisError``.
  func list(_ feed: Int, _ fields: [(String, String)]) throws(RedisError) {
    let hash = hash(feed)
    let isDone = try transact(watching: [set, hash]) { () throws(RedisError) in
      var commands = removal(of: feed)
      if try isFilled() {
        commands.append(["HMSET", hash] + fields.flatMap { [$0.0, $0.1] })
        commands.append(["SADD", set, String(feed)])
      }
      return commands
    }
    if !isDone { try relist(feed) }
  }

  /// Whether there is a list; Emoncms fills one from the database where there is none.
  func isFilled() throws(RedisError) -> Bool {
    try connection.run("EXISTS", set).integer == 1
  }

  /// Whether Emoncms lists a feed, or will once it fills its list.
  func isListed(_ feed: Int) throws(RedisError) -> Bool {
    guard try isFilled() else { return true }
    return try connection.run("SISMEMBER", set, String(feed)).integer == 1
  }

  /// The hash of a feed; empty where there is none.
  func fields(of feed: Int) throws(RedisError) -> [String: String] {
    let elements = try connection.run("HGETALL", hash(feed)).elements
    var fields: [String: String] = [:]
    for index in stride(from: 0, to: elements.count - 1, by: 2) {
      guard let field = elements[index].text else { continue }
      fields[field] = elements[index + 1].text
    }
    return fields
  }

  /// Changes fields of a feed that Redis has, and nothing where it has not.
  ///
  /// Fields are not removed for Emoncms to look up: its list (11.16) would then write what it finds
  /// to the hash of another feed.
  func change(_ feed: Int, _ fields: [(String, String)]) throws(RedisError) {
    let hash = hash(feed)
    let isDone = try transact(watching: [hash]) { () throws(RedisError) in
      guard try connection.run("EXISTS", hash).integer == 1 else { return [] }
      return [["HMSET", hash] + fields.flatMap { [$0.0, $0.1] }]
    }
    if !isDone { try relist(feed) }
  }

  /// Removes a feed from the list, and all that is kept of it.
  func forget(_ feed: Int) throws(RedisError) {
    for command in [["SREM", set, String(feed)]] + removal(of: feed) {
      try connection.run(command)
    }
  }

  /// Makes Emoncms fill the list from the database anew.
  func relist(_ feed: Int) throws(RedisError) {
    try connection.run("DEL", hash(feed), set)
  }

  private func removal(of feed: Int) -> [[String]] {
    [
      ["DEL", hash(feed), buffer(feed), connection.key("feed:\(feed):bufferstatus")],
      ["SREM", waiting, String(feed)],
    ]
  }

  /// Runs commands all at once, if none of some keys changes before.
  ///
  /// - Parameters:
  ///   - keys: The keys.
  ///   - commands: Gives the commands, after a look at the keys.
  /// - Returns: false when other programs came between every time.
  /// - Throws: ``RedisError``.
  private func transact(
    watching keys: [String], _ commands: () throws(RedisError) -> [[String]]
  ) throws(RedisError) -> Bool {
    for _ in 0..<Self.attempts {
      try connection.run(["WATCH"] + keys)
      let commands = try commands()
      if commands.isEmpty {
        try connection.run("UNWATCH")
        return true
      }
      try connection.run("MULTI")
      for command in commands { try connection.run(command) }
      switch try connection.run("EXEC") {
      case .array(let replies):
        for case .error(let message) in replies {
          throw RedisError(kind: .answer, message: message)
        }
        return true
      default: continue
      }
    }
    return false
  }
}
