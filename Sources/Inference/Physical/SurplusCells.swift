/// What each block gains beyond the law of its circuit, and its excess over the room, sorted into cells.
struct SurplusCells {
  /// The cell of each block; ``EvidenceTable/none`` where the next block is not known.
  let cells: [UInt16]
  /// How often each occurs among the blocks that teach.
  let lessons: CellCounts

  /// - Parameters:
  ///   - subject: The circuit.
  ///   - law: How it cools when nothing heats it.
  ///   - relaxation: What that says of each block, K.
  ///   - isOn: The states supposed.
  ///   - isFree: The blocks supposed off that may be learnt from, but for those that clearly did not cool.
  init(
    of subject: PhysicalSubject, by law: RelaxationLaw, _ relaxation: [Float], isOn: [Bool],
    isFree: [Bool]
  ) {
    let count = isOn.count
    let (clearSurplus, clearExcess) = (subject.method.clearSurplus, subject.method.clearExcess)
    let change = subject.features.change
    var all = [UInt16](repeating: EvidenceTable.none, count: count)
    var lessons = CellCounts(EvidenceCells.surpluses * EvidenceCells.excesses)
    let (excess, excessCells) = (subject.features.excess.span, subject.features.excessCells.span)
    let (fall, on, free) = (relaxation.span, isOn.span, isFree.span)
    precondition(excess.count == count && fall.count == count && free.count == count)
    var cells = all.mutableSpan
    lessons.fill { counter in
      for k in 0..<count {
        let seen = change[k]
        guard !seen.isNaN else { continue }
        let above = excess[unchecked: k]
        let expected = fall[unchecked: k]
        let spread = law.spread(at: above)
        let surplus = (seen - expected) / spread
        let cell = EvidenceCells.cell(surplus: surplus, excessCell: excessCells[unchecked: k])
        // Sums instead of branches: what they would have to guess is as good as random.
        let isClear = Self.all(
          surplus > clearSurplus, -expected > clearSurplus * spread, above > clearExcess)
        let isOn = on[unchecked: k]
        let isLesson = isOn ? true : free[unchecked: k] ? !isClear : false
        cells[unchecked: k] = cell
        counter.add(cell, k, isOn: isOn, counts: isLesson)
      }
    }
    self.cells = all
    self.lessons = lessons
  }

  @inline(__always)
  private static func all(_ one: Bool, _ two: Bool, _ three: Bool) -> Bool {
    (one ? 1 : 0) & (two ? 1 : 0) & (three ? 1 : 0) == 1
  }
}
