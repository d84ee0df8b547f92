/// How often each cell occurs among the blocks supposed on, and among those supposed off.
struct CellCounts {
  /// How many cells there are.
  let count: Int
  /// Four tallies a cell, and four for blocks without a reading: off and on, of even and of odd blocks.
  /// Neighbours are mostly alike, and a sum that waits for the one before would be slow.
  private var tallies: [UInt32]

  /// No block yet.
  init(_ count: Int) {
    self.count = count
    tallies = [UInt32](repeating: 0, count: 4 * (count + 1))
  }

  /// - Parameters:
  ///   - count: How many cells there are.
  ///   - cells: The cell of each block; ``EvidenceTable/none`` where there is no reading.
  ///   - isOn: The supposed states.
  init(_ count: Int, of cells: [UInt16], isOn: [Bool]) {
    self.init(count)
    let (cells, states) = (cells.span, isOn.span)
    precondition(cells.count <= states.count)
    fill { counter in
      for k in cells.indices {
        counter.add(cells[unchecked: k], k, isOn: states[unchecked: k], counts: true)
      }
    }
  }

  /// Counts blocks one by one.
  struct Counter {
    fileprivate let count: Int
    fileprivate let tallies: UnsafeMutablePointer<UInt32>

    /// Counts a block, or does not.
    @inline(__always)
    func add(_ cell: UInt16, _ block: Int, isOn: Bool, counts: Bool) {
      tallies[4 * min(Int(cell), count) + (isOn ? 2 : 0) + block & 1] &+= counts ? 1 : 0
    }
  }

  /// Lets a closure count blocks.
  @inline(__always)
  mutating func fill(_ body: (Counter) -> Void) {
    tallies.withUnsafeMutableBufferPointer { tallies in
      guard let first = tallies.baseAddress else { return }
      body(Counter(count: count, tallies: first))
    }
  }

  var off: [Double] { sums(0) }
  var on: [Double] { sums(2) }

  private func sums(_ first: Int) -> [Double] {
    (0..<count).map { Double(tallies[4 * $0 + first] &+ tallies[4 * $0 + first + 1]) }
  }
}
