/// How often each cell occurs among the blocks supposed on, and among those supposed off.
struct CellCounts {
  private(set) var on: [Double]
  private(set) var off: [Double]

  /// - Parameters:
  ///   - count: How many cells there are.
  ///   - cells: The cell of each block; ``EvidenceTable/none`` where there is no reading.
  ///   - isOn: The supposed states.
  init(_ count: Int, of cells: [UInt16], isOn: [Bool]) {
    on = [Double](repeating: 0, count: count)
    off = on
    let (cells, states) = (cells.span, isOn.span)
    precondition(cells.count <= states.count)
    // Four tallies of small whole numbers: neighbours are mostly alike, and a sum that waits for the one
    // before would be several times as slow.
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * (count + 1)) { tallies in
      tallies.initialize(repeating: 0)
      for k in cells.indices {
        let cell = min(Int(cells[unchecked: k]), count)
        tallies[4 * cell + (states[unchecked: k] ? 2 : 0) + k % 2] &+= 1
      }
      for cell in 0..<count {
        off[cell] = Double(tallies[4 * cell] &+ tallies[4 * cell + 1])
        on[cell] = Double(tallies[4 * cell + 2] &+ tallies[4 * cell + 3])
      }
    }
  }
}
