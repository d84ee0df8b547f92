/// One room temperature out of several sensors: at each sample the mean of those that have a value.
///
/// A sensor that comes and goes would make the mean jump; so each is first moved by its mean
/// distance from the others, as seen where all are present. Gaps are bridged as the sensors are read, piece
/// by piece, so that no copy of a sensor is made.
struct RoomTemperature: Sendable {
  private let sensors: [BridgedSeries]
  private let count: Int
  /// What to add to each sensor so that all have the same mean where all are present, K.
  private let corrections: [Float]
  /// How many samples have no sensor with a value.
  let missing: Int

  /// Samples read at a time.
  private static let piece = 4096

  /// - Parameters:
  ///   - sensors: Temperatures, °C, one array a sensor; NaN where missing.
  ///   - longestBridge: The longest gap of a sensor that a straight line bridges, samples: a room changes
  ///     slowly.
  ///   - count: Samples of each.
  init(of sensors: [[Float]], longestBridge: Int, count: Int) {
    self.sensors = sensors.map { BridgedSeries($0, upTo: longestBridge) }
    self.count = count
    var sums = [Double](repeating: 0, count: sensors.count)
    var common = 0
    var missing = 0
    Self.forEachPiece(of: self.sensors, count: count, size: Self.piece) { piece, rows, isWhole in
      for k in 0..<piece.count {
        let present = isWhole ? rows.count : rows.count { !$0[k].isNaN }
        if present == 0 { missing += 1 }
        guard present == rows.count else { continue }
        for index in rows.indices { sums[index] += Double(rows[index][k]) }
        common += 1
      }
    }
    self.missing = missing
    let means = sums.map { $0 / Double(max(1, common)) }
    let middle = means.reduce(0, +) / Double(max(1, means.count))
    corrections = means.map { common > 0 ? Float(middle - $0) : 0 }
  }

  /// The mean temperature of each block.
  ///
  /// - Parameters:
  ///   - grid: The blocks.
  ///   - standIn: What counts where no sensor has a value, °C, sample by sample.
  /// - Returns: As many temperatures as blocks, °C; NaN where there is no value and no stand-in.
  func means(on grid: DecisionGrid, standIn: DailyCurve?) -> [Float] {
    var means = [Float](repeating: .nan, count: grid.blockCount)
    let blocks = max(1, Self.piece / grid.samplesPerBlock)
    let size = blocks * grid.samplesPerBlock
    let mean = UnsafeMutableBufferPointer<Float>.allocate(capacity: size)
    defer { mean.deallocate() }
    Self.forEachPiece(of: sensors, count: count, size: size) { piece, rows, isWhole in
      mean[..<piece.count].update(repeating: 0)
      for (row, correction) in zip(rows, corrections) {
        for k in 0..<piece.count { mean[k] += row[k].isNaN ? 0 : row[k] + correction }
      }
      for k in 0..<piece.count {
        let present = isWhole ? rows.count : rows.count { !$0[k].isNaN }
        mean[k] =
          present > 0 ? mean[k] / Float(present) : standIn?[piece.lowerBound + k] ?? .nan
      }
      grid.average(
        UnsafeBufferPointer(rebasing: mean[..<piece.count]),
        from: piece.lowerBound / grid.samplesPerBlock, into: &means)
    }
    return means
  }

  /// Calls back with piece after piece of all sensors, bridged, a row a sensor, and whether no row has a
  /// gap.
  private static func forEachPiece(
    of sensors: [BridgedSeries], count: Int, size: Int,
    _ body: (Range<Int>, [UnsafeMutableBufferPointer<Float>], Bool) -> Void
  ) {
    var sensors = sensors
    let rows = sensors.map { _ in UnsafeMutableBufferPointer<Float>.allocate(capacity: size) }
    defer { for row in rows { row.deallocate() } }
    for first in stride(from: 0, to: count, by: size) {
      let piece = first..<min(count, first + size)
      var isWhole = true
      for index in sensors.indices {
        if !sensors[index].read(piece, into: rows[index]) { isWhole = false }
      }
      body(piece, rows, isWhole)
    }
  }
}
