import Foundation
import Inference
import Testing

/// Hot-water systems of other buildings, hourly and without a room. Skipped where `../shared/data` is
/// absent; origin and meaning: `../shared/data/README.md`.
@Suite(.enabled(if: School.isPresent, "needs ../shared/data"))
struct HotWaterTests {
  private func score(_ name: String) throws -> Score {
    let text = String(decoding: try School.bytes("hhw/\(name).csv"), as: UTF8.self)
    var times: [Int] = []
    var columns: [[Float]] = [[], [], []]
    var truth: [HeatState] = []
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      try #require(cells.count == 6)
      times.append(try #require(Int(cells[0])))
      for (index, cell) in [cells[1], cells[2], cells[4]].enumerated() {
        columns[index].append(Float(cell) ?? .nan)
      }
      truth.append(cells[5].isEmpty ? .unknown : cells[5].hasPrefix("1") ? .on : .off)
    }
    let start = try #require(times.first)
    let series = CircuitSeries(
      start: start, interval: 3600, supply: columns[0], return: columns[1], outdoor: columns[2])
    return Score(
      judged: try PhysicalMethod().infer(series, meaning: .heat).states, start: start,
      interval: 3600, against: Truth(start: start, interval: 3600, states: truth))
  }

  @Test func `an office is told better than by the best fixed threshold`() throws {
    #expect(try #require(score("hhw_110").balancedAccuracy) >= 0.93)
  }

  @Test func `district hot water is told better than by the best fixed threshold`() throws {
    #expect(try #require(score("hhw_29").balancedAccuracy) >= 0.78)
  }
}
