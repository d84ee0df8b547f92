/// How likely each block is on, under the durations of ``MinimumDurationDecoder``.
///
/// The forward–backward algorithm on a chain in which each state counts the age of its run up to its
/// minimum: only a run that has reached it may end. Runs at the ends, and those in which a person set a
/// block, are never too young. Linear in the blocks; of the way forward only every
/// ``checkpoint``-th step is kept and the rest is made again, so that memory stays small.
struct DurationPosterior: Sendable {
  private let minimumOff: Int
  private let ages: Int
  /// Probability of a switch against that of going on, each block.
  private let change: Float
  private static let checkpoint = 128

  /// - Parameter decoder: Durations in blocks, and the cost of a switch as a log-probability.
  init(_ decoder: MinimumDurationDecoder) {
    minimumOff = decoder.minimumOff
    ages = decoder.minimumOff + decoder.minimumOn
    change = exponential(-Float(decoder.switchCost))
  }

  /// - Parameters:
  ///   - evidence: A log-likelihood ratio a block, positive for on.
  ///   - hand: What a person set, as many; nil and unknown are free.
  /// - Returns: Log-odds of on, block by block, within ±``surest``.
  func logOdds(_ evidence: [Float], hand: [HeatState?]?) -> [Float] {
    let count = evidence.count
    var result = [Float](repeating: 0, count: count)
    guard count > 0 else { return result }
    let steps = (count + Self.checkpoint - 1) / Self.checkpoint
    var kept = [Float](repeating: 0, count: steps * ages)
    var vector = [Float](repeating: 0, count: ages)
    for k in 0..<count {
      forward(&vector, k, evidence[k], hand?[k])
      if k % Self.checkpoint == 0 {
        for age in 0..<ages { kept[k / Self.checkpoint * ages + age] = vector[age] }
      }
    }
    var back = [Float](repeating: 1, count: ages)
    var again = [Float](repeating: 0, count: Self.checkpoint * ages)
    for step in stride(from: steps - 1, through: 0, by: -1) {
      let first = step * Self.checkpoint
      let end = min(count, first + Self.checkpoint)
      for age in 0..<ages { vector[age] = kept[step * ages + age] }
      for k in first..<end {
        if k > first { forward(&vector, k, evidence[k], hand?[k]) }
        for age in 0..<ages { again[(k - first) * ages + age] = vector[age] }
      }
      for k in stride(from: end - 1, through: first, by: -1) {
        if k + 1 < count { backward(&back, evidence[k + 1], hand?[k + 1]) }
        var off: Float = 0
        var on: Float = 0
        for age in 0..<ages {
          let joint = again[(k - first) * ages + age] * back[age]
          if age < minimumOff { off += joint } else { on += joint }
        }
        result[k] = Self.logRatio(on, off)
      }
    }
    return result
  }

  /// Largest log-odds to tell.
  static let surest: Float = 9

  private static func logRatio(_ on: Float, _ off: Float) -> Float {
    guard on > 0 else { return off > 0 ? -surest : 0 }
    guard off > 0 else { return surest }
    return min(max(logarithm(on / off), -surest), surest)
  }

  /// Likelihoods of off and on, the larger one 1.
  @inline(__always)
  private func likelihoods(_ evidence: Float, _ hand: HeatState??) -> (off: Float, on: Float) {
    if hand == .some(.some(.off)) { return (1, 0) }
    if hand == .some(.some(.on)) { return (0, 1) }
    guard !evidence.isNaN else { return (1, 1) }
    return evidence > 0 ? (exponential(-evidence), 1) : (1, exponential(evidence))
  }

  /// One step forward, in place, to the vector of block `k`.
  private func forward(_ vector: inout [Float], _ k: Int, _ evidence: Float, _ hand: HeatState??) {
    let seen = likelihoods(evidence, hand)
    guard k > 0 else {
      for age in 0..<ages { vector[age] = 0 }
      vector[minimumOff - 1] = seen.off
      vector[ages - 1] = seen.on
      return
    }
    let ripeOff = vector[minimumOff - 1]
    let ripeOn = vector[ages - 1]
    age(&vector, from: 0, to: minimumOff, entering: change * ripeOn, likelihood: seen.off)
    age(&vector, from: minimumOff, to: ages, entering: change * ripeOff, likelihood: seen.on)
    if isSet(hand) {
      ripen(&vector, from: 0, to: minimumOff)
      ripen(&vector, from: minimumOff, to: ages)
    }
    normalise(&vector)
  }

  private func age(
    _ vector: inout [Float], from first: Int, to end: Int, entering: Float, likelihood: Float
  ) {
    let ripe = vector[end - 1]
    for index in stride(from: end - 1, to: first, by: -1) {
      vector[index] = likelihood * vector[index - 1]
    }
    if end - first == 1 {
      vector[first] = likelihood * (entering + ripe)
    } else {
      vector[first] = likelihood * entering
      vector[end - 1] += likelihood * ripe
    }
  }

  private func ripen(_ vector: inout [Float], from first: Int, to end: Int) {
    for index in first..<end - 1 {
      vector[end - 1] += vector[index]
      vector[index] = 0
    }
  }

  /// One step back, in place, from the block with the evidence to the one before.
  private func backward(_ back: inout [Float], _ evidence: Float, _ hand: HeatState??) {
    let seen = likelihoods(evidence, hand)
    if isSet(hand) {
      for index in 0..<minimumOff { back[index] = back[minimumOff - 1] }
      for index in minimumOff..<ages { back[index] = back[ages - 1] }
    }
    let intoOff = seen.off * back[0]
    let intoOn = seen.on * back[minimumOff]
    for index in 0..<minimumOff - 1 { back[index] = seen.off * back[index + 1] }
    for index in minimumOff..<ages - 1 { back[index] = seen.on * back[index + 1] }
    back[minimumOff - 1] = seen.off * back[minimumOff - 1] + change * intoOn
    back[ages - 1] = seen.on * back[ages - 1] + change * intoOff
    normalise(&back)
  }

  /// Scales a vector before it grows too small for a float; a step never multiplies it by more than
  /// the number of ages.
  private func normalise(_ vector: inout [Float]) {
    var sum: Float = 0
    for value in vector { sum += value }
    guard sum > 0, sum < 1e-10 || sum > 1e10 else { return }
    let scale = 1 / sum
    for index in vector.indices { vector[index] *= scale }
  }
}
