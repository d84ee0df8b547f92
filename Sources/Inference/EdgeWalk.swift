/// The boundary between two runs: sample `index` is the first of the new state.
struct Edge: Hashable, Sendable {
  var index: Int
  /// Whether heat comes on.
  var rising: Bool
  /// Whether the edge is where a person put it.
  var pinned = false
}

/// Moves edges back along the supply's curve to where it broke.
///
/// A threshold is crossed late: the water has cooled for some time when it falls below, and warmed
/// for some time when it rises above. Going back while the curve is steep leads an edge to the knee
/// where the fall began, or to the foot where the rise did. A large or well insulated circuit cools
/// for many hours, ever more slowly; so where heat goes off the way back goes on while the water
/// cools at the pace of something left alone, and faster the further back: a regulated supply that
/// is turned down falls too, but does not bend that way.
struct EdgeWalk: Sendable {
  /// How far an edge may go back where heat comes on, and where it goes off; samples.
  var riseLimit: Int
  var fallLimit: Int
  /// How far it may go back along a free decay; samples.
  var decayLimit: Int
  /// Change from one sample to the next that counts as steep, K.
  var steep: Float
  /// Change from one sample to the next that rounding does not make, K.
  var noise: Float
  /// Share of the excess over the room that a free decay loses from one sample to the next, at least.
  var decay: Float
  /// Over how many samples the bend of a decay is seen, and how much steeper the earlier must be
  /// than the later.
  var bendSpan: Int
  var bend: Float
  /// Shortest runs that the walk may leave; samples.
  var minimumOff: Int
  var minimumOn: Int

  /// - Parameters:
  ///   - edges: Edges in rising order, directions alternating.
  ///   - supply: Supply temperatures, °C.
  ///   - room: Room temperatures, °C.
  ///   - hand: Where a person has decided; no edge enters there.
  ///   - stretch: The samples that the edges belong to; all have a supply.
  /// - Returns: As many edges, in order. One that is not pinned lies at the knee or foot itself: the
  ///   last sample before the change shows.
  func walk(
    _ edges: [Edge], supply: [Float], room: [Float], hand: [HeatState?]?, in stretch: Range<Int>
  ) -> [Edge] {
    var moved = edges
    var floor = stretch.lowerBound + 1
    for (position, edge) in edges.enumerated() {
      var index = edge.index
      if !edge.pinned {
        while index > floor, !isSet(hand?[index - 1]),
          edge.rising
            ? rises(at: index, from: edge.index, supply)
            : falls(at: index, from: edge.index, supply, room, stretch)
        {
          index -= 1
        }
      }
      moved[position].index = index
      floor = index + (edge.rising ? minimumOn : minimumOff)
    }
    return moved
  }

  private func rises(at index: Int, from edge: Int, _ supply: [Float]) -> Bool {
    edge - index < riseLimit && supply[index] - supply[index - 1] > steep
  }

  private func falls(
    at index: Int, from edge: Int, _ supply: [Float], _ room: [Float], _ stretch: Range<Int>
  ) -> Bool {
    let drop = supply[index - 1] - supply[index]
    if edge - index < fallLimit, drop > steep { return true }
    guard edge - index < decayLimit, drop > noise,
      drop > decay * (supply[index - 1] - room[index - 1]),
      index - bendSpan >= stretch.lowerBound, index + bendSpan < stretch.upperBound
    else { return false }
    let before = supply[index - bendSpan] - supply[index]
    let after = supply[index] - supply[index + bendSpan]
    return before > bend * after
  }
}

/// Whether a person has decided that heat is on or off.
func isSet(_ hand: HeatState??) -> Bool {
  hand == .some(.some(.on)) || hand == .some(.some(.off))
}
