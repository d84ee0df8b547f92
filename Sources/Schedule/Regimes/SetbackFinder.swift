/// Finds the setbacks of a history, once its program is known.
struct SetbackFinder {
  /// Shortest setback, s; pauses of at most this between two make them one.
  var shortest = 3_600

  let program: SupplyProgram
  let blocks: LevelBlocks

  /// The setbacks of a history.
  ///
  /// - Parameter pieces: Times of heat without boosts, in order.
  /// - Returns: The setbacks, in order; none without a program.
  func setbacks(in pieces: [Range<Int>]) -> [Setback] {
    guard program.depth != nil, !blocks.indices.isEmpty else { return [] }
    let reduced = program.reduced(blocks)
    var times: [Range<Int>] = []
    var former: Range<Int>?
    for piece in pieces {
      for stretch in stretches(of: piece, reduced) {
        // Heat went off at the end of the last one, and comes on with this one.
        if let last = times.last, last.upperBound == former?.upperBound,
          stretch.lowerBound == piece.lowerBound,
          stretch.lowerBound - last.upperBound <= shortest
        {
          times[times.count - 1] = last.lowerBound..<stretch.upperBound
        } else {
          times.append(stretch)
        }
      }
      former = piece
    }
    return times.filter { $0.count >= shortest }.compactMap(setback)
  }

  /// Where a piece is reduced: a block has its word where both its neighbours do not outvote it.
  private func stretches(of piece: Range<Int>, _ reduced: [Bool?]) -> [Range<Int>] {
    let range = blocks.index(at: piece.lowerBound)...blocks.index(at: piece.upperBound - 1)
    var votes = range.map { reduced[$0] }
    guard let first = votes.compactMap(\.self).first else { return [] }
    // What is on for too short to have a level goes with what was before.
    var last = first
    for index in votes.indices { last = votes[index] ?? last; votes[index] = last }
    var found: [Range<Int>] = []
    for (index, vote) in votes.enumerated() {
      let before = votes[max(0, index - 1)]
      let after = votes[min(votes.count - 1, index + 1)]
      guard (before == after ? before : vote) == true else { continue }
      let times = blocks.times(range.lowerBound + index).clamped(to: piece)
      if let end = found.last?.upperBound, end == times.lowerBound {
        found[found.count - 1] = found[found.count - 1].lowerBound..<times.upperBound
      } else {
        found.append(times)
      }
    }
    return found
  }

  private func setback(_ times: Range<Int>) -> Setback? {
    var mean = RunningMean()
    for index in blocks.index(at: times.lowerBound)...blocks.index(at: times.upperBound - 1) {
      mean.add(Float(blocks.supply[index]))
    }
    return mean.value().map { Setback(start: times.lowerBound, end: times.upperBound, level: $0) }
  }
}
