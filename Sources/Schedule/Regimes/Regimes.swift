internal import Charts
internal import Feeds

/// What the supply's level tells of each hour of heat.
public struct Regimes: Sendable {
  /// All heat, in order, each span in one regime.
  public let spans: [HeatSpan]
  public let boosts: [Boost]
  public let setbacks: [Setback]
  /// Whether each hour of the week (0 is Monday from 0 to 1, local time) is held at the reduced level;
  /// nil where heat is seldom on in it, or where no setback was found.
  public let reducedHours: [Bool?]
  /// How much lower the supply is in a setback than normally at the same outdoor temperature, K.
  public let depth: Finding<Double>

  /// - Parameters:
  ///   - history: The circuit's history.
  ///   - spans: Its states.
  init(_ history: CircuitHistory, spans: [StateSpan]) {
    let sampled = SampledHistory(history, spans: spans)
    let finder = BoostFinder(sampled)
    let candidates = finder.candidates()
    // First the boosts that their form alone betrays, then those that the level confirms.
    var boosts = finder.boosts(candidates, normal: nil)
    var blocks = LevelBlocks(sampled, without: boosts, clock: history.clock)
    var program = SupplyProgram(blocks)
    if let found = program {
      boosts = finder.boosts(candidates, normal: found.normal)
      blocks = LevelBlocks(sampled, without: boosts, clock: history.clock)
      program = SupplyProgram(blocks)
    }
    let on = spans.filter { $0.state == .on }.map(\.times)
    let hot = on.intersecting(boosts.map(\.times))
    let setbacks =
      program.map { SetbackFinder(program: $0, blocks: blocks).setbacks(in: on.subtracting(hot)) }
      ?? []
    let low = on.subtracting(hot).intersecting(setbacks.map(\.times))
    let rest = on.subtracting(hot).subtracting(low)
    self.spans =
      ([(hot, .boost), (low, .reduced), (rest, .normal)] as [([Range<Int>], HeatRegime)])
      .flatMap { times, regime in
        times.map { HeatSpan(start: $0.lowerBound, end: $0.upperBound, regime: regime) }
      }
      .sorted { $0.start < $1.start }
    self.boosts = boosts
    self.setbacks = setbacks
    let depth = setbacks.isEmpty ? nil : program?.depth
    reducedHours =
      depth != nil ? program?.isReduced ?? [] : [Bool?](repeating: nil, count: 168)
    self.depth = depth.map(Finding.found) ?? .missing(Self.absence(program))
  }

  private static func absence(_ program: SupplyProgram?) -> String {
    guard let distance = program?.distance else {
      return "Heat was on for too short a time to tell its level at each hour of the week."
    }
    guard distance >= SupplyProgram.leastDepth else {
      return "While heat is on, its level is much the same at every hour of the week."
    }
    return "The supply's level changes while heat is on, but not by the hours of the week."
  }
}

extension Regimes {
  /// The times of heat above the reduced level, those too short to matter left out.
  var normalTimes: [Range<Int>] {
    var times: [Range<Int>] = []
    for span in spans where span.regime != .reduced {
      if let last = times.last, last.upperBound == span.start {
        times[times.count - 1] = last.lowerBound..<span.end
      } else {
        times.append(span.times)
      }
    }
    return times.filter { $0.count >= ScheduleDay.least }
  }
}
