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
    let isFirst = system.seed.map(Self.firstSeeds.contains) ?? true
    switch self {
    case .states: return true
    case .labels: return system.family == nil ? Self.measured.contains(system.name) : isWinter
    case .live:
      return system.family == nil ? Self.measured.contains(system.name) : isWinter && isFirst
    case .ablations:
      let isAlone = system.family?.variant == "300s-supply" && system.family?.nature == .ordinary
      return system.family == nil || (isWinter || isAlone) && isFirst
    }
  }

  /// The measured systems as they are.
  private static let measured: Set = ["school/north", "school/south", "hhw_110", "hhw_29"]
}
