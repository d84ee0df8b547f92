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
    let byPread = PeerColumns(count: count)
    let byMap = PeerColumns(count: count)
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
        { try python.run(["columns", path, count, scratch.file("columns")]) },
      ])
    try require(byPread.agree(with: ours), "the columns of C, by pread, are others")
    try require(byMap.agree(with: ours), "the columns of C, by mmap, are others")
    let theirs = try PeerColumns(floats: scratch.floats("columns"))
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
        { try python.run(["read", reader.files.data, scratch.file("read")]) },
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
        { try python.run(["runs", reader.files.data, scratch.file("runs")]) },
      ])
    try require(
      try scratch.integers("runs") == ours.map(\.slots.lowerBound), "the runs of numpy are others")
    return Row(
      "5 000 000 states cut into \(ours.count) runs", samples[0],
      against: .measured("numpy", samples[1]))
  }
}

/// Columns that C or numpy fills.
private final class PeerColumns {
  private let size: Int
  /// Least, greatest, mean, first and last of each column, one row after the other.
  private let values: UnsafeMutableBufferPointer<Float>
  private let count: UnsafeMutableBufferPointer<Int32>

  init(count columns: Int) {
    size = columns
    values = .allocate(capacity: 5 * columns)
    values.initialize(repeating: .nan)
    count = .allocate(capacity: columns)
    count.initialize(repeating: -1)
  }

  /// - Parameter floats: The rows, with a sixth one for the number of each column.
  convenience init(floats: [Float]) {
    self.init(count: floats.count / 6)
    _ = values.update(fromContentsOf: floats.prefix(5 * size))
    _ = count.update(fromContentsOf: floats.suffix(size).map { Int32($0) })
  }

  deinit {
    values.deallocate()
    count.deallocate()
  }

  /// Has them filled, and gives the milliseconds that it took.
  func fill(_ body: (UnsafeMutablePointer<columns>) -> Int32) throws -> Double {
    var target = columns(
      min: row(0).baseAddress, max: row(1).baseAddress, mean: row(2).baseAddress,
      first: row(3).baseAddress, last: row(4).baseAddress, count: count.baseAddress)
    var status: Int32 = 0
    let elapsed = milliseconds { status = body(&target) }
    try require(status == 0, "the C loop could not read the file")
    return elapsed
  }

  /// Whether they are those of Retouche; a mean may differ in its last bit, being summed otherwise.
  func agree(with ours: Columns) -> Bool {
    func same(_ a: Float, _ b: Float) -> Bool { a == b || (a.isNaN && b.isNaN) }
    return count.elementsEqual(ours.count)
      && row(0).elementsEqual(ours.min, by: same) && row(1).elementsEqual(ours.max, by: same)
      && row(2).elementsEqual(ours.mean) { same($0, $1) || abs($0 - $1) <= abs($1).ulp }
      && row(3).elementsEqual(ours.first, by: same) && row(4).elementsEqual(ours.last, by: same)
  }

  private func row(_ index: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(rebasing: values[(index * size)..<((index + 1) * size)])
  }
}
