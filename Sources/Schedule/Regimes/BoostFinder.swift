/// Finds the boosts of a history by their form: heat begins, the supply stays hot for a while, and
/// comes down at once.
struct BoostFinder {
  /// How much hotter than what follows, K.
  var excess = 5.0
  /// Shortest and longest boost, s.
  var shortest = 1_800
  var longest = 16_200
  /// How long the supply rises after the start, s: that tells nothing of the level.
  var rising = 600
  /// How long it may take to come down, s, and over what time the level that follows is averaged, s.
  var falling = 1_200
  var following = 3_600
  /// A rise while heat is on, the end of a setback, starts a period too: by so much between the
  /// means of two such times, K and s.
  var rise = 6.0
  var riseTime = 2_700
  /// A boost is hotter than this above the normal level at the same outdoor temperature, K: the water
  /// that overshoots at the start of a setback is not.
  var aboveNormal = 3.0

  /// A stretch that may be a boost.
  struct Candidate {
    let samples: Range<Int>
    /// Median supply after the rise, °C.
    let level: Double
    /// How much hotter that is than what follows, K; nil where heat went off after it.
    let excess: Double?
    /// Mean outdoor temperature, °C.
    let outdoor: Double?
  }

  private let history: SampledHistory
  private let all: RunningSums
  private let on: RunningSums

  init(_ history: SampledHistory) {
    self.history = history
    all = RunningSums(history.supply)
    on = RunningSums(history.supply, where: history.isOn)
  }

  /// The candidates, in order; none where samples are more than an hour apart.
  func candidates() -> [Candidate] {
    guard history.grid.interval <= 3_600 else { return [] }
    let outdoor = history.outdoor.map { RunningSums($0) }
    return HeatingPeriod.all(in: history).flatMap { period in
      starts(of: period).compactMap { start, end in
        guard let (samples, following) = stretch(from: start, before: end, in: period),
          let level = history.medianSupply(
            min(samples.upperBound - 1, start + risen)..<samples.upperBound)
        else { return nil }
        return Candidate(
          samples: samples, level: level, excess: following.map { level - $0 },
          outdoor: outdoor?.mean(samples))
      }
    }
  }

  /// The boosts among candidates, once the normal level is known.
  ///
  /// - Parameters:
  ///   - candidates: The candidates.
  ///   - normal: The normal level at an outdoor temperature, °C; nil while it is unknown, and then
  ///     only what is followed by a lower level counts.
  /// - Returns: The boosts, in order.
  func boosts(
    _ candidates: [Candidate], normal: ((Double?) -> Double?)?
  ) -> [Boost] {
    // What went off at once is compared with those that did not.
    let proven = candidates.compactMap(\.excess).filter { $0 >= excess }
    let typical = proven.count >= 3 ? proven.median : nil
    return candidates.compactMap { candidate in
      let above = normal?(candidate.outdoor).map { candidate.level - $0 }
      let times = history.grid.times(candidate.samples)
      func boost(_ excess: Double) -> Boost {
        Boost(
          start: times.lowerBound, end: times.upperBound, level: candidate.level, excess: excess)
      }
      if let found = candidate.excess {
        guard found >= excess, above ?? aboveNormal >= aboveNormal else { return nil }
        return boost(found)
      }
      guard let above, let typical, above >= max(excess, typical / 2) else { return nil }
      return boost(above)
    }
  }

  private var risen: Int { rising / history.grid.interval }

  /// Where heating starts in a period, each with the end of what belongs to it.
  private func starts(of period: HeatingPeriod) -> [(start: Int, end: Int)] {
    let first = period.startsFromOff ? [period.samples.lowerBound] : []
    let starts = first + rises(in: period.samples)
    return starts.enumerated().map { index, start in
      let next =
        index + 1 < starts.count
        ? starts[index + 1] - history.grid.samples(lasting: 1_800) : Int.max
      return (start, min(next, period.samples.upperBound))
    }
  }

  /// Where the supply rises while heat is on: the feet of the rises, in order.
  private func rises(in samples: Range<Int>) -> [Int] {
    let width = history.grid.samples(lasting: riseTime)
    let hour = history.grid.samples(lasting: 3_600)
    var found: [Int] = []
    var best: (rise: Double, at: Int)?
    for index in samples.dropFirst(width).dropLast(width) {
      var step = 0.0
      if on.count(index - width..<index + width) == 2 * width,
        let before = on.mean(index - width..<index), let after = on.mean(index..<index + width)
      {
        step = after - before
      }
      if step >= rise {
        if step > best?.rise ?? 0 { best = (step, index) }
      } else if let top = best {
        found.append(foot(of: top.at, atMost: width))
        best = nil
      }
    }
    if let best { found.append(foot(of: best.at, atMost: width)) }
    return found.filter { $0 - samples.lowerBound > hour }
  }

  /// Follows a rise back to its first sample.
  private func foot(of index: Int, atMost width: Int) -> Int {
    var foot = index
    // Between one and two steps of a sensor that shows tenths.
    while index - foot < width && history.supply[foot - 1] < history.supply[foot] - 0.15 {
      foot -= 1
    }
    return min(foot + 1, index)
  }

  /// The hot stretch at a start, and the level that follows it; that is nil where heat goes off first.
  private func stretch(
    from start: Int, before end: Int, in period: HeatingPeriod
  ) -> (samples: Range<Int>, following: Double?)? {
    var best: (drop: Double, at: Int, hot: Double, following: Double)?
    let later = history.grid.samples(lasting: following)
    let fall = history.grid.samples(lasting: falling)
    let first = start + history.grid.samples(lasting: shortest)
    for index in first..<max(first, min(start + history.grid.samples(lasting: longest), end)) {
      guard index + fall < end,
        let following = on.mean(
          index + fall..<min(index + fall + later, end), ofAtLeast: (later + 1) / 2),
        let hot = all.mean(max(start + risen, index - later)..<index)
      else { continue }
      if hot - following > best?.drop ?? 0 { best = (hot - following, index, hot, following) }
    }
    if let best, best.drop >= excess {
      let half = (best.hot + best.following) / 2
      let samples = start..<crossing(half, near: best.at, between: start, and: end)
      guard isHot(samples, above: half) else { return nil }
      return (samples, best.following)
    }
    // Off again, before anything could follow.
    guard start == period.samples.lowerBound, end == period.samples.upperBound,
      (history.grid.samples(lasting: shortest)...history.grid.samples(lasting: longest)).contains(
        end - start)
    else { return nil }
    return (start..<end, nil)
  }

  /// Where the supply, smoothed over a quarter of an hour, falls through a level.
  private func crossing(_ level: Double, near index: Int, between start: Int, and end: Int) -> Int {
    var index = index
    while index < end && smooth(index) > level { index += 1 }
    while index > start + 1 && smooth(index - 1) <= level { index -= 1 }
    return index
  }

  private func isHot(_ samples: Range<Int>, above level: Double) -> Bool {
    guard samples.count >= history.grid.samples(lasting: shortest) else { return false }
    let hot = samples.count { smooth($0) > level }
    return 10 * hot >= 7 * samples.count
  }

  private func smooth(_ index: Int) -> Double {
    let around = 450 / history.grid.interval
    return all.mean(index - around..<index + around + 1) ?? -.infinity
  }
}
