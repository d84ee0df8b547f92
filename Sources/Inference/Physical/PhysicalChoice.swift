/// Which of several ways to look at a circuit is believed.
///
/// Unaided, the first guess compares the supply with the room; where it then never rests although a room
/// is measured, with its own lower envelope. What a person has set is first told without its help: if
/// that comes out right but for edges, it changes nothing else. If not, the regime may be another; then
/// readings that set the states shown apart are tried as first guesses, and the one is taken that tells
/// them with at most half of the mistakes.
struct PhysicalChoice: Sendable {
  let candidate: PhysicalCandidate
  /// What a person set, block by block.
  let hand: [HeatState?]?
  /// Sentences for the engineer.
  private(set) var notes: [String] = []

  /// Most that another candidate may tell wrong, of what is told wrong unaided.
  private static let improvement = 0.5

  /// - Parameters:
  ///   - method: The constants.
  ///   - series: The temperatures and what a person set.
  /// - Throws: ``InferenceError`` when the series cannot tell.
  init(_ method: PhysicalMethod, _ series: CircuitSeries) throws(InferenceError) {
    let circuit = try method.seed.prepare(series)
    let sensors = SurroundingSensors(series, on: circuit)
    notes = sensors.notes
    hand = circuit.hand
    func withoutRoom() throws(InferenceError) -> PhysicalSubject? {
      guard !circuit.roomStandsIn else { return nil }
      let other = try method.seed.prepare(series, believesRoom: false)
      return PhysicalSubject(method: method, circuit: other, sensors: sensors)
    }
    var subject = PhysicalSubject(method: method, circuit: circuit, sensors: sensors)
    var guess = subject.states(of: subject.guess(hand: nil))
    if subject.isOne(.on, guess), let other = try withoutRoom() {
      let otherGuess = other.states(of: other.guess(hand: nil))
      if !other.isOne(.on, otherGuess), !other.isOne(.off, otherGuess),
        subject.rests(otherGuess)
      {
        subject = other
        guess = otherGuess
      }
    }
    var unaided = PhysicalCandidate(unaided: subject, guess: guess)
    if subject.circuit.roomStandsIn {
      unaided = PhysicalCandidate(alsoByRest: unaided) ?? unaided
    }
    guard let hand else {
      candidate = unaided
      return
    }
    let lessons = HandLessons(hand, in: subject)
    guard lessons.showBoth, !lessons.agree(with: unaided.states) else {
      candidate = unaided
      remark(lessons, told: unaided)
      return
    }
    let others = Self.taught(subject, try withoutRoom(), lessons, hand, beside: unaided)
      .filter(\.isPlausible)
    let best = others.min { lessons.wrong(in: $0.states) < lessons.wrong(in: $1.states) }
    let mistaken = lessons.wrong(in: unaided.states)
    if let best, Double(lessons.wrong(in: best.states)) <= Self.improvement * Double(mistaken) {
      candidate = best
      notes.append(
        "The circuit was learnt anew from what was set by hand: unaided, "
          + "\(lessons.hours(of: mistaken)) of it would have been told wrong.")
    } else {
      candidate = unaided
    }
    remark(lessons, told: candidate)
  }

  /// Candidates that have learnt from what a person set.
  private static func taught(
    _ subject: PhysicalSubject, _ withoutRoom: PhysicalSubject?, _ lessons: HandLessons,
    _ hand: [HeatState?], beside unaided: PhysicalCandidate
  ) -> [PhysicalCandidate] {
    var signals = [(subject, subject.features.excess)]
    if let withoutRoom { signals.append((withoutRoom, withoutRoom.features.excess)) }
    if let back = subject.back { signals.append((subject, back.difference)) }
    return [PhysicalCandidate(correcting: unaided, by: hand)]
      + signals.compactMap {
        PhysicalCandidate($0.0, by: $0.1, lessons: lessons, hand: hand)
      }
  }

  private mutating func remark(_ lessons: HandLessons, told candidate: PhysicalCandidate) {
    let wrong = lessons.wrong(in: candidate.states)
    guard lessons.areContradicted(by: wrong) else { return }
    notes.append(
      "What was set by hand is kept, but for \(lessons.hours(of: wrong)) of it the temperatures say "
        + "otherwise.")
  }
}
