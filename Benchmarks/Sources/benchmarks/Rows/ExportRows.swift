import Feeds
import Foundation

extension Bench {
  /// A feed written as text.
  func exportRows() throws -> [Row] {
    let count = 500_000
    let reader = try makeFeed("exported", MadeUp.temperatures(count, seed: 4))
    let (ours, theirs) = (scratch.file("ours.csv"), scratch.file("theirs.csv"))
    let timeline = reader.timeline
    let samples = try interleave(
      rounds: 5,
      [
        {
          try? FileManager.default.removeItem(atPath: ours)
          return try programs.run([
            programs.retouche, "export", "1", "-w", reader.files.folder, "--format", "csv", "-o",
            ours,
          ]).milliseconds
        },
        {
          try python.run(
            ["savetxt", reader.files.data, timeline.start, timeline.interval, theirs])
        },
      ])
    let values = try Self.lastCells(of: ours)
    try require(
      try values.count == count && zip(values, reader.points()).allSatisfy(Self.isSame),
      "the exported points are others")
    let size = try FileManager.default.attributesOfItem(atPath: ours)[.size] as? Int ?? 0
    let rate = Double(size) / 1e6 / (samples[0].median / 1e3)
    return [
      Row(
        String(format: "500 000 points exported as CSV, %.0f MB/s", rate), samples[0],
        against: .measured("numpy.savetxt", samples[1]))
    ]
  }

  /// The last cell of each line but the first, NaN where it is empty.
  private static func lastCells(of file: String) throws -> [Float] {
    try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
      .map { line in
        line.lastIndex(of: ",").flatMap { Float(line[line.index(after: $0)...]) } ?? .nan
      }
  }

  private static func isSame(_ a: Float, _ b: Float) -> Bool { a == b || (a.isNaN && b.isNaN) }
}
