import Feeds
import Foundation
import GRDB
import TestSupport

@testable import Workspace

/// A folder with a measured supply feed (id 1) of some points, and a state feed (id 2) on its timeline.
struct Fixture {
  static let start = 1_612_790_400
  static let interval = 300

  let folder: TemporaryFolder
  let workspace: Workspace
  var state: Feed { get throws { try workspace.feed(id: 2) } }

  init(count: Int, state: State? = .on, seed: UInt64 = 1) throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: seed)
    try FeedFiles(folder: folder.path, id: 1).create(
      points: generator.points(count), start: Self.start, interval: Self.interval)
    workspace = try Workspace(folder.path)
    try workspace.setTimeZone("Europe/Paris")
    guard let state else { return }
    _ = try workspace.createStateFeed(
      like: workspace.feed(id: 1), name: "state", tag: "test", state: state)
  }

  /// The instants of some slots.
  func times(_ slots: Range<Int>) -> Range<Int> {
    (Self.start + slots.lowerBound * Self.interval)..<(Self.start + slots.upperBound * Self.interval)
  }

  @discardableResult
  func set(_ state: State, _ slots: Range<Int>, in workspace: Workspace? = nil) throws
    -> EditReceipt
  {
    let workspace = workspace ?? self.workspace
    let times = times(slots)
    return try workspace.set(
      workspace.feed(id: 2), to: state, from: times.lowerBound, to: times.upperBound)
  }

  /// The workspace as another process would open it.
  func reopened() throws -> Workspace { try Workspace(folder.path) }

  /// Changes points behind the workspace's back.
  func overwrite(feed id: Int = 2, _ points: [Float], at slot: Int) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file("\(id).dat")))
    defer { try? handle.close() }
    try handle.seek(toOffset: UInt64(slot * 4))
    try handle.write(contentsOf: Self.bytes(points))
  }

  /// Appends points behind the workspace's back, as Emoncms does.
  func append(feed id: Int = 2, _ points: [Float]) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file("\(id).dat")))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Self.bytes(points))
  }

  /// Runs SQL on the database.
  func execute(_ sql: String) throws {
    try workspace.database.write { try $0.execute(sql: sql) }
  }

  static func bytes(_ points: [Float]) -> Data {
    Data(
      points.flatMap { point in
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: point.bitPattern >> $0) }
      })
  }

  /// Every feed file with its bytes.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try folder.names where name.hasSuffix(".dat") || name.hasSuffix(".meta") {
      files[name] = try folder.bytes(of: name)
    }
    return files
  }
}
