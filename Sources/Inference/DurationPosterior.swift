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

  /// The likelihoods of the ages of off and then of on, or what follows from each.
  private typealias Vector = UnsafeMutablePointer<Float>

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
  func logOdds(_ evidence: consuming [Float], hand: [HeatState?]?) -> [Float] {
    var odds = evidence
    odds.withUnsafeMutableBufferPointer { fill($0, hand ?? []) }
    return odds
  }

  /// Largest log-odds to tell, and odds that are certainly beyond it.
  static let surest: Float = 9
  private static let beyond: Float = 8200

  /// Puts log-odds in the place of evidence.
  private func fill(_ blocks: UnsafeMutableBufferPointer<Float>, _ hand: [HeatState?]) {
    let count = blocks.count
    guard count > 0 else { return }
    // Until its log-odds are known, a block holds the likelihood of its rarer state.
    for k in 0..<count { blocks[k] = Seen.rarer(blocks[k]) }
    let steps = (count + Self.checkpoint - 1) / Self.checkpoint
    let kept = Vector.allocate(capacity: steps * ages)
    let again = Vector.allocate(capacity: Self.checkpoint * ages)
    let back = Vector.allocate(capacity: ages)
    defer { for vector in [kept, again, back] { vector.deallocate() } }

    func seen(_ k: Int) -> Seen {
      Seen(k < hand.count ? hand[k] : nil, rarer: blocks[k])
    }
    /// Steps forward from the first block of a stretch to its end.
    func advance(from first: Int, to end: Int) {
      for k in first..<end {
        forward(again + (k - first) * ages, to: again + (k - first + 1) * ages, seen(k + 1))
      }
    }

    begin(kept, seen(0))
    for step in 0..<steps - 1 {
      let first = step * Self.checkpoint
      again.update(from: kept + step * ages, count: ages)
      advance(from: first, to: first + Self.checkpoint - 1)
      forward(
        again + (Self.checkpoint - 1) * ages, to: kept + (step + 1) * ages,
        seen(first + Self.checkpoint))
    }
    back.update(repeating: 1, count: ages)
    var following: Seen?
    for step in stride(from: steps - 1, through: 0, by: -1) {
      let first = step * Self.checkpoint
      let end = min(count, first + Self.checkpoint)
      again.update(from: kept + step * ages, count: ages)
      advance(from: first, to: end - 1)
      for k in stride(from: end - 1, through: first, by: -1) {
        if let following { backward(back, following) }
        following = seen(k)
        blocks[k] = logOdds(again + (k - first) * ages, back)
      }
    }
  }

  /// Log-odds of on, of a block with what leads to each age and what follows from it.
  @inline(__always)
  private func logOdds(_ vector: Vector, _ back: Vector) -> Float {
    var off: Float = 0
    var on: Float = 0
    for age in 0..<minimumOff { off += vector[age] * back[age] }
    for age in minimumOff..<ages { on += vector[age] * back[age] }
    if on > Self.beyond * off { return Self.surest }
    if off > Self.beyond * on { return -Self.surest }
    guard on > 0 else { return 0 }
    return min(max(logarithm(on / off), -Self.surest), Self.surest)
  }

  /// Likelihoods of a block's states, the larger one 1, and whether a person set it.
  private struct Seen {
    let off: Float
    let on: Float
    let isSet: Bool

    /// - Parameters:
    ///   - hand: What a person set.
    ///   - rarer: What ``rarer(_:)`` made of the evidence.
    @inline(__always)
    init(_ hand: HeatState?, rarer: Float) {
      switch hand {
      case .off: (off, on, isSet) = (1, 0, true)
      case .on: (off, on, isSet) = (0, 1, true)
      default:
        let isOffRarer = rarer.sign == .minus
        (off, on, isSet) = (isOffRarer ? -rarer : 1, isOffRarer ? 1 : rarer, false)
      }
    }

    /// The likelihood of the state that the evidence speaks against, that of the other being 1; with a
    /// minus where that state is off.
    @inline(__always)
    static func rarer(_ evidence: Float) -> Float {
      guard !evidence.isNaN else { return 1 }
      return evidence > 0 ? -exponential(-evidence) : exponential(evidence)
    }
  }

  /// The vector of the first block: a run that began before it may be of any age.
  private func begin(_ vector: Vector, _ seen: Seen) {
    vector.initialize(repeating: 0, count: ages)
    vector[minimumOff - 1] = seen.off
    vector[ages - 1] = seen.on
  }

  /// One step forward, from the vector of a block to that of the next, which shows what was seen.
  @inline(__always)
  private func forward(_ old: Vector, to new: Vector, _ seen: Seen) {
    let ripeOff = old[minimumOff - 1]
    let ripeOn = old[ages - 1]
    let off = Self.age(old, to: new, minimumOff, entering: change * ripeOn, likelihood: seen.off)
    let on = Self.age(
      old + minimumOff, to: new + minimumOff, ages - minimumOff, entering: change * ripeOff,
      likelihood: seen.on)
    if seen.isSet {
      Self.ripen(new, minimumOff)
      Self.ripen(new + minimumOff, ages - minimumOff)
    }
    normalise(new, sum: off + on)
  }

  /// Makes the ages of one state a block older.
  ///
  /// - Returns: Their sum.
  @inline(__always)
  private static func age(
    _ old: Vector, to new: Vector, _ count: Int, entering: Float, likelihood: Float
  ) -> Float {
    var younger = entering
    var sum: Float = 0
    for age in 0..<count - 1 {
      new[age] = likelihood * younger
      sum += new[age]
      younger = old[age]
    }
    new[count - 1] = likelihood * younger + likelihood * old[count - 1]
    return sum + new[count - 1]
  }

  /// Lets a run of any age end.
  private static func ripen(_ vector: Vector, _ count: Int) {
    for age in 0..<count - 1 {
      vector[count - 1] += vector[age]
      vector[age] = 0
    }
  }

  /// One step back, in place, from the block that shows what was seen to the one before.
  @inline(__always)
  private func backward(_ back: Vector, _ seen: Seen) {
    if seen.isSet {
      for age in 0..<minimumOff { back[age] = back[minimumOff - 1] }
      for age in minimumOff..<ages { back[age] = back[ages - 1] }
    }
    let intoOff = seen.off * back[0]
    let intoOn = seen.on * back[minimumOff]
    let off = Self.lead(back, minimumOff, leaving: change * intoOn, likelihood: seen.off)
    let on = Self.lead(
      back + minimumOff, ages - minimumOff, leaving: change * intoOff, likelihood: seen.on)
    normalise(back, sum: off + on)
  }

  /// Takes what follows from the ages of one state a block back.
  ///
  /// - Returns: Its sum.
  @inline(__always)
  private static func lead(
    _ back: Vector, _ count: Int, leaving: Float, likelihood: Float
  ) -> Float {
    var sum: Float = 0
    for age in 0..<count - 1 {
      back[age] = likelihood * back[age + 1]
      sum += back[age]
    }
    back[count - 1] = likelihood * back[count - 1] + leaving
    return sum + back[count - 1]
  }

  /// Scales a vector before it grows too small for a float; a step never multiplies it by more than
  /// the number of ages.
  @inline(__always)
  private func normalise(_ vector: Vector, sum: Float) {
    guard sum > 0, sum < 1e-10 || sum > 1e10 else { return }
    // A power of two, which changes no digit.
    let scale = Float(sign: .plus, exponent: min(-sum.exponent, 100), significand: 1)
    for age in 0..<ages { vector[age] *= scale }
  }
}
