import BrowserSupport
import Feeds
import TestSupport
import Workspace

/// A workspace of four days: feeds 1 supply and 2 room, the state feed 3, all off, of circuit north, and
/// a long feed 4 with gaps.
struct SmallWorkspace {
  static let start = 1_612_742_400
  static let interval = 300
  static let count = 4 * 288
  static let longCount = 50_000
  static let end = start + count * interval

  let folder: TemporaryFolder
  let library: Workspace

  init() throws {
    folder = try TemporaryFolder()
    let supply = Self.supply()
    try Self.create(1, supply, in: folder)
    try Self.create(2, Array(repeating: 19, count: Self.count), in: folder)
    library = try Workspace(folder.path)
    try library.setTimeZone("Europe/Paris")
    let state = try library.createStateFeed(
      like: library.feed(id: 1), name: "north_state", tag: "heating", state: .off)
    var generator = SeededGenerator(seed: 4)
    try FeedFiles(folder: folder.path, id: 4).create(
      points: generator.points(Self.longCount), start: 1_612_742_400, interval: 10)
    try library.save(Circuit(name: "north", supply: 1, indoor: [2], state: state.id))
  }

  private static func create(_ id: Int, _ points: [Float], in folder: TemporaryFolder) throws {
    try FeedFiles(folder: folder.path, id: id).create(
      points: points, start: start, interval: interval)
  }

  /// Water that warms from 5 to 17 h each day, and cools towards the room else.
  private static func supply() -> [Float] {
    var water: Float = 19
    return (0..<count).map { slot in
      let isOn = (60..<204).contains(slot % 288)
      water += ((isOn ? 45 : 19) - water) * (isOn ? 0.15 : 0.04)
      return (water * 10).rounded() / 10
    }
  }

  /// A Studio of it.
  func serve(_ arguments: [String] = []) async throws -> StudioServer {
    try await StudioServer(workspace: folder.path, arguments)
  }

  /// The time of a slot of feeds 1 to 3.
  static func time(_ slot: Int) -> Int { start + slot * interval }

  /// A period of slots, as the API takes it.
  static func period(_ slots: Range<Int>, _ state: String) -> JSON {
    [
      "from": .number(Double(time(slots.lowerBound))),
      "to": .number(Double(time(slots.upperBound))), "state": .string(state),
    ]
  }

  /// The points of the state feed, as another process reads them.
  func states() throws -> [Float] {
    try FeedReader(FeedFiles(folder: folder.path, id: 3)).points()
  }

  /// The feeds' files, by name.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try folder.names where name.hasSuffix(".dat") || name.hasSuffix(".meta") {
      files[name] = try folder.bytes(of: name)
    }
    return files
  }
}
