/// `feed/data.json`, in the two dialects that there are.
extension EmoncmsServer {
  /// Points of a feed as one asks for them.
  ///
  /// 10 takes milliseconds, looks at the nearest point, leaves out what is missing unless told
  /// otherwise and gives one point beyond the end; from 11 on seconds do too, a point holds for its
  /// whole interval, and means are there for the asking.
  func data(_ action: String, _ request: ServedRequest, _ feed: ServedFeed) -> ServedAnswer {
    let isOld = version.isOld
    var (start, end) = (request.integer("start"), request.integer("end"))
    // 11 tells milliseconds by their size.
    if isOld || start > 100_000_000_000 { start /= 1000 }
    if isOld || end > 100_000_000_000 { end /= 1000 }
    guard end > start else {
      return ServedAnswer(
        json: #"{"success":false,"message":"request end time before start time"}"#)
    }
    var interval =
      request.value("interval") == "original" ? feed.interval : request.integer("interval")
    if interval < 1 { interval = isOld ? 1 : max(1, (end - start + 400) / 800) }
    let limit = isOld ? 8928 : 20_000
    guard (end - start + interval / 2) / interval <= limit else {
      return ServedAnswer(
        json: #"{"success":false,"message":"request datapoint limit reached (\#(limit))"}"#)
    }
    let isLimited =
      isOld ? request.value("limitinterval") != "0" : request.integer("limitinterval") != 0
    if isLimited {
      interval = max(feed.interval, isOld ? interval : interval / feed.interval * feed.interval)
    }
    let skips = isOld ? request.value("skipmissing") != "0" : request.integer("skipmissing") != 0
    let isMean =
      (action == "average" || !isOld && request.integer("average") != 0) && interval > feed.interval
    let unit = !isOld && request.value("timeformat") == "unix" ? 1 : 1000
    let isBare = !isOld && request.value("timeformat") == "notime"

    var rows: [String] = []
    var time = start
    while time <= (isOld && action == "data" ? end + interval : end) {
      let value: Float?
      if isMean {
        value = Self.mean(of: feed, time..<time + interval)
      } else {
        let distance = time - feed.start
        let slot = isOld ? (distance + feed.interval / 2) / feed.interval : distance / feed.interval
        value = distance >= 0 && slot < feed.count ? feed.point(slot) : nil
      }
      let text = value.flatMap { $0.isFinite ? "\(Double($0))" : nil }
      if text != nil || !skips {
        rows.append(isBare ? text ?? "null" : "[\(time * unit),\(text ?? "null")]")
      }
      time += interval
    }
    return ServedAnswer(json: "[\(rows.joined(separator: ","))]")
  }

  /// The mean of the points of a period that were recorded.
  private static func mean(of feed: ServedFeed, _ times: Range<Int>) -> Float? {
    let bounds = [times.lowerBound, times.upperBound].map { time in
      min(max((time - feed.start) / feed.interval, 0), feed.count)
    }
    let points = (bounds[0]..<bounds[1]).map { feed.point($0) }.filter { !$0.isNaN }
    return points.isEmpty ? nil : points.reduce(0, +) / Float(points.count)
  }
}
