/// How well a state feed agrees with a truth.
///
/// Counted over the samples of the judged feed at which the truth is known. Sample `k` of a state
/// feed is the state from `start + k * interval` up to the next sample. A sample judged unknown counts
/// as if the opposite of the truth had been said. A figure that has no meaning, such as a recall
/// without edges, is nil.
public struct Score: Sendable, Hashable {
  /// Samples at which the truth is known.
  public private(set) var samples = 0
  /// Share of the samples judged right.
  public private(set) var accuracy: Double?
  /// Mean over the states of the truth of the share judged right.
  public private(set) var balancedAccuracy: Double?
  /// Harmonic mean of precision and recall of on.
  public private(set) var f1: Double?
  /// Cohen's kappa: the agreement beyond chance.
  public private(set) var kappa: Double?
  /// Matched edges among the judged ones that are matched or false.
  public private(set) var edgePrecision: Double?
  /// Matched edges among those of the truth.
  public private(set) var edgeRecall: Double?
  /// Median distance of the matched edges, s.
  public private(set) var medianEdgeError: Double?
  /// Runs of one state of the truth, over the samples counted laid end to end.
  public private(set) var truthSegments = 0
  /// Runs of one state of the judged feed, over the same samples.
  public private(set) var segments = 0

  /// Compares a state feed with a truth.
  ///
  /// - Parameters:
  ///   - judged: The states of the feed.
  ///   - start: Time of sample 0, Unix seconds.
  ///   - interval: Seconds between two samples, at least 1.
  ///   - truth: What is known.
  ///   - from: First instant to count; nil for no limit.
  ///   - to: The instant at which counting ends; nil for no limit.
  public init(
    judged: [HeatState], start: Int, interval: Int, against truth: Truth, from: Int? = nil,
    to: Int? = nil
  ) {
    guard isRepresentable(start: start, interval: interval, count: judged.count) else { return }
    func index(_ time: Int) -> Int {
      let (offset, overflow) = time.subtractingReportingOverflow(start)
      if overflow { return time < start ? 0 : judged.count }
      let (whole, rest) = offset.quotientAndRemainder(dividingBy: interval)
      return min(max(0, whole + (rest > 0 ? 1 : 0)), judged.count)
    }
    let first = from.map(index) ?? 0
    let end = max(first, to.map(index) ?? judged.count)
    let known = truth.sampled(start: start, interval: interval, count: judged.count)
    let grid = ScoredGrid(
      start: start + first * interval, interval: interval, truth: Array(known[first..<end]),
      judged: Array(judged[first..<end]))
    countSamples(grid)
    countEdges(grid)
  }

  private mutating func countSamples(_ grid: ScoredGrid) {
    var table = (onOn: 0, onOff: 0, offOn: 0, offOff: 0)
    var previous: (truth: HeatState, judged: HeatState)?
    for (truth, judged) in zip(grid.truth, grid.judged) where truth != .unknown {
      switch (truth, judged) {
      case (.on, .on): table.onOn += 1
      case (.on, _): table.onOff += 1
      case (_, .off): table.offOff += 1
      default: table.offOn += 1
      }
      if previous?.truth != truth { truthSegments += 1 }
      if previous?.judged != judged { segments += 1 }
      previous = (truth, judged)
    }
    let on = Double(table.onOn + table.onOff)
    let off = Double(table.offOn + table.offOff)
    let judgedOn = Double(table.onOn + table.offOn)
    let judgedOff = Double(table.onOff + table.offOff)
    let right = Double(table.onOn + table.offOff)
    let all = on + off
    samples = table.onOn + table.onOff + table.offOn + table.offOff
    accuracy = ratio(right, all)
    let shares = [ratio(Double(table.onOn), on), ratio(Double(table.offOff), off)].compactMap(
      \.self)
    balancedAccuracy = ratio(shares.reduce(0, +), Double(shares.count))
    f1 = ratio(2 * Double(table.onOn), on + judgedOn)
    let chance = on * judgedOn + off * judgedOff
    kappa = ratio(right * all - chance, all * all - chance)
  }

  private mutating func countEdges(_ grid: ScoredGrid) {
    let truth = grid.edges(of: grid.truth)
    let judged = grid.edges(of: grid.judged)
    let matching = EdgeMatching(
      truth: truth, judged: judged, within: Double(max(900, grid.interval)))
    let matched = Double(matching.errors.count)
    var mistaken = 0.0
    for index in matching.unmatchedJudged
    where grid.knownShare(around: judged[index].time, seconds: 1800) >= 0.7 {
      mistaken += 1
    }
    edgePrecision = ratio(matched, matched + mistaken)
    edgeRecall = ratio(matched, Double(truth.count))
    medianEdgeError = median(matching.errors)
  }
}

private func ratio(_ part: Double, _ whole: Double) -> Double? {
  whole > 0 ? part / whole : nil
}

private func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
