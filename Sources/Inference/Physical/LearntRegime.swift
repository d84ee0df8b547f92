/// What is learnt of a circuit from states supposed of its blocks: how it cools when nothing heats it,
/// and what each reading then says for on or off.
struct LearntRegime: Sendable {
  /// How the supply of each block would change to the next, were it left alone, K.
  let relaxation: [Float]
  /// A log-likelihood ratio a block, positive for on.
  let evidence: [Float]

  private let law: RelaxationLaw
  private let table: EvidenceTable
  private let backTable: EvidenceTable?

  /// Learns.
  ///
  /// A block supposed off that clearly did not cool, though the law says that it should have, teaches
  /// nothing: the first guess goes back too far along a supply that is slowly turned down.
  ///
  /// - Parameters:
  ///   - subject: The circuit.
  ///   - isOn: The states supposed of its blocks.
  init(of subject: PhysicalSubject, from isOn: [Bool]) {
    let features = subject.features
    let method = subject.method
    let decay = FreeDecay(
      isOn, excess: features.excess, stretches: subject.circuit.stretches,
      interval: subject.circuit.grid.interval, leastShare: method.leastDecay)
    let law = RelaxationLaw(
      from: features, where: decay.isLesson,
      largestChange: max(0.5, Float(subject.circuit.grid.interval) / 1800),
      isRoomMeasured: !subject.circuit.roomStandsIn)
    let relaxation = law.changes(of: features)
    let cells = SurplusCells(
      of: subject, by: law, relaxation, isOn: isOn, isFree: decay.isLesson)
    let table = EvidenceTable(
      rows: EvidenceCells.surpluses, columns: EvidenceCells.excesses, counts: cells.lessons,
      weight: subject.weight)
    var evidence = [Float](repeating: 0, count: isOn.count)
    table.add(cells.cells, to: &evidence)
    Self.limit(&evidence, where: features.excess)
    let backTable = subject.back?.table(
      from: isOn, weight: subject.weight * method.returnWeight)
    subject.back?.add(backTable, to: &evidence, weight: subject.weight)
    self.law = law
    self.relaxation = relaxation
    self.table = table
    self.backTable = backTable
    self.evidence = evidence
  }

  /// Water no warmer than the room heats nothing.
  private static func limit(_ evidence: inout [Float], where excess: [Float]) {
    precondition(evidence.count == excess.count)
    let excess = excess.span
    var evidence = evidence.mutableSpan
    for k in excess.indices {
      let value = evidence[unchecked: k]
      evidence[unchecked: k] = excess[unchecked: k] <= 0 ? min(value, 0) : value
    }
  }

  /// What the law leaves unexplained of a block's change to the next, and how much of that is usual, K;
  /// nil where the next block is not known.
  func surplus(of block: Int, in subject: PhysicalSubject) -> (value: Float, spread: Float)? {
    let change = subject.features.change[block]
    guard !change.isNaN else { return nil }
    return (change - relaxation[block], law.spread(at: subject.features.excess[block]))
  }

  /// What each reading of a block says, by itself; none where its supply is not known.
  func votes(of block: Int, in subject: PhysicalSubject) -> [Explanation.Vote] {
    let excess = subject.features.excess[block]
    guard !excess.isNaN else { return [] }
    if subject.back?.unheated?[block] == true {
      return [.init(reading: .unheated, evidence: -EvidenceTable.strongest * subject.weight)]
    }
    let level = table.ofColumn(EvidenceCells.excess(excess))
    var joint: Float = 0
    if let surplus = surplus(of: block, in: subject) {
      joint =
        table[EvidenceCells.cell(surplus: surplus.value / surplus.spread, excess: excess)]
    }
    if excess <= 0 { joint = min(joint, 0) }
    var votes: [Explanation.Vote] = [
      .init(reading: .level, evidence: level), .init(reading: .change, evidence: joint - level),
    ]
    if let backTable, let back = subject.back {
      votes.append(.init(reading: .return, evidence: back.vote(of: block, by: backTable)))
    }
    return votes
  }
}
