internal import Feeds

/// A circuit's temperatures with the state at each of their instants.
struct SampledHistory {
  let grid: SampleGrid
  let supply: [Float]
  let outdoor: [Float]?
  /// Whether heat was on, and whether it was known to be off.
  private(set) var isOn: [Bool]
  private(set) var isOff: [Bool]

  init(_ history: CircuitHistory, spans: [StateSpan]) {
    grid = SampleGrid(history)
    supply = history.supply
    outdoor = history.outdoor
    isOn = Array(repeating: false, count: supply.count)
    isOff = isOn
    for span in spans where span.state != .unknown {
      for index in grid.samples(span.times) {
        if span.state == .on { isOn[index] = true } else { isOff[index] = true }
      }
    }
  }

  /// The median supply temperature of some samples; nil where none was recorded.
  func medianSupply(_ samples: Range<Int>) -> Double? {
    Spread(supply[samples].lazy.map(Double.init))?.median
  }
}
