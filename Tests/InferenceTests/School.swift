import Foundation
import Inference

/// The two circuits of the school, read from `../shared/data` where it is present.
///
/// Origin and meaning of the files: `../shared/data/README.md`. None of it is part of the project.
struct School {
  static let folder = "../shared/data"
  static let isPresent = FileManager.default.fileExists(atPath: folder + "/marc-bloch/phpfina")

  struct Feed {
    var start: Int
    var interval: Int
    var values: [Float]
  }

  struct MissingFile: Error { var path: String }

  static func bytes(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
      throw MissingFile(path: path)
    }
    return data
  }

  static func feed(_ id: Int) throws -> Feed {
    let meta = try bytes("marc-bloch/phpfina/\(id).meta")
    let points = try bytes("marc-bloch/phpfina/\(id).dat")
    func word(_ data: Data, _ offset: Int) -> UInt32 {
      UInt32(data[offset]) | UInt32(data[offset + 1]) << 8 | UInt32(data[offset + 2]) << 16
        | UInt32(data[offset + 3]) << 24
    }
    return Feed(
      start: Int(word(meta, 12)), interval: Int(word(meta, 8)),
      values: (0..<points.count / 4).map { Float(bitPattern: word(points, 4 * $0)) })
  }

  /// A feed's values at the instants of another's samples; NaN where it has none.
  static func values(_ id: Int, on grid: Feed) throws -> [Float] {
    let feed = try feed(id)
    return grid.values.indices.map { index in
      let offset = (grid.start - feed.start) / feed.interval + index
      return feed.values.indices.contains(offset) ? feed.values[offset] : .nan
    }
  }

  static func north() throws -> CircuitSeries {
    try circuit(supply: 21, return: 22, indoor: [8, 11])
  }

  static func south() throws -> CircuitSeries {
    try circuit(supply: 19, return: 20, indoor: [14, 17])
  }

  static func circuit(supply: Int, return: Int, indoor: [Int]) throws -> CircuitSeries {
    let grid = try feed(supply)
    return CircuitSeries(
      start: grid.start, interval: grid.interval, supply: grid.values,
      return: try values(`return`, on: grid), indoor: try indoor.map { try values($0, on: grid) },
      outdoor: try values(5, on: grid), plantRoom: try values(24, on: grid))
  }

  /// A truth file of either form.
  static func truth(_ name: String) throws -> Truth {
    struct File: Decodable {
      struct Segment: Decodable {
        var start: Int
        var end: Int
        var state: Int
      }
      var segments: [Segment]?
      var window: [Int]?
      var on: [[Int]]?
      var uncertain: [[Int]]?
    }
    let file = try JSONDecoder().decode(File.self, from: bytes("truth/\(name).json"))
    if let segments = file.segments {
      return Truth(segments: segments.map { ($0.start, $0.end, $0.state == 1 ? .on : .off) })
    }
    func pair(_ list: [Int]) -> (start: Int, end: Int) { (list[0], list[1]) }
    return Truth(
      window: pair(file.window ?? [0, 0]), on: (file.on ?? []).map(pair),
      uncertain: (file.uncertain ?? []).map(pair))
  }
}
