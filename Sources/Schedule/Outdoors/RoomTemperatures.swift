internal import Feeds

/// What the rooms are like while heat starts, runs, stops and rests: °C.
public struct RoomTemperatures: Sendable, Hashable {
  /// When the first normal heat of a day begins, and when its last one ends.
  public let atFirstOn: Spread?
  public let atLastOff: Spread?
  /// Over the samples in normal heat or a boost, in reduced heat, and off.
  public let normal: Spread?
  public let reduced: Spread?
  public let off: Spread?

  init(_ history: CircuitHistory, indoor: [Float], spans: [StateSpan], regimes: Regimes) {
    let grid = SampleGrid(history)
    func values(_ times: [Range<Int>]) -> Spread? {
      Spread(times.flatMap { indoor[grid.samples($0)].map(Double.init) })
    }
    func values(at instants: [Int]) -> Spread? {
      Spread(
        instants.compactMap { instant in
          grid.samples(instant..<instant + grid.interval).first.map { Double(indoor[$0]) }
        })
    }
    let edges = DayEdges(regimes.normalTimes, spans: spans, history)
    atFirstOn = values(at: edges.firstOn.compactMap(\.self))
    atLastOff = values(at: edges.lastOff.compactMap(\.self))
    normal = values(regimes.spans.filter { $0.regime != .reduced }.map(\.times))
    reduced = values(regimes.spans.filter { $0.regime == .reduced }.map(\.times))
    off = values(spans.filter { $0.state == .off }.map(\.times))
  }
}
