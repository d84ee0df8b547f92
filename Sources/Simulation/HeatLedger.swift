/// The truth of one circuit, sample by sample, summed up from the steps of each interval.
struct HeatLedger {
  private(set) var state: [UInt8] = []
  private(set) var regime: [Regime] = []
  private(set) var heat: [Float] = []
  private var sum = 0.0
  private var stepsOn = 0
  private var steps: (off: Int, reduced: Int, normal: Int, boost: Int) = (0, 0, 0, 0)

  init(count: Int) {
    state.reserveCapacity(count)
    regime.reserveCapacity(count)
    heat.reserveCapacity(count)
  }

  /// Adds one step.
  mutating func add(_ circuit: CircuitModel) {
    sum += circuit.heat
    if circuit.isServed { stepsOn += 1 }
    switch circuit.controller.regime {
    case .off: steps.off += 1
    case .reduced: steps.reduced += 1
    case .normal: steps.normal += 1
    case .boost: steps.boost += 1
    }
  }

  /// Ends an interval of some steps: on if the circuit was served in at least half of them.
  mutating func close(_ count: Int) {
    state.append(2 * stepsOn >= count ? 1 : 0)
    heat.append(Float(sum / Double(count)))
    var prevailing = (Regime.off, steps.off)
    if steps.reduced > prevailing.1 { prevailing = (.reduced, steps.reduced) }
    if steps.normal > prevailing.1 { prevailing = (.normal, steps.normal) }
    if steps.boost > prevailing.1 { prevailing = (.boost, steps.boost) }
    regime.append(prevailing.0)
    sum = 0
    stepsOn = 0
    steps = (0, 0, 0, 0)
  }
}
