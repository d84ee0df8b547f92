import Feeds
import Foundation
import TestSupport
import Workspace

/// A workspace for the page: one circuit over ten days, heat from 6 to 18 each day, and a state
/// feed that someone has set from half past six.
///
/// Everything lies where one can reckon it: the supply breaks at 06:00 and at 18:00 to the point.
final class StudioSchool: Sendable {
  /// Midnight of Monday 11 January 2021 in France.
  static let start = 1_610_319_600
  static let interval = 300
  static let days = 10
  static let timeline = Timeline(start: start, interval: interval, count: days * 288)

  let folder: TemporaryFolder
  /// Id of the state feed.
  let state: Int

  var path: String { folder.path }

  /// - Throws: `FeedError` or `WorkspaceError` when the workspace cannot be made.
  init() throws {
    folder = try TemporaryFolder()
    let workspace = try Workspace(folder.path)
    try workspace.setTimeZone("Europe/Paris")
    let supply = try Self.add("supply", "boilers", to: workspace, Self.supply)
    let indoor = try Self.add("classroom", "rooms", to: workspace, Self.indoor)
    let outdoor = try Self.add("outdoor", "weather", to: workspace, Self.outdoor)
    _ = try Self.add("truth", "judge", to: workspace, unit: "") { Self.isHeated($0) ? 1 : 0 }
    let feed = try workspace.createStateFeed(
      like: supply, name: "north_state", tag: "heating", state: .off)
    let periods = (0..<Self.days).map { day in
      let times = Self.time(day: day, 6, 30)..<Self.time(day: day, 18)
      return StatePeriod(times: times, state: .on)
    }
    _ = try workspace.set(feed, periods: periods, seen: nil, what: "set on")
    try workspace.save(
      Circuit(
        name: "north", supply: supply.id, indoor: [indoor.id], outdoor: outdoor.id, state: feed.id))
    state = feed.id
  }

  private static func add(
    _ name: String, _ tag: String, to workspace: Workspace, unit: String = "°C",
    _ value: (Int) -> Float
  ) throws -> Feed {
    try workspace.importFeed(
      (0..<timeline.count).map(value), on: timeline, name: name, tag: tag, unit: unit)
  }

  /// Whether the boiler heats the circuit at a slot.
  static func isHeated(_ slot: Int) -> Bool { (72..<216).contains(slot % 288) }

  /// Up over an hour from 6, down over two from 18.
  static func supply(_ slot: Int) -> Float {
    let minute = slot % 288 * 5
    let risen = Float(min(max(minute - 360, 0), 60)) / 60
    let fallen = Float(min(max(minute - 1080, 0), 120)) / 120
    return 21 + 34 * (risen - fallen)
  }

  static func indoor(_ slot: Int) -> Float {
    18.5 + 2 * Float(sin(Double(slot % 288 - 90) / 288 * 2 * .pi))
  }

  static func outdoor(_ slot: Int) -> Float {
    4 + 3 * Float(sin(Double(slot % 288 - 110) / 288 * 2 * .pi)) + Float(slot / 288) / 3
  }

  /// An instant by the wall clock of the school, the first day being 0.
  static func time(day: Int, _ hour: Int, _ minute: Int = 0) -> Int {
    start + day * 86_400 + hour * 3600 + minute * 60
  }

  /// The states of the state feed as its file has them, point by point.
  func states() throws -> [State] { try states(of: state) }

  /// The states of a feed as its file has them.
  func states(of feed: Int) throws -> [State] {
    try FeedReader(FeedFiles(folder: path, id: feed)).points().map(State.init(point:))
  }

  /// The states with a period set.
  static func setting(_ states: [State], _ times: Range<Int>, to state: State) -> [State] {
    var states = states
    for slot in timeline.slots(in: times) { states[slot] = state }
    return states
  }

  /// The files of the feeds by name, with their bytes.
  func files() throws -> [String: [UInt8]] { try Self.files(in: path) }

  /// The files of the feeds in a folder.
  static func files(in folder: String) throws -> [String: [UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try names.reduce(into: [:]) { files, name in
      guard name.hasSuffix(".dat") || name.hasSuffix(".meta") else { return }
      files[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }
  }
}
