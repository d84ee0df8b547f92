public import Feeds

/// An Emoncms behind its web server, by one of its two keys.
///
/// Reading takes the read key, writing the write key. Nothing that it answers is believed unseen:
/// what it says it wrote is read back.
public final class HTTPInstallation: Installation {
  public let title: String
  let client: HTTPClient
  let dialect: Dialect
  /// The engine of each feed that was seen; a feed keeps its engine, and an id is given once.
  var engines: [Int: Int] = [:]

  /// Finds out what answers there.
  ///
  /// - Parameters:
  ///   - url: `http://` or `https://`, host and folder, as in the browser; no key in it.
  ///   - key: The write key; with the read key, writing is refused.
  ///   - timeouts: How long it may take.
  /// - Throws: ``EmoncmsError`` where no Emoncms answers.
  public init(
    url: String, key: String, timeouts: HTTPTimeouts = HTTPTimeouts()
  ) throws(EmoncmsError) {
    let address = try HTTPAddress(url)
    client = try HTTPClient(address: address, key: key, timeouts: timeouts)
    let answer = try client.answer(to: "version")
    try Self.check(answer, to: client.shown("version"))
    dialect = Dialect(version: String(decoding: answer.body.prefix(64), as: UTF8.self))
    if let version = dialect.version {
      title = "\(address.text) (Emoncms \(version))"
    } else {
      title = address.text
      // An Emoncms that hides its version still lists feeds.
      _ = try feeds()
    }
  }

  public func feeds() throws(EmoncmsError) -> [EmoncmsFeed] {
    let path = "feed/list.json"
    let list = try ask(path)
    if case .bool(false) = list {
      throw EmoncmsError(
        .unauthorized, client.shown(path), "sees no key",
        remedy: "The web server drops the Authorization header: allow it, as Emoncms's own "
          + ".htaccess does.")
    }
    guard case .list(let rows) = list else { throw misunderstood(path) }
    var feeds: [EmoncmsFeed] = []
    for row in rows {
      guard let id = row["id"]?.integer, let name = row["name"]?.string,
        let engine = row["engine"]?.integer
      else { throw misunderstood(path) }
      engines[id] = engine
      feeds.append(
        EmoncmsFeed(
          id: id, name: name, tag: row["tag"]?.string ?? "", unit: row["unit"]?.string ?? "",
          engine: engine, lastTime: row["time"]?.integer, lastValue: row["value"]?.double,
          size: row["size"]?.integer))
    }
    return feeds.sorted { $0.id < $1.id }
  }

  public func timeline(of feed: Int) throws(EmoncmsError) -> Timeline? {
    let metadata = try metadata(of: feed)
    return metadata.count == 0 ? nil : metadata
  }

  /// What `getmeta` says, of an empty feed too.
  func metadata(of feed: Int) throws(EmoncmsError) -> Timeline {
    try requireFixedInterval(feed)
    let path = "feed/getmeta.json?id=\(feed)"
    let answer = try ask(path, about: feed)
    if case .bool(false) = answer {
      throw EmoncmsError(
        .malformed, "feed \(feed)", "has no files that Emoncms can read",
        remedy: "Look at it in Emoncms's own feed list; its log says why.")
    }
    guard let interval = answer["interval"]?.integer, let start = answer["start_time"]?.integer,
      let count = answer["npoints"]?.integer
    else { throw misunderstood(path) }
    // What four bytes and a file can say, so that no sum below overflows.
    guard (1...Int(UInt32.max)).contains(interval), (0...Int(UInt32.max)).contains(start),
      (0...(1 << 40)).contains(count)
    else { throw misunderstood(path) }
    return Timeline(start: start, interval: interval, count: count)
  }

  /// The other engines tell an interval too, and export something else.
  private func requireFixedInterval(_ feed: Int) throws(EmoncmsError) {
    if engines[feed] == nil {
      let path = "feed/get.json?id=\(feed)&field=engine"
      guard let engine = try ask(path, about: feed).integer else { throw misunderstood(path) }
      engines[feed] = engine
    }
    guard engines[feed] == EmoncmsFeed.fixedInterval else {
      throw EmoncmsError(
        .unsupported, "feed \(feed)", "is of an engine that keeps no fixed interval",
        remedy: "Choose one of the engine PHPFina.")
    }
  }

  public func checksum(of feed: Int) throws(EmoncmsError) -> String? {
    let path = "feed/sha256sum.json?id=\(feed)"
    let answer = try client.answer(to: path)
    // 10 knows no such action.
    if answer.status == 406 { return nil }
    let value: JSONValue
    do {
      value = try read(answer, to: path, about: feed)
    } catch  where error.code == .refused {
      // There is none of an empty feed, nor of another engine's.
      return nil
    }
    guard let text = value["sha256sum"]?.string, text.utf8.count == 64,
      text.allSatisfy(\.isHexDigit)
    else {
      return nil
    }
    return text.lowercased()
  }

  /// Emoncms counts the points that wait of all feeds, not of one. Where some do, this feed is one
  /// of them if its last value is fresh and not the last point of its file.
  public func pendingPoints(of feed: Int) throws(EmoncmsError) -> Int {
    let path = "feed/buffersize.json"
    let answer = try client.answer(to: path)
    guard answer.status == 200, let waiting = JSONValue(answer.body)?.integer, waiting > 0 else {
      return 0
    }
    let cached = try lastValue(of: feed)
    guard let time = cached.time else { return 0 }
    let timeline = try metadata(of: feed)
    if timeline.count > 0,
      (timeline.lastTime...timeline.lastTime + timeline.interval).contains(time)
    {
      return 0
    }
    // No box sleeps this long between two flushes.
    if let now = answer.head.date, time < now - 3600 { return 0 }
    return waiting
  }

  /// What Emoncms shows as a feed's last time and value.
  func lastValue(of feed: Int) throws(EmoncmsError) -> (time: Int?, value: Double?) {
    let answer = try ask("feed/timevalue.json?id=\(feed)", about: feed)
    return (answer["time"]?.integer, answer["value"]?.double)
  }
}
