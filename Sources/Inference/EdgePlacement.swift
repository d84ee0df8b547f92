/// Places the edges found on a ``DecisionGrid`` among the samples.
///
/// The state of a sample holds from its instant to the next, and the sample of the knee or foot is
/// the last that shows the state before: the new state begins one sample later.
struct EdgePlacement: Sendable {
  let grid: DecisionGrid
  /// Shortest runs to leave, samples.
  let minimumOff: Int
  let minimumOn: Int

  /// - Parameters:
  ///   - grid: The grid of the edges.
  ///   - minimumOff: Shortest run of off, s.
  ///   - minimumOn: Shortest run of on, s.
  init(_ grid: DecisionGrid, minimumOff: Int, minimumOn: Int) {
    self.grid = grid
    self.minimumOff = grid.blocks(lasting: minimumOff) * grid.samplesPerBlock
    self.minimumOn = grid.blocks(lasting: minimumOn) * grid.samplesPerBlock
  }

  /// - Parameters:
  ///   - edges: Edges in blocks, in order; those not pinned at the knee or foot.
  ///   - supply: The supply, °C, sample by sample.
  ///   - stretch: The blocks that the edges belong to.
  /// - Returns: The same edges in samples, each the first sample of its state.
  func place(_ edges: [Edge], along supply: [Float], in stretch: Range<Int>) -> [Edge] {
    guard grid.samplesPerBlock > 1 else {
      return edges.map { Edge(index: $0.index + ($0.pinned ? 0 : 1), rising: $0.rising) }
    }
    let first = grid.samples(of: stretch.lowerBound).lowerBound
    let end = grid.samples(of: stretch.upperBound - 1).upperBound
    var placed: [Edge] = []
    var floor = first + 1
    for edge in edges {
      var index = grid.samples(of: edge.index).lowerBound
      if !edge.pinned {
        let around = max(first, index - grid.samplesPerBlock)
        let until = min(end, index + 3 * grid.samplesPerBlock)
        index = corner(of: supply, in: around..<until, rising: edge.rising) + 1
      }
      placed.append(Edge(index: max(index, floor), rising: edge.rising, pinned: edge.pinned))
      floor = max(index, floor) + (edge.rising ? minimumOn : minimumOff)
    }
    return placed
  }
}
