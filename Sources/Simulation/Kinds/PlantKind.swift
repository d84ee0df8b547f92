/// A kind of plant, of which ``Plant/variant(_:seed:)`` draws any number of buildings.
///
/// What each is like, and what is hard about it, is told in `docs/simulation.md`.
public enum PlantKind: String, CaseIterable, Sendable, Hashable {
  /// The school, varied: two circuits with mixing valves and radiators.
  case radiators
  /// Floor heating: heavy and slow, at 28 to 40 °C, with pauses of hours.
  case underfloor
  /// Light radiators straight from the boiler, whose burner shows in the supply; off at night.
  case direct
  /// A substation of district heat: at night reduced in the cold, off where it is milder.
  case setback
  /// A hall that is heated for a few meetings a week.
  case hall
  /// Heating so weak that the supply is only 3 to 8 K above the rooms.
  case weak
  /// Standing water that rests 8 to 15 K above the rooms.
  case warmRest
  /// The supply sensor sees the header, which stays hot while nothing is delivered.
  case boilerSide

  /// The kinds that one finds in any town.
  public static let ordinary: [PlantKind] = [.radiators, .underfloor, .direct, .setback, .hall]
  /// The kinds in which a method without labels may learn a wrong regime.
  public static let hard: [PlantKind] = [.weak, .warmRest, .boilerSide]
}

extension Plant {
  /// A building of a kind, all of whose parameters follow from a seed.
  ///
  /// - Parameters:
  ///   - kind: What kind of plant it is.
  ///   - seed: Another seed gives another building. It may be the seed of the ``School`` as well.
  /// - Returns: A plant that a ``School`` accepts.
  public static func variant(_ kind: PlantKind, seed: UInt64) -> Plant {
    switch kind {
    case .radiators: PlantDraw.radiators(seed)
    case .underfloor: PlantDraw.underfloor(seed)
    case .direct: PlantDraw.direct(seed)
    case .setback: PlantDraw.setback(seed)
    case .hall: PlantDraw.hall(seed)
    case .weak: PlantDraw.weak(seed)
    case .warmRest: PlantDraw.warmRest(seed)
    case .boilerSide: PlantDraw.boilerSide(seed)
    }
  }
}
