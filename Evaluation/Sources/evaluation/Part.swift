import ArgumentParser

/// A part of the evaluation.
enum Part: String, CaseIterable, ExpressibleByArgument {
  /// How well each method tells the state.
  case states
  /// What three days labelled by a person change.
  case labels
  /// How well the newest states are told.
  case live
  /// What each part of the method earns.
  case ablations

  /// Seeds of a family that the costlier parts look at.
  private static let firstSeeds = 1...6

  /// Whether it looks at a system when all are evaluated.
  func looks(at system: System) -> Bool {
    let isWinter = system.family?.variant == "300s"
    let isMeasured = Self.measured.contains(system.name)
    let isFirst = system.seed.map(Self.firstSeeds.contains) ?? true
    switch self {
    case .states: return true
    case .labels: return isMeasured || isWinter
    case .live: return isMeasured || isWinter && isFirst
    case .ablations:
      return isMeasured || Self.poor.contains(system.name)
        || (isWinter || system.family?.variant == "300s-supply") && isFirst
    }
  }

  /// The measured systems as they are.
  private static let measured: Set = ["hhw_110", "hhw_29", "school/north", "school/south"]
  /// The school as poorer sensors would show it.
  private static let poor: Set = ["school/north/supply", "school/north/3600s"]
}
