/// The grid on which states are decided: the samples themselves, or means of several.
///
/// A sensor read every few seconds shows its steps, not the water's slope; decisions are therefore
/// taken on means over about five minutes, and only the edges are then placed among the samples.
struct DecisionGrid: Sendable {
  /// Samples in a block, at least 1.
  let samplesPerBlock: Int
  /// Seconds of a block.
  let interval: Int
  /// Samples, and the blocks that hold them; the last may be short.
  let sampleCount: Int
  let blockCount: Int

  /// - Parameters:
  ///   - samples: Samples of the series.
  ///   - interval: Seconds between them.
  ///   - target: Seconds that a block should last at most, unless one sample lasts longer.
  init(samples: Int, interval: Int, target: Int) {
    sampleCount = samples
    samplesPerBlock = max(1, target / interval)
    self.interval = interval * samplesPerBlock
    blockCount = samples / samplesPerBlock + (samples % samplesPerBlock == 0 ? 0 : 1)
  }

  /// Means of the values there are in each block; NaN where there is none.
  func means(of values: [Float]) -> [Float] {
    guard samplesPerBlock > 1 else { return values }
    var result = [Float](repeating: .nan, count: blockCount)
    values.withUnsafeBufferPointer { average($0, from: 0, into: &result) }
    return result
  }

  /// Puts the means of a piece of a series where they belong.
  ///
  /// - Parameters:
  ///   - piece: Whole blocks, but that the series' last may be short.
  ///   - block: The first of them.
  ///   - means: Means by block; those of blocks without any value are left as they are.
  func average(
    _ piece: UnsafeBufferPointer<Float>, from block: Int, into means: inout [Float]
  ) {
    var block = block
    for first in stride(from: 0, to: piece.count, by: samplesPerBlock) {
      var sum = 0.0
      var count = 0
      for k in first..<min(piece.count, first + samplesPerBlock) where !piece[k].isNaN {
        sum += Double(piece[k])
        count += 1
      }
      if count > 0 { means[block] = Float(sum / Double(count)) }
      block += 1
    }
  }

  /// The state that a person set for most of each block, where there is one.
  func majority(of hand: [HeatState?]) -> [HeatState?] {
    guard samplesPerBlock > 1 else { return hand }
    var result = [HeatState?](repeating: nil, count: blockCount)
    for block in 0..<blockCount {
      let range = samples(of: block)
      var on = 0
      var off = 0
      for k in range {
        if hand[k] == .on { on += 1 }
        if hand[k] == .off { off += 1 }
      }
      if 2 * on > range.count { result[block] = .on }
      if 2 * off > range.count { result[block] = .off }
    }
    return result
  }

  /// The samples of a block.
  func samples(of block: Int) -> Range<Int> {
    let start = min(sampleCount, block * samplesPerBlock)
    return start..<min(sampleCount, start + samplesPerBlock)
  }

  /// How many blocks a duration lasts, at least one.
  func blocks(lasting seconds: Int) -> Int {
    max(1, (seconds + interval / 2) / interval)
  }
}
