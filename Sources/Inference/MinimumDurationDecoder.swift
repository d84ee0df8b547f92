/// The most likely sequence of on and off when neither may last less than a minimum.
///
/// Evidence comes as one log-likelihood ratio a sample, `ln p(seen | on) - ln p(seen | off)`. The
/// sequence found is the exact maximum of the summed evidence of its samples on, less a cost a
/// switch, over all sequences whose runs are long enough: a Viterbi search over two states with
/// explicit minimum durations, linear in the number of samples.
///
/// Three kinds of run are never held to be too short, since their true length is not seen or was
/// settled by a person: the first, the last, and one that holds a sample set by hand.
public struct MinimumDurationDecoder: Sendable {
  /// Shortest run of off, samples; less than 1 counts as 1.
  public var minimumOff: Int
  /// Shortest run of on, samples; less than 1 counts as 1.
  public var minimumOn: Int
  /// What a switch costs, in the unit of the evidence.
  public var switchCost: Double

  /// - Parameters:
  ///   - minimumOff: Shortest run of off, samples.
  ///   - minimumOn: Shortest run of on, samples.
  ///   - switchCost: What a switch costs, in the unit of the evidence.
  public init(minimumOff: Int, minimumOn: Int, switchCost: Double) {
    self.minimumOff = max(1, minimumOff)
    self.minimumOn = max(1, minimumOn)
    self.switchCost = switchCost
  }

  /// Finds the best sequence.
  ///
  /// - Parameters:
  ///   - evidence: A log-likelihood ratio a sample, positive for on; NaN says nothing, and what lies
  ///     beyond ±10 000 counts as that much.
  ///   - hand: A state a sample that must be kept; nil and unknown are free, and so are samples
  ///     beyond its end.
  /// - Returns: Whether each sample is on.
  public func decode(_ evidence: [Float], hand: [HeatState?]? = nil) -> [Bool] {
    let forward = DecoderPass(self, evidence, hand)
    return forward.sequence()
  }

  /// How much better the best sequence with a sample on is than the best with it off.
  ///
  /// - Parameters:
  ///   - evidence: As for ``decode(_:hand:)``.
  ///   - hand: As for ``decode(_:hand:)``.
  /// - Returns: The difference of the two maxima (max-marginals), sample by sample, positive for on;
  ///   infinite where a person decided.
  public func margins(_ evidence: [Float], hand: [HeatState?]? = nil) -> [Float] {
    let forward = DecoderPass(self, evidence, hand)
    return forward.margins()
  }
}

/// The forward scores of the search, and what is read off them.
///
/// A run is *mature* at a sample when it may end there: once it has reached its minimum, from the
/// first sample set by hand to its state, and at the last sample of all. A lane's `score[k]` is the
/// best of the sequences of samples `0...k` whose last run is of the lane's state and mature.
private struct DecoderPass {
  private let count: Int
  private let cost: Double
  private let hand: [UInt8]
  /// `sum[k]` is the evidence of the samples before `k`.
  private let sum: [Double]
  private let off: DecoderLane
  private let on: DecoderLane

  init(_ decoder: MinimumDurationDecoder, _ evidence: [Float], _ clamps: [HeatState?]?) {
    count = evidence.count
    cost = decoder.switchCost
    var sum = [Double](repeating: 0, count: count + 1)
    for k in 0..<count {
      let value = evidence[k]
      sum[k + 1] = sum[k] + (value.isNaN ? 0 : Double(min(max(value, -1e4), 1e4)))
    }
    var hand = [UInt8](repeating: HeatState.unknown.rawValue, count: count)
    for k in 0..<min(count, clamps?.count ?? 0) {
      if let state = clamps?[k] { hand[k] = state.rawValue }
    }
    self.sum = sum
    self.hand = hand
    var off = DecoderLane(state: .off, minimum: decoder.minimumOff, count: count)
    var on = DecoderLane(state: .on, minimum: decoder.minimumOn, count: count)
    for k in 0..<count {
      off.advance(to: k, from: on, sum: sum, hand: hand[k], cost: cost)
      on.advance(to: k, from: off, sum: sum, hand: hand[k], cost: cost)
    }
    self.off = off
    self.on = on
  }

  func sequence() -> [Bool] {
    var states = [Bool](repeating: false, count: count)
    guard count > 0 else { return states }
    var isOn = on.score[count - 1] > off.score[count - 1]
    var end = count
    while end > 0 {
      let start = Int((isOn ? on : off).start[end - 1])
      if isOn { for k in start..<end { states[k] = true } }
      end = start
      isOn.toggle()
    }
    return states
  }

