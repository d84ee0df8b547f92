/// A simple rule to judge how hard a simulated circuit is: on where the supply exceeds the mean room
/// by more than 7 K, short segments merged into their neighbours, edges walked back to where the
/// supply begins to move.
enum ExcessRule {
  static func states(supply: [Float], rooms: [[Float]]) -> [UInt8] {
    let supply = filled(supply)
    let rooms = rooms.map(filled)
    var states = supply.indices.map { index -> UInt8 in
      let room = rooms.reduce(0) { $0 + $1[index] } / Float(rooms.count)
      return supply[index] - room > 7 ? 1 : 0
    }
    merge(&states, state: 0, shorterThan: 6)
    merge(&states, state: 1, shorterThan: 3)
    return walkedBack(states, supply: supply)
  }

  /// Mean of the shares of right samples in either state, where `known` holds.
  static func balancedAccuracy(_ judged: [UInt8], truth: [UInt8], known: [Bool]) -> Double {
    var right = [0.0, 0.0]
    var total = [0.0, 0.0]
    for index in judged.indices where known[index] {
      total[Int(truth[index])] += 1
      if judged[index] == truth[index] { right[Int(truth[index])] += 1 }
    }
    return 0.5 * (right[0] / total[0] + right[1] / total[1])
  }

  /// NaN replaced by the last value before it.
  private static func filled(_ values: [Float]) -> [Float] {
    var last = values.first { !$0.isNaN } ?? 0
    return values.map { value in
      if !value.isNaN { last = value }
      return last
    }
  }

  private static func merge(_ states: inout [UInt8], state: UInt8, shorterThan least: Int) {
    var start = 0
    for index in 1...states.count where index == states.count || states[index] != states[start] {
      if states[start] == state, index - start < least, start > 0, index < states.count {
        for sample in start..<index { states[sample] = 1 - state }
      }
      start = index
    }
  }

  private static func walkedBack(_ states: [UInt8], supply: [Float]) -> [UInt8] {
    var result = states
    for edge in 1..<states.count where states[edge] != states[edge - 1] {
      let falls = states[edge] == 0
      var first = edge
      while first > 0, states[first - 1] != states[edge], edge - first < (falls ? 24 : 12),
        falls ? supply[first - 1] > supply[first] + 0.15 : supply[first - 1] < supply[first] - 0.15
      {
        first -= 1
      }
      for sample in first..<edge { result[sample] = states[edge] }
    }
    // The foot and the knee belong to the state before.
    return [result[0]] + result.dropLast()
  }
}
