import Inference

/// What was found of some systems.
struct Findings: Sendable {
  var measurements: [Measurement] = []
  var labellings: [Labelling] = []
  var live: [LiveRun] = []
  /// One measurement a system and part taken out.
  var ablations: [Measurement] = []

  init() {}

  /// - Parameters:
  ///   - system: What to look at.
  ///   - parts: What to look for.
  ///   - contenders: The methods of the part ``Part/states``.
  init(_ system: System, _ parts: [Part], contenders: [Contender]) {
    for part in parts {
      switch part {
      case .states: measurements = contenders.compactMap { Measurement($0, on: system) }
      case .labels: labellings = Labelling.draws(of: PhysicalMethod(), on: system)
      case .live:
        live = [
          LiveRun(ExcessMethod(), on: system), LiveRun(PhysicalMethod(), on: system),
        ].compactMap(\.self)
      case .ablations:
        ablations = Ablation.all.compactMap { Measurement($0.contender, on: system) }
      }
    }
  }

  static func += (sum: inout Findings, other: Findings) {
    sum.measurements += other.measurements
    sum.labellings += other.labellings
    sum.live += other.live
    sum.ablations += other.ablations
  }
}
