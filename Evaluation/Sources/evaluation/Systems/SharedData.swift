import Feeds
import Foundation
import Inference

/// The measured data to develop against, beside the project and no part of it.
struct SharedData: Sendable {
  /// The folder, such as `../shared/data`.
  let folder: String

  /// Whether a file or folder in it is there.
  func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(path)")
  }

  /// A circuit of the school, every feed on the supply's timeline.
  ///
  /// - Parameters:
  ///   - supply: The number of the supply's feed.
  ///   - return: That of the return's.
  ///   - indoor: Those of the room sensors'.
  /// - Returns: The circuit.
  /// - Throws: `FeedError` when a feed cannot be read.
  func circuit(supply: Int, return: Int, indoor: [Int]) throws -> CircuitSeries {
    func reader(_ id: Int) throws -> FeedReader {
      try FeedReader(FeedFiles(folder: "\(folder)/marc-bloch/phpfina", id: id))
    }
    let grid = try reader(supply)
    func values(_ id: Int) throws -> [Float] { try reader(id).values(on: grid.timeline) }
    return CircuitSeries(
      start: grid.timeline.start, interval: grid.timeline.interval, supply: try grid.points(),
      return: try values(`return`), indoor: try indoor.map(values), outdoor: try values(5),
      plantRoom: try values(24))
  }

  /// A truth file, told as stretches or read by eye within a window.
  func truth(_ name: String) throws -> Truth {
    struct File: Decodable {
      struct Segment: Decodable {
        let start, end, state: Int
      }
      let segments: [Segment]?
      let window: [Int]?
      let on: [[Int]]?
      let uncertain: [[Int]]?
    }
    let path = "\(folder)/truth/\(name).json"
    let file = try JSONDecoder().decode(
      File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    if let segments = file.segments {
      return Truth(segments: segments.map { ($0.start, $0.end, $0.state == 1 ? .on : .off) })
    }
    func pair(_ list: [Int]) throws -> (start: Int, end: Int) {
      guard list.count == 2 else { throw EvaluationError("\(path) has a stretch of \(list)") }
      return (list[0], list[1])
    }
    return Truth(
      window: try pair(file.window ?? []), on: try (file.on ?? []).map(pair),
      uncertain: try (file.uncertain ?? []).map(pair))
  }

  /// A hot-water system told hour by hour as CSV, with its truth.
  func hotWater(_ name: String) throws -> (series: CircuitSeries, truth: Truth) {
    let path = "\(folder)/hhw/\(name).csv"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let times = rows.compactMap { $0.first.flatMap { Int($0) } }
    guard lines.first == "unix_time,supply,return,indoor,outdoor,truth",
      rows.allSatisfy({ $0.count == 6 }), times.count == rows.count, let start = times.first,
      zip(times, times.dropFirst()).allSatisfy({ $1 - $0 == 3600 })
    else { throw EvaluationError("\(path) is not hourly, or has other columns than are known") }
    func column(_ index: Int) -> [Float] { rows.map { Float($0[index]) ?? .nan } }
    return (
      CircuitSeries(
        start: start, interval: 3600, supply: column(1), return: column(2), outdoor: column(4)),
      Truth(
        start: start, interval: 3600,
        states: rows.map { $0[5] == "1" ? .on : $0[5] == "0" ? .off : .unknown })
    )
  }
}

/// Why something cannot be evaluated.
struct EvaluationError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
