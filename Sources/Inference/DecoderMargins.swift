extension DecoderPass {
  /// How much better the best sequence with each sample on is than the best with it off; for a pass that
  /// remembers.
  func margins() -> [Float] {
    var result = [Float](repeating: 0, count: count)
    var offBack = BackwardLane(of: off, in: self)
    var onBack = BackwardLane(of: on, in: self)
    for k in stride(from: count - 1, through: 0, by: -1) {
      var afterOff = 0.0
      var afterOn = 0.0
      if k + 1 < count {
        offBack.pass(k + 1, hand: hand(k + 1))
        onBack.pass(k + 1, hand: hand(k + 1))
        afterOff = max(
          offBack.continued(at: k + 1, sum: sum), onBack.entered(at: k + 1, sum: sum) - cost)
        afterOn = max(
          onBack.continued(at: k + 1, sum: sum), offBack.entered(at: k + 1, sum: sum) - cost)
      }
      let bestOff = offBack.best(at: k, following: afterOff, lane: off, from: on, in: self)
      let bestOn = onBack.best(at: k, following: afterOn, lane: on, from: off, in: self)
      result[k] = Float(bestOn - bestOff)
    }
    return result
  }
}

/// One state's half of the way back: the best that can follow each sample, and the best sequences
/// through it.
private struct BackwardLane {
  private let own: HeatState
  private let other: HeatState
  private let gain: Double
  private let minimum: Int
  /// The best score of the samples after each, the state being mature there.
  private var following: [Double]
  /// The first sample from here on that a person set to the state, and the first set to the other.
  private var nextSettled = Int.max
  private var nextForbidden = Int.max
  /// The last sample up to here that a person set to the state, and the last set to the other.
  private var lastSettled: Int
  private var lastForbidden: Int
  /// Sequences whose run is not yet mature here, by the run's first sample.
  private var young: SlidingMaximum

  init(of lane: DecoderLane, in pass: DecoderPass) {
    own = lane.state
    other = lane.state == .on ? .off : .on
    gain = lane.gain
    minimum = lane.minimum
    following = [Double](repeating: 0, count: pass.count)
    lastSettled = pass.count
    lastForbidden = pass.count
    young = SlidingMaximum(width: min(lane.minimum, pass.count))
  }

  /// Tells the lane of the sample that the next steps back have behind them.
  @inline(__always)
  mutating func pass(_ k: Int, hand: HeatState) {
    if hand == own { nextSettled = k }
    if hand == other { nextForbidden = k }
  }

  /// The best score of the samples from `k` on, when a run of this state starts at `k`.
  @inline(__always)
  func entered(at k: Int, sum: ScoreHistory) -> Double {
    let mature = min(min(k + minimum, following.count) - 1, nextSettled)
    guard nextForbidden > mature else { return -.infinity }
    return gain * (sum[mature + 1] - sum[k]) + following[mature]
  }

  /// The best score of the samples from `k` on, when a mature run of this state goes on at `k`.
  @inline(__always)
  func continued(at k: Int, sum: ScoreHistory) -> Double {
    guard nextForbidden > k else { return -.infinity }
    return gain * (sum[k + 1] - sum[k]) + following[k]
  }

  /// The best of all sequences in this state at sample `k`.
  @inline(__always)
  mutating func best(
    at k: Int, following value: Double, lane: DecoderLane, from source: DecoderLane,
    in pass: DecoderPass
  ) -> Double {
    following[k] = value
    if lastForbidden > k { lastForbidden = Self.last(of: other, in: pass, upTo: k) }
    if lastSettled >= k { lastSettled = Self.last(of: own, in: pass, upTo: k - 1) }
    let oldest = max(1, max(k - minimum + 1, max(lastForbidden, lastSettled) + 1))
    let hand = pass.hand(k)
    let newest = hand == own || k == pass.count - 1 ? k : k - minimum + 1
    for j in stride(from: newest, through: oldest, by: -1) {
      young.push(
        source.score[j - 1] - pass.cost + gain * (pass.sum[k + 1] - pass.sum[j]) + value, at: j)
    }
    young.drop(after: k)
    return hand == other ? -.infinity : max(lane.score[k] + value, young.maximum)
  }

  private static func last(of state: HeatState, in pass: DecoderPass, upTo k: Int) -> Int {
    var index = k
    while index >= 0, pass.hand(index) != state { index -= 1 }
    return index
  }
}

/// The largest of the values whose positions lie in a window that slides towards smaller positions.
private struct SlidingMaximum {
  private var values: [Double]
  private var positions: [Int]
  private var head = 0
  private var count = 0

  init(width: Int) {
    values = [Double](repeating: 0, count: width + 1)
    positions = [Int](repeating: 0, count: width + 1)
  }

  var maximum: Double { count > 0 ? values[head] : -.infinity }

  /// Adds a value; positions come in falling order.
  @inline(__always)
  mutating func push(_ value: Double, at position: Int) {
    while count > 0, values[slot(count - 1)] <= value { count -= 1 }
    values[slot(count)] = value
    positions[slot(count)] = position
    count += 1
  }

  /// Forgets the values that lie after a position.
  @inline(__always)
  mutating func drop(after position: Int) {
    while count > 0, positions[head] > position {
      head = slot(1)
      count -= 1
    }
  }

  @inline(__always)
  private func slot(_ offset: Int) -> Int {
    let index = head + offset
    return index < values.count ? index : index - values.count
  }
}
