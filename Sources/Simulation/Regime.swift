/// What a heating controller is about.
public enum Regime: UInt8, Sendable, Hashable, CaseIterable {
  /// No heat is asked for: the quick setback after the day, or a cut-out on a mild day.
  case off = 0
  /// *Réduit*: the supply follows the heating curve of the reduced room temperature.
  case reduced = 1
  /// The supply follows the heating curve of the normal room temperature.
  case normal = 2
  /// *Relance*: the supply is as hot as allowed, to have the rooms warm when the day begins.
  case boost = 3
}
