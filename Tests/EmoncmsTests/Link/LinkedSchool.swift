import Emoncms
import EmoncmsSupport
import Feeds
import TestSupport
import Workspace

/// A workspace of a measured feed 1 and a state feed 2, and an Emoncms that it knows.
struct LinkedSchool {
  static let start = 1_612_742_400
  static let interval = 300
  static let count = 2 * 288

  let folder: TemporaryFolder
  let workspace: Workspace
  let server: EmoncmsServer
  let state: Feed

  init(_ version: EmoncmsServer.Version = .v11) throws {
    folder = try TemporaryFolder()
    try FeedFiles(folder: folder.path, id: 1).create(
      points: [Float](repeating: 19, count: Self.count), start: Self.start, interval: Self.interval)
    workspace = try Workspace(folder.path)
    try workspace.setTimeZone("Europe/Paris")
    state = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "north_state", tag: "heating", state: .off)
    server = try EmoncmsServer(version)
    try workspace.save(Connection(name: "school", kind: .http, address: server.url))
    try KeyFile(of: "school", in: folder.path).write(server.writeKey)
    try set(60..<204, .on)
  }

  /// The way there; nothing is asked twice.
  func link() throws -> EmoncmsLink {
    EmoncmsLink(
      workspace: workspace, connection: "school",
      installation: try HTTPInstallation(
        url: server.url, key: server.writeKey,
        timeouts: HTTPTimeouts(connecting: 10, stalled: 20, retries: [])))
  }

  func set(_ slots: Range<Int>, _ state: State) throws {
    let timeline = Timeline(start: Self.start, interval: Self.interval, count: Self.count)
    let times = timeline.times(of: slots)
    _ = try workspace.set(self.state, to: state, from: times.lowerBound, to: times.upperBound)
  }

  /// The points here, as bits.
  func here() throws -> [UInt32] { try workspace.reader(state).points().map(\.bitPattern) }

  /// The points there, as bits; nil where there is no such feed.
  func there() -> [UInt32]? {
    let feeds = server.feeds.filter { $0.name == "north_state" && $0.tag == "heating" }
    return feeds.count == 1 ? feeds[0].points.map(\.bitPattern) : nil
  }

  /// Whether the points there are those here.
  func agrees() throws -> Bool { try there() == here() }
}
