import Synchronization

/// What each action does and says.
extension EmoncmsServer {
  private static let unknownFeed = ServedAnswer(
    json: #"{"success":false,"message":"Feed does not exist"}"#)
  private static let notAcceptable = ServedAnswer(
    status: 406, type: "application/json",
    body: Array(#"{"success":false,"message":"406 Not Acceptable. Route not found"}"#.utf8))

  func respond(to request: ServedRequest, pretending: Bool = false) -> ServedAnswer {
    let authorization = request.header("authorization")
    let mayWrite = authorization == "Bearer \(writeKey)"
    guard mayWrite || authorization == "Bearer \(readKey)" else {
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
      case "list": return list(&state)
      case "create" where mayWrite: return create(request, &state, pretending)
      case "updatesize" where mayWrite: return updateSize(&state, pretending)
      case "buffersize" where mayWrite:
        return ServedAnswer(json: "\(state.feeds.values.reduce(0) { $0 + $1.pending })")
      default: break
      }
      guard var feed = state.feeds[request.integer("id")] else { return Self.unknownFeed }
      if let answer = read(action, request, &feed) {
        state.feeds[feed.id] = feed
        return answer
      }
      guard mayWrite else { return Self.notAcceptable }
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

  private func list(_ state: inout State) -> ServedAnswer {
    var rows: [String] = []
    for id in state.feeds.keys.shuffled() {
      guard var feed = state.feeds[id] else { continue }
      if !feed.isCached { feed.cacheLast(lateness: lateness(of: feed)) }
      state.feeds[id] = feed
      rows.append(
        #"{"id":"\#(id)","userid":"1","name":\#(quoted(feed.name)),"tag":\#(quoted(feed.tag)),"#
          + #""public":"","size":"\#(feed.size)","engine":"\#(feed.engine)","processList":"","#
          + #""unit":\#(quoted(feed.unit)),\#(timeAndValue(of: feed))}"#)
    }
    return ServedAnswer(json: "[\(rows.joined(separator: ","))]")
  }

  private func create(
    _ request: ServedRequest, _ state: inout State, _ pretending: Bool
  ) -> ServedAnswer {
    let name = request.value("name") ?? ""
    let tag = request.value("tag") ?? ""
    guard !state.feeds.values.contains(where: { $0.name == name && $0.tag == tag }) else {
      return ServedAnswer(json: #"{"success":false,"message":"feed already exists"}"#)
    }
    let digits = (request.value("options") ?? "").filter { "0123456789".contains($0) }
    let feed = ServedFeed(
      id: state.nextID, name: name, tag: tag, unit: request.value("unit") ?? "",
      interval: max(version.leastInterval, Int(digits) ?? 0))
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

  /// What either key may ask; nil for anything else.
  private func read(
    _ action: String, _ request: ServedRequest, _ feed: inout ServedFeed
  ) -> ServedAnswer? {
    switch action {
    case "getmeta":
      guard feed.start == 0 || feed.count > 0 else { return ServedAnswer(json: "false") }
      let end =
        version.isOld ? "" : #","end_time":\#(feed.start + feed.interval * (feed.count - 1))"#
      return ServedAnswer(
        json: #"{"interval":\#(feed.interval),"start_time":\#(feed.start),"#
          + #""npoints":\#(feed.count)\#(end)}"#)
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
