import Foundation

extension MachineInstallation {
  /// What Redis lists of the account against the rows of the database.
  func examineCache(
    _ rows: [FeedRow], _ examination: inout EmoncmsExamination
  ) throws(EmoncmsError) {
    guard let server = settings.cache else { return }
    let version = try cache { cache throws(RedisError) in try cache.serverVersion() } ?? nil
    let place = server.host.hasPrefix("/") ? server.host : "\(server.host):\(server.port)"
    examination.facts.append(
      .init(
        "Redis",
        "\(version ?? "unknown") at \(place), database \(server.number), "
          + (server.prefix.isEmpty ? "no prefix" : "prefix \(server.prefix)")))
    let set = "\(server.prefix)user:feeds:\(user)"
    let (ghosts, missing) = try listDifferences(rows)
    if !ghosts.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          ghosts.feedList, "\(ghosts.are) listed in Redis, without a row in the database",
          consequence: "Emoncms lists what is not there, or answers the whole list with an error.",
          remedy: "In Redis: `DEL \(set)`; Emoncms fills the list from the database."))
    }
    if !missing.isEmpty {
      examination.findings.append(
        EmoncmsFinding(
          missing.feedList, "\(missing.are) in the database, and not listed in Redis",
          consequence: "Emoncms does not show them.",
          remedy: "In Redis: `DEL \(set)`; Emoncms fills the list from the database."))
    }
    let unlisted = Set(missing)
    for row in rows where !unlisted.contains(row.id) {
      if let finding = try wrongHash(of: row, set) { examination.findings.append(finding) }
    }
  }

  /// Ids that are listed and have no row, and the other way round, sorted, seen twice.
  private func listDifferences(
    _ rows: [FeedRow]
  ) throws(EmoncmsError) -> (ghosts: [Int], missing: [Int]) {
    func look(_ rows: [FeedRow]) throws(EmoncmsError) -> (Set<Int>, Set<Int>) {
      let listed = try cache { cache throws(RedisError) in try cache.listedIDs() } ?? nil
      guard let listed else { return ([], []) }
      let whole = Set(rows.filter { FeedTable.stage(of: $0.processList) == nil }.map(\.id))
      return (listed.subtracting(rows.map(\.id)), whole.subtracting(listed))
    }
    let first = try look(rows)
    if first.0.isEmpty && first.1.isEmpty { return ([], []) }
    // A feed that was made or deleted between the two looks is no fault.
    let second = try look(try table { table throws(MariaDBError) in try table.rows() })
    return (first.0.intersection(second.0).sorted(), first.1.intersection(second.1).sorted())
  }

  private func wrongHash(of row: FeedRow, _ set: String) throws(EmoncmsError) -> EmoncmsFinding? {
    guard FeedTable.stage(of: row.processList) == nil else { return nil }
    let read = try cache { cache throws(RedisError) in
      try cache.isFilled() ? try cache.fields(of: row.id) : nil
    }
    guard let fields = read ?? nil else { return nil }
    let hash = "\(settings.cache?.prefix ?? "")feed:\(row.id)"
    let expected = [("name", row.name), ("tag", row.tag), ("engine", String(row.engine))]
    let absent = expected.map(\.0).filter { fields[$0] == nil }
    guard absent.isEmpty else {
      return EmoncmsFinding(
        row.title,
        fields.isEmpty
          ? "is listed in Redis without its hash"
          : "has a hash in Redis without \(absent.joined(separator: ", "))",
        consequence: "Emoncms may answer the whole list with an error.",
        remedy: "In Redis: `DEL \(hash) \(set)`; Emoncms fills both from the database.")
    }
    let others = expected.filter { fields[$0.0] != $0.1 }
    guard !others.isEmpty else { return nil }
    return EmoncmsFinding(
      row.title,
      "has in Redis "
        + others.map { "\($0.0) \"\(fields[$0.0] ?? "")\"" }.joined(separator: ", "),
      consequence: "Emoncms shows and uses what Redis says, until Redis is emptied.",
      remedy: "In Redis: `DEL \(hash) \(set)`; Emoncms fills both from the database.")
  }

  /// Points that wait in Redis, and whether somebody writes them.
  func examineBuffer(
    _ feeds: [Int], _ examination: inout EmoncmsExamination, _ processes: String
  ) throws(EmoncmsError) {
    var waiting: [Int] = []
    var points = 0
    for feed in feeds {
      let pending = try pendingPoints(of: feed)
      guard pending > 0 else { continue }
      waiting.append(feed)
      points += pending
    }
    examination.facts.append(
      .init(
        "low-write mode",
        (settings.hasWriteBuffer ? "on" : "off")
          + (points == 0 ? ", no points waiting" : ", \(points) points of \(waiting.feedList) wait")
      ))
    guard settings.hasWriteBuffer || points > 0, !Self.hasFeedWriter(processes) else { return }
    examination.findings.append(
      EmoncmsFinding(
        "feedwriter",
        "seems not to run, and "
          + (points == 0 ? "low-write mode needs it" : "\(points) points wait for it in Redis"),
        consequence: "New points are in memory alone, and lost with Redis.",
        remedy: settings.hasWriteBuffer
          ? "Start it: `systemctl start feedwriter`."
          : "Low-write mode is off in the settings: turn it on, and start the feedwriter once."))
  }

  /// Whether a process of this machine is Emoncms's feedwriter.
  private static func hasFeedWriter(_ processes: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: processes)) ?? []
    return names.contains { name in
      guard Int(name) != nil,
        let command = FileManager.default.contents(atPath: "\(processes)/\(name)/cmdline")
      else { return false }
      return command.split(separator: 0).contains {
        String(decoding: $0, as: UTF8.self).hasSuffix("feedwriter.php")
      }
    }
  }
}

extension FeedCache {
  /// The version of Redis.
  func serverVersion() throws(RedisError) -> String? {
    try connection.run("INFO", "server").text?.split(whereSeparator: \.isNewline)
      .first { $0.hasPrefix("redis_version:") }
      .map { String($0.dropFirst("redis_version:".count)) }
  }

  /// The ids that Emoncms lists; nil where it is yet to fill the list.
  func listedIDs() throws(RedisError) -> Set<Int>? {
    guard try isFilled() else { return nil }
    return Set(try connection.run("SMEMBERS", set).elements.compactMap(\.integer))
  }
}
