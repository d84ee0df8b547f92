/// The forward search of a ``MinimumDurationDecoder``.
///
/// A run is *mature* at a sample when it may end there: once it has reached its minimum, from the
/// first sample set by hand to its state, and at the last sample of all. A lane's `score[k]` is the
/// best of the sequences of samples `0...k` whose last run is of the lane's state and mature.
final class DecoderPass {
  let count: Int
  /// What a switch costs.
  let cost: Double
  let off: DecoderLane
  let on: DecoderLane
  /// `sum[k]` is the evidence of the samples before `k`.
  let sum: ScoreHistory
  private let clamps: ArraySlice<HeatState?>
  /// The marks of the lanes in which the best sequence at each sample is one whose last run has just
  /// become mature there.
  private let matured: UnsafeMutableBufferPointer<UInt8>
  /// First samples of such runs as were mature before their minimum, by ``DecoderLane/key(_:)``.
  private var early: [Int: Int] = [:]

  /// - Parameters:
  ///   - decoder: Durations and cost.
  ///   - evidence: A log-likelihood ratio a sample.
  ///   - clamps: What a person set.
  ///   - remembers: Whether all scores are kept, rather than those that the search looks back at.
  init(
    _ decoder: MinimumDurationDecoder, _ evidence: ArraySlice<Float>,
    _ clamps: ArraySlice<HeatState?>?, remembers: Bool
  ) {
    count = evidence.count
    cost = decoder.switchCost
    self.clamps = clamps ?? []
    let longest = remembers ? count : min(count, max(decoder.minimumOff, decoder.minimumOn))
    sum = ScoreHistory(length: longest + 2)
    off = DecoderLane(.off, minimum: decoder.minimumOff, history: longest + 2)
    on = DecoderLane(.on, minimum: decoder.minimumOn, history: longest + 2)
    matured = .allocate(capacity: count)
    evidence.withUnsafeBufferPointer { search($0) }
  }

  deinit {
    for history in [sum, off.score, on.score] { history.deallocate() }
    matured.deallocate()
  }

  /// What a person set of a sample; unknown where it is free.
  @inline(__always)
  func hand(_ k: Int) -> HeatState {
    k < clamps.count ? clamps[clamps.startIndex + k] ?? .unknown : .unknown
  }

  /// Whether each sample of the best sequence is on.
  func sequence() -> [Bool] {
    [Bool](unsafeUninitializedCapacity: count) { states, initialized in
      initialized = count
      guard count > 0 else { return }
      var isOn = on.score[count - 1] > off.score[count - 1]
      var end = count
      while end > 0 {
        let start = start(of: isOn ? on : off, at: end - 1)
        states[start..<end].initialize(repeating: isOn)
        end = start
        isOn.toggle()
      }
    }
  }

  /// The first sample of the last run of the sequence behind a lane's score.
  private func start(of lane: DecoderLane, at place: Int) -> Int {
    var k = place
    while k > 0, matured[k] & lane.mark == 0 { k -= 1 }
    return k == 0 ? 0 : early[lane.key(k)] ?? k - lane.minimum + 1
  }

  private func search(_ evidence: UnsafeBufferPointer<Float>) {
    var offBarrier = DecoderLane.Barrier()
    var onBarrier = DecoderLane.Barrier()
    sum[0] = 0
    // The next sample that is set by hand, or the last one.
    var next = -1
    var k = 0
    while k < count {
      if next < k {
        next = k
        while next < count - 1, hand(next) == .unknown { next += 1 }
      }
      if k < next, k >= off.free(after: offBarrier), k >= on.free(after: onBarrier) {
        advanceFreely(k..<next, evidence)
        k = next
      } else {
        sum[k + 1] = sum[k] + Self.bounded(evidence[k])
        matured[k] = 0
        advance(off, to: k, past: &offBarrier, from: on)
        advance(on, to: k, past: &onBarrier, from: off)
        k += 1
      }
    }
  }

