/// Tells heat from what the circuit's own cooling does not explain.
///
/// Each circuit is learnt from its own temperatures, without labels:
///
/// 1. ``ExcessMethod`` makes the first guess; so the gaps, the stand-in for a room that is not
///    measured and the grid of decisions are the same.
/// 2. From the blocks supposed off a law of cooling is learnt: how the supply changes when nothing
///    heats it, given its excess over the room, what radiators and building remember, the outside and
///    the plant room (``RelaxationLaw``), from what was left alone (``FreeDecay``). What a block gains
///    beyond the law is its surplus: about nothing when off, positive when heat is delivered, on a flat
///    plateau as well as on a rise.
/// 3. How often each pair of surplus and excess occurs on and off gives each block its evidence
///    (``EvidenceTable``), and so does the difference of supply and return where it sets the states
///    apart. Water that comes back warmer than it left was not heated (``ReturnTemperature``).
/// 4. The best sequence that keeps minimum durations is found (``MinimumDurationDecoder``); what never
///    warmed in it is no heat (``HeatRise``); its edges are walked back along the supply: a fall only as
///    long as the law explains it, so that a supply being turned down stays on until heat stops.
/// 5. Steps 2 to 4 are repeated from the states found, until they no longer change.
/// 6. The confidence is the posterior probability under the same durations (``DurationPosterior``).
///
/// Where no room is measured, the circuit is looked at twice: against the supply's lower envelope, and
/// against where it then comes to rest (``RestTemperature``); the evidence of both is averaged. Which of
/// several ways to look at a circuit is believed, and how what a person set decides that, is told at
/// ``PhysicalChoice``. A circuit that is hardly ever found on, or off, has nothing to learn from, and
/// learning that turns the first guess into something quite different has run away: the first guess
/// stands. A sensor that tells nothing is left out and named in the notes. What a person set is kept.
///
/// All durations are in seconds and all thresholds in kelvin, so that any interval works.
public struct PhysicalMethod: InferenceMethod {
  public let name = "physics"

  /// The first guess that the learning starts from; how it bridges gaps, averages samples and limits
  /// the way back of edges holds here too.
  public var seed = ExcessMethod()
  /// Shortest time off, s.
  public var minimumOff = 900
  /// Shortest time on, s.
  public var minimumOn = 900
  /// Weight of a block's evidence on a grid of one decision interval; on a coarser one it grows with
  /// the root of the interval, up to 1, as blocks further apart repeat each other less.
  public var evidence: Float = 0.7
  /// Weight of the return's evidence against the supply's.
  public var returnWeight: Float = 0.7
  /// Cost of a switch on a grid of one decision interval, in the unit of the evidence.
  public var switchCost = 6.0
  /// What the cost of a switch loses on a grid `e` times as coarse: in a longer block a switch is less
  /// of a surprise, and fewer blocks are there to pay for it.
  public var relief = 1.5
  /// A block supposed off is no lesson in being off where the law asks for a fall of more than this
  /// many spreads and the surplus is more than as many,
  public var clearSurplus: Float = 0.7
  /// and its supply is warmer than the room by more than this, K: water close to the room's
  /// temperature drifts with sun and draughts.
  public var clearExcess: Float = 5
  /// A stretch supposed off is no lesson in it either where it loses less than this share of what the
  /// circuit usually loses in the first two hours: a weak heating held the water.
  public var leastDecay: Float = 0.6
  /// Share of the series that either state must have for the circuit to be learnt, unless a person
  /// has shown both: a state that is hardly seen may be a mistake, and learning would spread it.
  public var leastShare = 0.02
  /// How many times as long as in the first guess either state may last after learning, unless a
  /// person has shown both: what grows more has run away.
  public var mostGrowth = 3.0
  /// How often the circuit is learnt anew from its decided states, at most.
  public var rounds = 6
  /// The same where a stand-in takes the room's place: learning then drifts with its errors.
  public var roundsWithoutRoom = 3
  /// Excess over the temperature at which the supply comes to rest that speaks for heat, K: less than
  /// that over a room, for water at rest is the warmer of the two.
  public var aboveRest: Float = 4
  /// How far above a measured room the water of a circuit may rest that never comes nearer, K, and how much
  /// that may differ from one rest to the next, K.
  public var warmestRest: Float = 15
  public var restSpread: Float = 4
  /// Weight of the evidence, and of the cost of a switch, in the confidence.
  public var sureness: Float = 0.5
  /// Evidence, in the confidence, of one block that an edge was walked over: how sure the knee is.
  public var walkedEvidence: Float = 0.5

  /// A method with the constants documented at each property.
  public init() {}

  public func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred {
    inferred(outcome(of: try PhysicalChoice(self, series)), series, meaning: meaning)
  }

  /// What was decided, without all that it was decided by.
  struct Outcome {
    let runs: [DecidedRun]
    let circuit: PreparedCircuit
    /// Sentences for the engineer.
    let notes: [String]
  }

  /// What comes of what was chosen to be believed.
  func outcome(of choice: PhysicalChoice) -> Outcome {
    let subject = choice.candidate.subject
    let runs = choice.candidate.runs(keeping: choice.hand)
    var notes = choice.notes
    if subject.returnIsSilent(on: runs) {
      notes.append("The return temperature was left out: it does not set heat and no heat apart.")
    }
    return Outcome(runs: runs, circuit: subject.circuit, notes: notes)
  }

  /// The states of the samples by what was decided.
  func inferred(_ outcome: Outcome, _ series: CircuitSeries, meaning: Meaning) -> Inferred {
    var inferred = Inferred(
      outcome.runs, of: outcome.circuit,
      placement: EdgePlacement(
        outcome.circuit.grid, minimumOff: minimumOff, minimumOn: minimumOn))
    inferred.notes += outcome.notes
    inferred.complete(series, meaning: meaning, longestPause: seed.longestPause)
    return inferred
  }
}
