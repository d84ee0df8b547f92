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
  var evidence: Float {
    if let veto = votes.first(where: { $0.reading == .unheated }) { return veto.evidence }
    return votes.reduce(0) { $0 + $1.evidence }
  }

  /// - Parameters:
  ///   - block: The block.
  ///   - candidate: The candidate believed.
  init(of block: Int, in candidate: PhysicalCandidate) {
    let subject = candidate.subject
    func known(_ value: Float) -> Float? { value.isNaN ? nil : value }
    supply = known(subject.circuit.supply[block])
    room = subject.circuit.room[block]
    change = known(subject.features.change[block])
    guard let regime = candidate.decision?.regime, let told = regime.votes(of: block, in: subject)
    else {
      relaxation = nil
      usual = nil
      let level = candidate.guess(keeping: nil).support(of: block)
      votes =
        supply == nil ? [] : [Explanation.Vote(reading: .level, evidence: level)]
      return
    }
    relaxation = regime.relaxation[block]
    usual = regime.surplus(of: block, in: subject)?.spread
    if told.isUnheated {
      votes = [
        Explanation.Vote(
          reading: .unheated, evidence: -EvidenceTable.strongest * subject.weight)
      ]
      return
    }
    // Water no warmer than the room heats nothing.
    let change = told.isCold ? min(told.change, -told.level) : told.change
    var votes = [
      Explanation.Vote(reading: .level, evidence: told.level),
      Explanation.Vote(reading: .change, evidence: change),
    ]
    if let back = told.back { votes.append(Explanation.Vote(reading: .return, evidence: back)) }
    self.votes = votes
  }
}
