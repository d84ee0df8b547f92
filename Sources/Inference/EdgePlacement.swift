/// Places the edges found on a ``DecisionGrid`` among the samples.
///
/// The state of a sample holds from its instant to the next, and the sample of the knee or foot is
/// the last that shows the state before: the new state begins one sample later. Where samples are so long
/// that one may hold both states, it takes the one that filled most of it: a change that has hardly
/// begun in it, against what follows in the next, began late.
struct EdgePlacement: Sendable {
  let grid: DecisionGrid
  /// Shortest runs to leave, samples.
  let minimumOff: Int
  let minimumOn: Int
  /// Interval from which on a sample may hold both states, s.
  static let longSample = 1800
  /// Share of the next sample's change below which that of a long sample has hardly begun. Heat that
  /// begins in the middle of an hour has warmed its mean by an eighth (a ramp) to a half (a jump) of what
  /// the next hour's gains.
  static let hardlyBegun: Float = 0.2

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
      return edges.indices.map { position in
        let edge = edges[position]
        let next = edge.index + 1
        // No edge is moved onto the one that follows.
        let hasRoom = position + 1 == edges.count || edges[position + 1].index > next
        let isLate = !edge.pinned && hasRoom && hasHardlyBegun(edge, along: supply, in: stretch)
        return Edge(index: isLate ? next + 1 : next, rising: edge.rising)
      }
    }
    let first = grid.samples(of: stretch.lowerBound).lowerBound
    let end = grid.samples(of: stretch.upperBound - 1).upperBound
    var placed: [Edge] = []
    var floor = first + 1
    for edge in edges {
      var index = grid.samples(of: edge.index + 1).lowerBound
      if !edge.pinned {
        index = grid.samples(of: edge.index).lowerBound
        let around = max(first, index - grid.samplesPerBlock)
        let until = min(end, index + 3 * grid.samplesPerBlock)
        index = corner(of: supply, in: around..<until, rising: edge.rising) + 1
      }
      placed.append(Edge(index: max(index, floor), rising: edge.rising, pinned: edge.pinned))
      floor = max(index, floor) + (edge.rising ? minimumOn : minimumOff)
    }
    return placed
  }

  /// Whether the sample after a knee or foot shows little of the change that follows.
  private func hasHardlyBegun(_ edge: Edge, along supply: [Float], in stretch: Range<Int>) -> Bool {
    let at = edge.index
    guard grid.interval >= Self.longSample, stretch.contains(at), at + 2 < stretch.upperBound else {
      return false
    }
    let sign: Float = edge.rising ? 1 : -1
    let first = sign * (supply[at + 1] - supply[at])
    let second = sign * (supply[at + 2] - supply[at + 1])
    return second > 0 && first < Self.hardlyBegun * second
  }
}
