/// Why a sample was given its state: what the sensors showed, and what was made of it.
public struct Explanation: Sendable {
  /// What settled the state.
  public enum Ground: String, Sendable {
    /// A person set it.
    case hand
    /// The supply is missing here for longer than is bridged: the state is unknown.
    case gap
    /// The readings of this very instant.
    case evidence
    /// The readings around it: by itself the instant would be told otherwise, or not at all, but no state
    /// lasts less than its minimum, and a switch must be worth it.
    case neighbours
    /// The shape of the curve: an edge was walked over this instant, back to the knee or foot.
    case edge
    /// The excess over the room alone: there was too little to learn the circuit's own law from.
    case excess
    /// The pause is too short for the circulator to have stopped.
    case pump
  }

  /// What one reading says.
  public struct Vote: Sendable, Hashable {
    /// A reading.
    public enum Reading: String, Sendable, CaseIterable {
      /// How far the supply is above the room.
      case level
      /// How the supply changes, against how it would change if left alone.
      case change
      /// How far the return is below the supply.
      case `return`
      /// Water that came back warmer than it left was not heated, whatever else is seen.
      case unheated
    }

    public let reading: Reading
    /// Log-likelihood ratio: positive for on, negative for off; ± 0.7 doubles the odds.
    public let evidence: Float
  }

  public let state: HeatState
  /// As in ``Inferred/confidence``.
  public let confidence: Float
  public let ground: Ground
  /// The run of one state that holds the sample, `[start, end)`, Unix seconds.
  public let run: Range<Int>

  /// Seconds over which the change was told: up to the instant, as a mean of as many before.
  public let interval: Int
  /// Supply at the beginning of that interval, °C; nil in a gap.
  public let supply: Float?
  /// The room that the supply was compared with, °C, and whether the supply's own lower envelope stood in
  /// for it.
  public let room: Float
  public let roomStandsIn: Bool
  /// Change of the supply over the interval, K; nil where it is not known.
  public let change: Float?
  /// The same by the circuit's own law of cooling, K; nil where none was learnt.
  public let relaxation: Float?
  /// How much a circuit left alone usually differs from the law, K: one standard deviation.
  public let usual: Float?
  /// What the readings say of this instant, each by itself.
  public let votes: [Vote]
  /// What the engineer should know of the whole series: ``Inferred/notes``.
  public let notes: [String]

  /// The heat that the law cannot explain, K over the interval; nil where there is no law.
  public var surplus: Float? {
    guard let change, let relaxation else { return nil }
    return change - relaxation
  }
}
