/// The boundary between two runs: sample `index` is the first of the new state.
struct Edge: Hashable, Sendable {
  var index: Int
  /// Whether heat comes on here.
  var rising: Bool
}

/// Moves edges back along the supply's curve to where it broke.
///
/// A threshold is crossed late: the water has cooled for some time when it falls below, and warmed
/// for some time when it rises above. Going back while the curve is monotone leads an edge down to
/// the knee where the fall began, or to the foot where the rise did.
struct EdgeWalk: Sendable {
  /// How far an edge may move back where heat goes off, and where it comes on; samples.
  var fallLimit: Int
  var riseLimit: Int
  /// Change from one sample to the next that counts as moving, K.
  var slope: Float
  /// Shortest runs that the walk may leave; samples.
  var minimumOff: Int
  var minimumOn: Int

  /// - Parameters:
  ///   - edges: Edges in rising order, directions alternating.
  ///   - supply: The supply temperatures, °C.
  ///   - first: The sample that no edge may pass.
  /// - Returns: As many edges, in order; an edge then lies at the knee or foot itself, the last
  ///   sample before the change shows.
  func walk(_ edges: [Edge], along supply: [Float], from first: Int) -> [Edge] {
    var moved = edges
    var floor = first + 1
    for (position, edge) in edges.enumerated() {
      let limit = edge.index - (edge.rising ? riseLimit : fallLimit)
      var index = edge.index
      while index > max(limit, floor), moves(supply[index - 1], supply[index], edge.rising) {
        index -= 1
      }
      moved[position].index = index
      floor = index + (edge.rising ? minimumOn : minimumOff)
    }
    return moved
  }

  private func moves(_ before: Float, _ after: Float, _ rising: Bool) -> Bool {
    rising ? after - before > slope : before - after > slope
  }
}