  func margins() -> [Float] {
    var result = [Float](repeating: 0, count: count)
    var offBack = BackwardLane(of: off)
    var onBack = BackwardLane(of: on)
    for k in stride(from: count - 1, through: 0, by: -1) {
      var afterOff = 0.0
      var afterOn = 0.0
      if k + 1 < count {
        offBack.pass(k + 1, hand: hand[k + 1])
        onBack.pass(k + 1, hand: hand[k + 1])
        afterOff = max(
          offBack.continued(at: k + 1, sum: sum), onBack.entered(at: k + 1, sum: sum) - cost)
        afterOn = max(
          onBack.continued(at: k + 1, sum: sum), offBack.entered(at: k + 1, sum: sum) - cost)
      }
      let bestOff = offBack.best(
        at: k, following: afterOff, lane: off, from: on, sum: sum, hand: hand, cost: cost)
      let bestOn = onBack.best(
        at: k, following: afterOn, lane: on, from: off, sum: sum, hand: hand, cost: cost)
      result[k] = Float(bestOn - bestOff)
    }
    return result
  }
}

/// One state's half of the forward search.
private struct DecoderLane {
  let own: UInt8
  let other: UInt8
  /// 1 where the evidence counts for the state, 0 where it does not.
  let gain: Double
  let minimum: Int
  var score: [Double]
  /// First sample of the last run of the sequence behind each score.
  var start: [Int32]
  /// The last sample at which a person forbade the state, and the last at which one set it.
  private var forbidden = -1
  private var settled = -1

  init(state: HeatState, minimum: Int, count: Int) {
    own = state.rawValue
    other = 1 - state.rawValue
    gain = state == .on ? 1 : 0
    self.minimum = minimum
    score = [Double](repeating: -.infinity, count: count)
    start = [Int32](repeating: 0, count: count)
  }

  @inline(__always)
  mutating func advance(
    to k: Int, from lane: DecoderLane, sum: [Double], hand: UInt8, cost: Double
  ) {
    guard hand != other else {
      forbidden = k
      return
    }
    let step = k == 0 ? gain * sum[1] : score[k - 1] + gain * (sum[k + 1] - sum[k])
    var best = step
    var first = k == 0 ? 0 : start[k - 1]
    let oldest = max(1, max(k - minimum + 1, max(forbidden, settled) + 1))
    let newest = hand == own || k == score.count - 1 ? k : k - minimum + 1
    if oldest <= newest {
      for j in oldest...newest {
        let entered = lane.score[j - 1] - cost + gain * (sum[k + 1] - sum[j])
        if entered > best {
          best = entered
          first = Int32(truncatingIfNeeded: j)
        }
      }
    }
    score[k] = best
    start[k] = first
    if hand == own { settled = k }
  }
}

/// One state's half of the way back: the best that can follow each sample, and the best sequences
/// through it.
private struct BackwardLane {
  private let own: UInt8
  private let other: UInt8
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

  init(of lane: DecoderLane) {
    own = lane.own
    other = lane.other
    gain = lane.gain
    minimum = lane.minimum
    following = [Double](repeating: 0, count: lane.score.count)
    lastSettled = lane.score.count
    lastForbidden = lane.score.count
    young = SlidingMaximum(width: min(lane.minimum, lane.score.count))
  }

  /// Tells the lane of the sample that the next steps back have behind them.
  @inline(__always)
  mutating func pass(_ k: Int, hand: UInt8) {
    if hand == own { nextSettled = k }
    if hand == other { nextForbidden = k }
  }

  /// The best score of the samples from `k` on, when a run of this state starts at `k`.
  @inline(__always)
  func entered(at k: Int, sum: [Double]) -> Double {
    let mature = min(min(k + minimum, following.count) - 1, nextSettled)
    guard nextForbidden > mature else { return -.infinity }
    return gain * (sum[mature + 1] - sum[k]) + following[mature]
  }

  /// The best score of the samples from `k` on, when a mature run of this state goes on at `k`.
  @inline(__always)
  func continued(at k: Int, sum: [Double]) -> Double {
    guard nextForbidden > k else { return -.infinity }
    return gain * (sum[k + 1] - sum[k]) + following[k]
  }

  /// The best of all sequences in this state at sample `k`.
  @inline(__always)
  mutating func best(
    at k: Int, following value: Double, lane: DecoderLane, from source: DecoderLane,
    sum: [Double], hand: [UInt8], cost: Double
  ) -> Double {
    following[k] = value
    if lastForbidden > k { lastForbidden = Self.last(of: other, in: hand, upTo: k) }
    if lastSettled >= k { lastSettled = Self.last(of: own, in: hand, upTo: k - 1) }
    let oldest = max(1, max(k - minimum + 1, max(lastForbidden, lastSettled) + 1))
    let newest = hand[k] == own || k == hand.count - 1 ? k : k - minimum + 1
    for j in stride(from: newest, through: oldest, by: -1) {
      young.push(
        source.score[j - 1] - cost + gain * (sum[k + 1] - sum[j]) + value, at: j)
    }
    young.drop(after: k)
    return hand[k] == other ? -.infinity : max(lane.score[k] + value, young.maximum)
  }

  private static func last(of state: UInt8, in hand: [UInt8], upTo k: Int) -> Int {
    var index = k
    while index >= 0, hand[index] != state { index -= 1 }
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
