import CPeer
import Feeds

extension Bench {
  /// What a chart and a model ask of a feed: columns, all of its points, its runs of one state.
  func readingRows() throws -> [Row] {
    let measured = try makeFeed("measured", MadeUp.temperatures(Self.many, seed: 1))
    let state = try makeFeed("state", MadeUp.states(Self.many, seed: 2))
    return try columnRows(measured) + [pointsRow(measured), runsRow(state)]
  }

  private func columnRows(_ reader: FeedReader) throws -> [Row] {
    let count = 2000
    let (timeline, path) = (reader.timeline, reader.files.data)
    let byPread = CColumns(count: count)
    let byMap = CColumns(count: count)
    var ours = Columns(count: 0)
    let samples = try interleave(
      rounds: 25,
      [
        {
          try milliseconds {
            let reader = try FeedReader(reader.files)
            ours = try reader.columns(from: timeline.start, to: timeline.end, count: count)
          }
        },
        { try byPread.fill { columns_by_pread(path, timeline.count, Int32(count), $0) } },
        { try byMap.fill { columns_by_map(path, timeline.count, Int32(count), $0) } },
        { try numpy.run(["columns", path, count, scratch.file("columns")]) },
      ])
    try require(byPread.agree(with: ours), "the columns of C, by pread, are others")
    try require(byMap.agree(with: ours), "the columns of C, by mmap, are others")
    let theirs = try CColumns(floats: scratch.floats("columns"))
    try require(theirs.agree(with: ours), "the columns of numpy are others")
    let what = "5 000 000 points to 2 000 columns"
    return [
      Row(what, samples[0], against: .measured("C loop -O3, pread", samples[1]), wanted: 1.3),
      Row(what, samples[0], against: .measured("C loop -O3, mmap", samples[2]), wanted: 1.3),
      Row(what, samples[0], against: .measured("numpy", samples[3]), wanted: 0.5),
    ]
  }

  private func pointsRow(_ reader: FeedReader) throws -> Row {
    var ours: [Float] = []
    let samples = try interleave(
      rounds: 15,
      [
        { try milliseconds { ours = try FeedReader(reader.files).points() } },
        { try numpy.run(["read", reader.files.data, scratch.file("read")]) },
      ])
    let theirs = try scratch.doubles("read")
    let sum = ours.reduce(0.0) { $1.isNaN ? $0 : $0 + Double($1) }
    try require(
      theirs[0] == Double(ours.count) && abs(theirs[1] - sum) <= 1e-9 * abs(sum),
      "numpy read other points")
    return Row(
      "5 000 000 points read into memory", samples[0],
      against: .measured("numpy.fromfile", samples[1]))
  }

  private func runsRow(_ reader: FeedReader) throws -> Row {
    var ours: [StateRun] = []
    let samples = try interleave(
      rounds: 15,
      [
        { try milliseconds { ours = try FeedReader(reader.files).runs() } },
        { try numpy.run(["runs", reader.files.data, scratch.file("runs")]) },
      ])
    try require(
      try scratch.integers("runs") == ours.map(\.slots.lowerBound), "the runs of numpy are others")
    return Row(
      "5 000 000 states cut into \(ours.count) runs", samples[0],
      against: .measured("numpy", samples[1]))
  }
}

/// Columns that C or numpy fills.
private final class CColumns {
  private var values: [[Float]]
  private var count: [Int32]

  init(count columns: Int) {
    values = Array(repeating: Array(repeating: .nan, count: columns), count: 5)
    count = Array(repeating: -1, count: columns)
  }

  /// - Parameter floats: Least, greatest, mean, first, last and number, one row after the other.
  init(floats: [Float]) {
    let size = floats.count / 6
    let rows = (0..<6).map { Array(floats[($0 * size)..<(($0 + 1) * size)]) }
    values = Array(rows[..<5])
    count = rows[5].map { Int32($0) }
  }

  /// Has them filled, and gives the milliseconds that it took.
  func fill(_ body: (UnsafeMutablePointer<columns>) -> Int32) throws -> Double {
    var status: Int32 = 0
    let elapsed = values[0].withUnsafeMutableBufferPointer { min in
      values[1].withUnsafeMutableBufferPointer { max in
        values[2].withUnsafeMutableBufferPointer { mean in
          values[3].withUnsafeMutableBufferPointer { first in
            values[4].withUnsafeMutableBufferPointer { last in
              count.withUnsafeMutableBufferPointer { count in
                var target = columns(
                  min: min.baseAddress, max: max.baseAddress, mean: mean.baseAddress,
                  first: first.baseAddress, last: last.baseAddress, count: count.baseAddress)
                return milliseconds { status = body(&target) }
              }
            }
          }
        }
      }
    }
    try require(status == 0, "the C loop could not read the file")
    return elapsed
  }

  /// Whether they are those of Retouche; a mean may differ in its last bit, being summed otherwise.
  func agree(with ours: Columns) -> Bool {
    func same(_ a: Float, _ b: Float) -> Bool { a == b || (a.isNaN && b.isNaN) }
    return count == ours.count
      && zip(values[0], ours.min).allSatisfy(same) && zip(values[1], ours.max).allSatisfy(same)
      && zip(values[2], ours.mean).allSatisfy { same($0, $1) || abs($0 - $1) <= abs($1).ulp }
      && zip(values[3], ours.first).allSatisfy(same) && zip(values[4], ours.last).allSatisfy(same)
  }
}
