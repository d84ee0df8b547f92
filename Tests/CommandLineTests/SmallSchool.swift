import Feeds
import Foundation
import TestSupport

/// A folder of four feeds over a week in March 2021, in which heat is on from 6 to 18 each day (UTC).
final class SmallSchool: Sendable {
  static let start = 1_614_556_800  // Monday 1 March 2021, 00:00 UTC
  static let interval = 300
  static let count = 7 * 288
  static let timeline = Timeline(start: start, interval: interval, count: count)

  private let folder: TemporaryFolder
  var path: String { folder.path }

  /// - Parameter feeds: Whether the feeds are made: 1 supply, 2 return, 3 indoor, 4 outdoor.
  /// - Throws: `FeedError` when a feed cannot be made.
  init(feeds: Bool = true) throws {
    folder = try TemporaryFolder()
    guard feeds else { return }
    try add(1) { Self.isOn($0) ? 50 : 22 }
    try add(2) { Self.isOn($0) ? 40 : 22 }
    try add(3) { _ in 20 }
    try add(4) { Float($0 % 288) / 28.8 }
  }

  /// Whether heat is on at a slot.
  static func isOn(_ slot: Int) -> Bool { (72..<216).contains(slot % 288) }

  /// The time of an hour of a day, the first day being 0.
  static func time(day: Int = 0, hour: Int, minute: Int = 0) -> Int {
    start + day * 86_400 + hour * 3600 + minute * 60
  }

  /// Makes a feed.
  func add(_ id: Int, _ timeline: Timeline = timeline, _ value: (Int) -> Float) throws {
    try FeedFiles(folder: path, id: id).create(
      points: (0..<timeline.count).map(value), start: timeline.start, interval: timeline.interval)
  }

  /// Runs the tool in the folder.
  func run(_ arguments: String...) throws -> Tool.Run { try Tool.run(arguments, in: path) }

  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Tool.Run {
    try Tool.run(arguments, in: path, environment: environment)
  }

  /// Declares the circuit `north` of all four feeds.
  @discardableResult
  func declareCircuit() throws -> Tool.Run {
    try run(
      "circuit", "add", "north", "--supply", "1", "--return", "2", "--indoor", "3", "--outdoor", "4"
    )
  }

  /// Makes the state feed 5, `north_state`, on the timeline of the supply, all on.
  @discardableResult
  func makeStateFeed() throws -> Tool.Run {
    try run("new", "--like", "1", "--name", "north_state", "--tag", "heating")
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }
  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }
  func write(_ bytes: [UInt8], to name: String) throws { try folder.write(bytes, to: name) }
  func bytes(of name: String) throws -> [UInt8] { try folder.bytes(of: name) }
  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

  /// The points of a feed.
  func points(_ id: Int) throws -> [Float] {
    try FeedReader(FeedFiles(folder: path, id: id)).points()
  }

  /// Every file by its path, with its bytes; the empty files that hold locks left out.
  func content() throws -> [String: [UInt8]] { try Self.content(of: path) }

  static func content(of folder: String) throws -> [String: [UInt8]] {
    var content: [String: [UInt8]] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      let path = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue, !name.hasPrefix(".retouche/")
      else { continue }
      content[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    return content
  }
}
