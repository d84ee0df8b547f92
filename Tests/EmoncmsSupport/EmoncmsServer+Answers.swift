import Synchronization

/// What each action does and says.
extension EmoncmsServer {
  private static let unknownFeed = ServedAnswer(
    json: #"{"success":false,"message":"Feed does not exist"}"#)
  private static func unknownFeed(_ id: Int) -> ServedAnswer {
    ServedAnswer(
      json: #"{"success":false,"message":"feed \#(id) does not exist","feeds":[\#(id)]}"#)
  }
  private static let notAcceptable = ServedAnswer(
    status: 406, type: "application/json",
    body: Array(#"{"success":false,"message":"406 Not Acceptable. Route not found"}"#.utf8))

  /// Who asks, by the key.
  private struct Asker {
    /// 0 for nobody.
    let user: Int
    let mayWrite: Bool

    func mayRead(_ feed: ServedFeed) -> Bool { feed.isPublic || feed.owner == user }
  }

  /// Who sends a request; nil where the key is wrong.
  private func asker(of request: ServedRequest) -> Asker? {
    switch request.header("authorization") {
    case nil: Asker(user: 0, mayWrite: false)
    case "Bearer \(writeKey)": Asker(user: 1, mayWrite: true)
    case "Bearer \(readKey)": Asker(user: 1, mayWrite: false)
    case "Bearer \(otherKey)": Asker(user: 2, mayWrite: true)
    default: nil
    }
  }

  func respond(to request: ServedRequest, pretending: Bool = false) -> ServedAnswer {
    if request.isInternal { return respondWithin(to: request) }
    guard let asker = asker(of: request) else {
      return ServedAnswer(status: 401, type: "text/html", body: Array("Invalid API key".utf8))
    }
    if request.path == "version" {
      return ServedAnswer(status: 200, type: "text/plain", body: Array(version.rawValue.utf8))
    }
    guard request.path.hasPrefix("feed/"), request.path.hasSuffix(".json") else {
      return Self.notAcceptable
    }
    let action = String(request.path.dropFirst(5).dropLast(5))
    return state.withLock { state in
      switch action {
      case "list", "listwithmeta":
        if let answer = list(&state, action, request, asker) { return answer }
      case "create" where asker.mayWrite:
        return create(request, &state, owner: asker.user, pretending)
      case "updatesize" where asker.mayWrite: return updateSize(&state, pretending)
      case "buffersize" where asker.mayWrite:
        return ServedAnswer(json: "\(state.feeds.values.reduce(0) { $0 + $1.pending })")
      default: break
      }
      guard var feed = state.feeds[request.integer("id")] else {
        return ["data", "average"].contains(action)
          ? Self.unknownFeed(request.integer("id")) : Self.unknownFeed
      }
      if asker.mayRead(feed), let answer = read(action, request, &feed) {
        state.feeds[feed.id] = feed
        return answer
      }
      // What is missing of many feeds is left out, and so is the only one.
      if ["data", "average"].contains(action) { return ServedAnswer(json: "[]") }
      guard asker.mayWrite, feed.owner == asker.user else { return Self.notAcceptable }
      if action == "delete" {
        if !pretending { state.feeds.removeValue(forKey: feed.id) }
        return ServedAnswer(
          json: version.isOld
            ? "null" : #"{"success":true,"message":"Feed removed successfully."}"#)
      }
      let answer = change(action, request, &feed)
      if !pretending { state.feeds[feed.id] = feed }
      return answer
    }
  }

  /// What the parts of Emoncms that run elsewhere, in the PHP of a test, ask of its feeds.
  private func respondWithin(to request: ServedRequest) -> ServedAnswer {
    let action = String(request.path.dropFirst(9).dropLast(5))
    return state.withLock { state in
      if action == "list" {
        let user = request.integer("userid")
        return rows(&state, hasMeta: false) { $0.owner == user }
      }
      guard var feed = state.feeds[request.integer("id")] else { return ServedAnswer(json: "null") }
      let answer = read(action, request, &feed) ?? ServedAnswer(json: "null")
      state.feeds[feed.id] = feed
      return answer
    }
  }

  /// The list of feeds; nil where nobody asks for that with the data of their files.
  private func list(
    _ state: inout State, _ action: String, _ request: ServedRequest, _ asker: Asker
  ) -> ServedAnswer? {
    if action == "listwithmeta" {
      guard asker.user > 0 else { return nil }
      return rows(&state, hasMeta: true) { $0.owner == asker.user }
    }
    let hasMeta = !version.isOld && request.integer("meta") != 0
    let user = request.integer("userid")
    if user > 0, user != asker.user || !version.isOld {
      return rows(&state, hasMeta: hasMeta) { $0.owner == user && $0.isPublic }
    }
    if asker.user > 0 { return rows(&state, hasMeta: hasMeta) { $0.owner == asker.user } }
    return ServedAnswer(
      json: version.isOld
        ? #"{"success":false,"message":"Username or password empty"}"# : "false")
  }

  private func rows(
    _ state: inout State, hasMeta: Bool, where isListed: (ServedFeed) -> Bool
  ) -> ServedAnswer {
    var rows: [String] = []
    for id in state.feeds.keys.shuffled() {
      guard var feed = state.feeds[id], isListed(feed) else { continue }
      if !feed.isCached { feed.cacheLast(lateness: lateness(of: feed)) }
      state.feeds[id] = feed
      let hasPoints = feed.start == 0 || feed.count > 0
      let meta = hasMeta && hasPoints ? ",\(meta(of: feed))" : ""
      rows.append("{\(row(of: feed))\(meta)}")
    }
    return ServedAnswer(json: "[\(rows.joined(separator: ","))]")
  }

  /// The members of a feed's row.
  private func row(of feed: ServedFeed) -> String {
    let isPublic = feed.isPublic ? "1" : feed.size > 0 ? "0" : ""
    return #""id":"\#(feed.id)","userid":"\#(feed.owner)","name":\#(quoted(feed.name)),"#
      + #""tag":\#(quoted(feed.tag)),"public":"\#(isPublic)","size":"\#(feed.size)","#
      + #""engine":"\#(feed.engine)","# + (version.isOld ? #""datatype":"1","# : "")
      + #""processList":"","unit":\#(quoted(feed.unit)),\#(timeAndValue(of: feed))"#
  }

  /// The members that a feed's files tell.
  private func meta(of feed: ServedFeed) -> String {
    let end =
      version.isOld ? "" : #","end_time":\#(feed.start + feed.interval * (feed.count - 1))"#
    return #""interval":\#(feed.interval),"start_time":\#(feed.start),"npoints":\#(feed.count)"#
      + end
  }

  private func create(
    _ request: ServedRequest, _ state: inout State, owner: Int, _ pretending: Bool
  ) -> ServedAnswer {
    let name = request.value("name") ?? ""
    let tag = request.value("tag") ?? ""
    guard
      !state.feeds.values.contains(where: {
        $0.owner == owner && $0.name == name && $0.tag == tag
      })
    else {
      return ServedAnswer(json: #"{"success":false,"message":"feed already exists"}"#)
    }
    let digits = (request.value("options") ?? "").filter { "0123456789".contains($0) }
    var feed = ServedFeed(
      id: state.nextID, name: name, tag: tag, unit: request.value("unit") ?? "",
      interval: max(version.leastInterval, Int(digits) ?? 0))
    feed.owner = owner
    if !pretending {
      state.nextID += 1
      state.feeds[feed.id] = feed
    }
    return ServedAnswer(json: #"{"success":true,"feedid":\#(feed.id),"result":true}"#)
  }

  private func updateSize(_ state: inout State, _ pretending: Bool) -> ServedAnswer {
    var total = 0
    for id in state.feeds.keys {
      let size = 16 + (state.feeds[id]?.bytes.count ?? 0)
      if !pretending { state.feeds[id]?.size = size }
      total += size
    }
    return ServedAnswer(json: "\(total)")
  }

  /// What who may read the feed may ask; nil for anything else.
  private func read(
    _ action: String, _ request: ServedRequest, _ feed: inout ServedFeed
  ) -> ServedAnswer? {
    switch action {
    case "getmeta":
      guard feed.start == 0 || feed.count > 0 else { return ServedAnswer(json: "false") }
      return ServedAnswer(json: "{\(meta(of: feed))}")
    case "aget":
      if !feed.isCached { feed.cacheLast(lateness: lateness(of: feed)) }
      return ServedAnswer(json: "{\(row(of: feed))}")
    case "data", "average": return data(action, request, feed)
    case "get" where request.value("field") == "engine":
      return ServedAnswer(json: "\"\(feed.engine)\"")
    case "timevalue":
      if !feed.isCached { feed.cacheLast(lateness: lateness(of: feed)) }
      return ServedAnswer(json: "{\(timeAndValue(of: feed))}")
    case "export":
      var offset = max(0, request.integer("start") / 4 * 4)
      if offset >= 4 { offset -= 4 }
      return ServedAnswer(
        status: 200, type: "application/octet-stream", body: Array(feed.bytes.dropFirst(offset)),
        isDelimited: false)
    case "sha256sum" where !version.isOld:
      guard feed.count > 0 else {
        return ServedAnswer(json: #"{"success":false,"message":"No data points available"}"#)
      }
      return ServedAnswer(
        json: #"{"success":true,"npoints":\#(feed.count),"size":"0.0 MB","#
          + #""sha256sum":"\#(SHA256.hexadecimal(of: feed.bytes))"}"#)
    default: return nil
    }
  }

  private func change(
    _ action: String, _ request: ServedRequest, _ feed: inout ServedFeed
  ) -> ServedAnswer {
    switch action {
    case "upload":
      guard request.body.count == request.integer("npoints") * 4,
        feed.start == 0 || feed.count > 0
      else { return ServedAnswer(json: "false") }
      if feed.count == 0 { feed.start = request.integer("start") }
      let slot = (request.integer("start") - feed.start) / feed.interval
      feed.write(request.body, at: max(0, slot) * 4)
      if !version.isOld { feed.cacheLast(lateness: 0) }
      return ServedAnswer(json: "true")
    case "update" where version.isOld:
      let value = Double(request.value("value") ?? "") ?? 0
      feed.post(Float(value), at: request.integer("time"))
      feed.time = request.integer("updatetime")
      feed.value = value
      feed.isCached = true
      return ServedAnswer(json: "\(value)")
    case "post" where !version.isOld:
      let text = String(decoding: request.body, as: UTF8.self)
      let numbers = text.drop { $0 != "[" }.split { "[], ".contains($0) }.compactMap { Double($0) }
      guard text.hasPrefix("data=[["), numbers.count == 2, let time = Int(exactly: numbers[0])
      else {
        return ServedAnswer(json: #"{"success":false,"message":"error decoding json"}"#)
      }
      feed.post(Float(numbers[1]), at: time)
      if time >= feed.time ?? 0 {
        feed.time = time
        feed.value = numbers[1]
        feed.isCached = true
      }
      return ServedAnswer(json: #"{"success":true}"#)
    default: return Self.notAcceptable
    }
  }

  private func lateness(of feed: ServedFeed) -> Int { version.isOld ? feed.interval : 0 }

  private func timeAndValue(of feed: ServedFeed) -> String {
    let time = feed.time.map { "\($0)" } ?? "null"
    return #""time":\#(time),"value":\#(feed.value.map { "\($0)" } ?? "null")"#
  }

  /// A text in JSON.
  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