  /// Goes on over samples none of which is set by hand or the last, and that have no such sample
  /// within a minimum before them: each run that has just become mature began a minimum ago.
  private func advanceFreely(_ samples: Range<Int>, _ evidence: UnsafeBufferPointer<Float>) {
    let (off, on, sum, cost, matured) = (off, on, sum, cost, matured)
    let before = samples.lowerBound - 1
    var (bestOff, bestOn) = (off.score[before], on.score[before])
    var total = sum[before + 1]
    for k in samples {
      let previous = total
      total += Self.bounded(evidence[k])
      let newOff = on.score[k - off.minimum] - cost
      let newOn = off.score[k - on.minimum] - cost + (total - sum[k - on.minimum + 1])
      bestOn += total - previous
      matured[k] = (newOff > bestOff ? off.mark : 0) | (newOn > bestOn ? on.mark : 0)
      bestOff = newOff > bestOff ? newOff : bestOff
      bestOn = newOn > bestOn ? newOn : bestOn
      sum[k + 1] = total
      off.score[k] = bestOff
      on.score[k] = bestOn
    }
  }

  /// Goes on by one sample in one lane.
  private func advance(
    _ lane: DecoderLane, to k: Int, past barrier: inout DecoderLane.Barrier,
    from other: DecoderLane
  ) {
    let hand = hand(k)
    guard hand != other.state else {
      barrier.forbidden = k
      lane.score[k] = -.infinity
      return
    }
    let total = sum[k + 1]
    var best = k == 0 ? lane.gain * total : lane.score[k - 1] + lane.gain * (total - sum[k])
    let oldest = max(1, max(k - lane.minimum + 1, barrier.last + 1))
    let newest = hand == lane.state || k == count - 1 ? k : k - lane.minimum + 1
    if oldest <= newest {
      for j in oldest...newest {
        let entered = other.score[j - 1] - cost + lane.gain * (total - sum[j])
        if entered > best {
          best = entered
          matured[k] |= lane.mark
          if j > k - lane.minimum + 1 { early[lane.key(k)] = j }
        }
      }
    }
    lane.score[k] = best
    if hand == lane.state { barrier.settled = k }
  }

  @inline(__always)
  private static func bounded(_ evidence: Float) -> Double {
    evidence.isNaN ? 0 : Double(min(max(evidence, -1e4), 1e4))
  }
}

/// One state's half of the forward search.
struct DecoderLane {
  let state: HeatState
  let minimum: Int
  let score: ScoreHistory
  /// 1 where the evidence counts for the state, 0 where it does not.
  var gain: Double { state == .on ? 1 : 0 }
  /// A bit of its own.
  var mark: UInt8 { state == .on ? 2 : 1 }

  /// What a person set last of the samples gone by.
  struct Barrier {
    /// The last sample at which the state was forbidden, and the last at which it was set.
    var forbidden = -1
    var settled = -1
    var last: Int { max(forbidden, settled) }
  }

  init(_ state: HeatState, minimum: Int, history: Int) {
    self.state = state
    self.minimum = minimum
    score = ScoreHistory(length: history)
  }

  /// A number for each sample of each lane.
  func key(_ k: Int) -> Int { 2 * k + (state == .on ? 1 : 0) }

  /// The first sample at which a run that began after a barrier can have reached its minimum.
  @inline(__always)
  func free(after barrier: Barrier) -> Int {
    // A minimum may be as long as an integer can say.
    let (sample, overflow) = minimum.addingReportingOverflow(max(0, barrier.last))
    return overflow ? Int.max : sample
  }
}

/// The latest of a sequence of numbers, by their places in it: as many as asked for, or some more.
struct ScoreHistory {
  private let values: UnsafeMutableBufferPointer<Double>
  private let mask: Int

  /// - Parameter length: How many places are kept, at least 1.
  init(length: Int) {
    var capacity = 1
    while capacity < length { capacity *= 2 }
    values = .allocate(capacity: capacity)
    mask = capacity - 1
  }

  func deallocate() { values.deallocate() }

  @inline(__always)
  subscript(place: Int) -> Double {
    get { values[place & mask] }
    nonmutating set { values[place & mask] = newValue }
  }
}
