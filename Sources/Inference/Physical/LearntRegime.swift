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

  /// What a block's readings are worth each, a log-likelihood ratio.
  struct Votes {
    /// By the excess of the supply over the room alone, and by what its change adds to that.
    var level: Float
    var change: Float
    /// By the difference of supply and return; nil where it is not asked.
    var back: Float?
    /// Whether the water came back warmer than it left, which overrules all others.
    var isUnheated: Bool
    /// Whether the water is no warmer than the room, so that nothing can speak for heat.
    var isCold: Bool
  }

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
    let law = RelaxationLaw(
      from: features, where: isOn.map { !$0 },
      largestChange: max(0.5, Float(subject.circuit.grid.interval) / 1800))
    let relaxation = law.changes(of: features)
    var cells = [UInt16](repeating: EvidenceTable.none, count: isOn.count)
    var lessons = cells
    for k in isOn.indices where !features.change[k].isNaN {
      let excess = features.excess[k]
      let spread = law.spread(at: excess)
      let surplus = (features.change[k] - relaxation[k]) / spread
      cells[k] = EvidenceCells.cell(surplus: surplus, excess: excess)
      let isClear =
        surplus > method.clearSurplus && -relaxation[k] > method.clearSurplus * spread
        && excess > method.clearExcess
      if isOn[k] || !isClear { lessons[k] = cells[k] }
    }
    let table = EvidenceTable(
      rows: EvidenceCells.surpluses, columns: EvidenceCells.excesses, cells: lessons, isOn: isOn,
      weight: subject.weight)
    var evidence = cells.map { table[$0] }
    // Water no warmer than the room heats nothing.
    for k in evidence.indices where features.excess[k] <= 0 { evidence[k] = min(evidence[k], 0) }
    let backTable = subject.back?.table(
      from: isOn, weight: subject.weight * method.returnWeight)
    subject.back?.add(backTable, to: &evidence, weight: subject.weight)
    self.law = law
    self.relaxation = relaxation
    self.table = table
    self.backTable = backTable
    self.evidence = evidence
  }

  /// What the law leaves unexplained of a block's change to the next, and how much of that is usual, K;
  /// nil where the next block is not known.
  func surplus(of block: Int, in subject: PhysicalSubject) -> (value: Float, spread: Float)? {
    let change = subject.features.change[block]
    guard !change.isNaN else { return nil }
    return (change - relaxation[block], law.spread(at: subject.features.excess[block]))
  }

  /// What each reading of a block says; nil where its supply is not known.
  func votes(of block: Int, in subject: PhysicalSubject) -> Votes? {
    let excess = subject.features.excess[block]
    guard !excess.isNaN else { return nil }
    let level = table.ofColumn(EvidenceCells.excess(excess))
    var joint = level
    if let surplus = surplus(of: block, in: subject) {
      joint =
        table[EvidenceCells.cell(surplus: surplus.value / surplus.spread, excess: excess)]
    }
    return Votes(
      level: level, change: joint - level,
      back: backTable.flatMap { subject.back?.vote(of: block, by: $0) },
      isUnheated: subject.back?.unheated?[block] ?? false, isCold: excess <= 0)
  }
}
