/// What the sensors showed of one block, and what a candidate makes of it.
struct BlockReading {
  let supply: Float?
  let room: Float
  /// Change to the next block, and what it would be if the circuit were left alone, K.
  let change: Float?
  let relaxation: Float?
  /// Usual deviation from that, K.
  let usual: Float?
  let votes: [Explanation.Vote]

  /// The sum of the votes, as the decision counts them.
  var evidence: Float { votes.reduce(0) { $0 + $1.evidence } }

  /// - Parameters:
  ///   - block: The block.
  ///   - candidate: The candidate believed.
  init(of block: Int, in candidate: PhysicalCandidate) {
    let subject = candidate.subject
    func known(_ value: Float) -> Float? { value.isNaN ? nil : value }
    supply = known(subject.circuit.supply[block])
    room = subject.circuit.room[block]
    change = known(subject.features.change[block])
    guard let views = candidate.decision?.views else {
      relaxation = nil
      usual = nil
      let level = candidate.guess(keeping: nil).support(of: block)
      votes = supply == nil ? [] : [Explanation.Vote(reading: .level, evidence: level)]
      return
    }
    func mean(_ value: (PhysicalDecision.View) -> Float?) -> Float? {
      let values = views.compactMap(value)
      return values.isEmpty ? nil : values.reduce(0, +) / Float(values.count)
    }
    relaxation = mean { $0.regime.relaxation[block] }
    usual = mean { $0.regime.surplus(of: block, in: $0.subject)?.spread }
    let told = views.map { $0.regime.votes(of: block, in: $0.subject) }
    votes = Explanation.Vote.Reading.allCases.compactMap { reading in
      let votes = told.compactMap { $0.first { $0.reading == reading } }
      guard !votes.isEmpty else { return nil }
      return Explanation.Vote(
        reading: reading,
        evidence: votes.reduce(0) { $0 + $1.evidence } / Float(views.count))
    }
  }
}
