import Feeds

extension MachineInstallation: Examinable {
  public func examineServers(_ examination: inout EmoncmsExamination) throws(EmoncmsError) {
    guard let error = try leaveCacheAsideIfDown() else { return }
    examination.facts.append(.init("Redis", "down"))
    examination.findings.append(
      EmoncmsFinding(
        error.subject, error.problem,
        consequence: "Emoncms answers nothing without it; what it keeps there is not looked at.",
        remedy: error.remedy))
  }

  public func examine(
    _ feeds: [EmoncmsFeed], _ examination: inout EmoncmsExamination
  ) throws(EmoncmsError) {
    try examine(&examination, processes: "/proc")
  }

  /// - Parameters:
  ///   - examination: Gets what is found.
  ///   - processes: Where the system lists its processes.
  /// - Throws: ``EmoncmsError``.
  func examine(
    _ examination: inout EmoncmsExamination, processes: String
  ) throws(EmoncmsError) {
    try examineDatabase(&examination)
    let rows = try table { table throws(MariaDBError) in try table.rows() }
    let owned = try table { table throws(MariaDBError) in try table.owners() }
    examineUnfinished(rows, &examination)
    if settings.cache == nil {
      examination.facts.append(.init("Redis", "not used"))
    } else if !leavesCacheAside {
      try examineCache(rows, &examination)
      try examineBuffer(owned.map(\.feed), &examination, processes)
    }
    try examineFiles(owned, &examination)
    try examineLastValues(of: rows, &examination)
  }

  private func examineDatabase(_ examination: inout EmoncmsExamination) throws(EmoncmsError) {
    let (version, isReadOnly) = try table { table throws(MariaDBError) in
      let row = try table.connection.run("SELECT @@version, @@global.read_only").first ?? []
      return (row.first?.text ?? "unknown", (row.last?.text ?? "0") != "0")
    }
    let database = settings.database
    examination.facts.append(
      .init(
        "MariaDB",
        "\(version) at \(database.socket ?? "\(database.host):\(database.port)"), database "
          + database.name))
    guard isReadOnly else { return }
    examination.findings.append(
      EmoncmsFinding(
        "MariaDB", "takes no changes (read_only)",
        consequence: "No feed can be made, renamed or deleted.",
        remedy: "Make it writable again: `SET GLOBAL read_only = 0`, and see why it was set."))
  }

  private func examineUnfinished(
    _ rows: [FeedRow], _ examination: inout EmoncmsExamination
  ) {
    for row in rows where FeedTable.stage(of: row.processList) != nil {
      examination.findings.append(
        EmoncmsFinding(
          row.title, "is being registered, or its registration was cut off",
          consequence: "It may be listed without its points.",
          remedy: "The next `retouche emoncms register` removes it, if none is under way."))
    }
  }

  /// What Emoncms shows as last values against the files' last points.
  ///
  /// Values that are behind are told of every Emoncms alike; here, those that are ahead or other.
  private func examineLastValues(
    of rows: [FeedRow], _ examination: inout EmoncmsExamination
  ) throws(EmoncmsError) {
    for row in rows where row.engine == EmoncmsFeed.fixedInterval {
      guard let once = try wrongLastValue(of: row) else { continue }
      // A point that came between the two looks is no fault.
      guard let twice = try wrongLastValue(of: row), once == twice else { continue }
      examination.findings.append(once)
    }
  }

  private func wrongLastValue(of row: FeedRow) throws(EmoncmsError) -> EmoncmsFinding? {
    let hasCache = settings.cache != nil && !leavesCacheAside
    let shown: (time: Int?, value: Double?)
    if hasCache {
      guard try pendingPoints(of: row.id) == 0 else { return nil }
      shown =
        try cache { cache throws(RedisError) in try cache.lastValue(of: row.id) } ?? (nil, nil)
    } else {
      shown = (row.time, row.value)
    }
    guard let time = shown.time, let last = lastPoint(of: row.id) else { return nil }
    // Emoncms keeps the time as it was posted, and 10.4 counts an interval too many.
    let isAhead = time > last.time + last.interval
    let isOther = Self.differ(shown.value, last.value) && time >= last.time - last.interval
    guard isAhead || isOther else { return nil }
    let text = last.value.phpText
    let key = settings.cache.map { "\($0.prefix)feed:\(row.id)" } ?? ""
    return EmoncmsFinding(
      row.title,
      isAhead
        ? "shows a last value of time \(time), and its points end at \(last.time)"
        : "shows \(shown.value.map { "\($0)" } ?? "no value") as its last value, and its last "
          + "point is \(last.value.isFinite ? text : "none")",
      consequence: "The list of feeds is wrong, and so is what reckons with it.",
      remedy: hasCache
        ? "In Redis: `HSET \(key) time \(last.time) value \"\(text)\"`."
        : "In MariaDB: `UPDATE feeds SET time = \(last.time), value = "
          + "\(text.isEmpty ? "NULL" : text) WHERE id = \(row.id)`.")
  }

  /// Whether a value is not that of a point, which has fewer digits.
  private static func differ(_ shown: Double?, _ point: Float) -> Bool {
    guard let shown, shown.isFinite else { return point.isFinite }
    return Float(shown) != point
  }

  /// The last point in a feed's file; nil where there is none, or no file that can be read.
  private func lastPoint(of feed: Int) -> (time: Int, interval: Int, value: Float)? {
    let files = FeedFiles(folder: settings.dataFolder, id: feed)
    guard let reader = try? FeedReader(files, fileSystem: fileSystem) else { return nil }
    let timeline = reader.timeline
    guard timeline.count > 0,
      let value = try? reader.points(timeline.count - 1..<timeline.count).first
    else { return nil }
    return (timeline.lastTime, timeline.interval, value)
  }
}

extension FeedRow {
  /// Its id and its name, as findings say it.
  var title: String { "feed \(id) (\(tag):\(name))" }
}

extension [Int] {
  var are: String { count == 1 ? "is" : "are" }
  var have: String { count == 1 ? "has" : "have" }

  /// The ids of feeds in a sentence, the first of them where they are many.
  var feedList: String {
    let most = 12
    let named = prefix(most).map(String.init).joined(separator: ", ")
    let rest = count - most
    return "feed\(count == 1 ? "" : "s") \(named)" + (rest > 0 ? " and \(rest) more" : "")
  }
}
