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
/// cools at the pace of something left alone, and stops where it had cooled markedly more slowly than
/// it did afterwards: that was a regulated supply being turned down.
struct EdgeWalk: Sendable {
  /// How far an edge may go back where heat comes on, and where it goes off; samples.
  var riseLimit: Int
  var fallLimit: Int
  /// How far it may go back along a free decay; samples.
  var decayLimit: Int
  /// Change from one sample to the next that counts as steep, K.
  var steep: Float
  /// Change that rounding does not make, K.
  var noise: Float
  /// Samples over which the pace of a decay is seen: more than one where a single one would show
  /// the sensor's steps.
  var span: Int
  /// Share of the excess over the room that a free decay loses in a span, at least.
  var decay: Float
  /// How much a decay loses in a span, at least, of what it loses in the next.
  var bend: Float = 0.8
  /// What a circuit left alone is known to change by from each sample to the next, K: where it is,
  /// the way back along a fall stops where the water cooled markedly more slowly.
  var relaxation: [Float]?
  /// Share of the known relaxation that shows a circuit left alone, and the share that shows one left
  /// alone from within the sample on.
  var wholeFall: Float = 0.45
  var partOfFall: Float = 0.3
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
        let limit = free(from: index, downTo: floor, hand)
        let farthest = max(limit, edge.index - decayLimit)
        if !edge.rising, let relaxation {
          index = alongRelaxation(from: index, supply, relaxation, notBelow: farthest)
        } else {
          index = alongSlope(from: index, rising: edge.rising, supply, notBelow: limit)
          if !edge.rising {
            index = alongDecay(from: index, supply, room, notBelow: farthest, in: stretch)
          }
        }
      }
      moved[position].index = index
      floor = index + (edge.rising ? minimumOn : minimumOff)
    }
    return moved
  }

  /// The least index that an edge may reach without entering what a person has decided.
  private func free(from index: Int, downTo floor: Int, _ hand: [HeatState?]?) -> Int {
    guard let hand else { return floor }
    var limit = index
    let lowest = max(floor, index - max(decayLimit, max(fallLimit, riseLimit)))
    while limit > lowest, !isSet(hand[limit - 1]) { limit -= 1 }
    return limit
  }

  private func alongSlope(
    from edge: Int, rising: Bool, _ supply: [Float], notBelow limit: Int
  ) -> Int {
    let lowest = max(limit, edge - (rising ? riseLimit : fallLimit))
    let sign: Float = rising ? 1 : -1
    var index = edge
    while index > lowest, sign * (supply[index] - supply[index - 1]) > steep { index -= 1 }
    return index
  }

  private func alongRelaxation(
    from edge: Int, _ supply: [Float], _ relaxation: [Float], notBelow limit: Int
  ) -> Int {
    func falls(before index: Int, by share: Float) -> Bool {
      supply[index - 1] - supply[index] > max(noise, -share * relaxation[index - 1])
    }
    // One slow change within a fall is the sensor's step, if the two together fall fast enough.
    func isStep(before index: Int) -> Bool {
      supply[index - 2] - supply[index]
        > max(noise, -wholeFall * (relaxation[index - 2] + relaxation[index - 1]))
    }
    var index = edge
    while index > limit {
      if falls(before: index, by: wholeFall) {
        index -= 1
      } else if index - 1 > limit, isStep(before: index) {
        index -= 2
      } else {
        break
      }
    }
    if index > limit, falls(before: index, by: partOfFall) { index -= 1 }
    return index
  }

  private func alongDecay(
    from edge: Int, _ supply: [Float], _ room: [Float], notBelow limit: Int, in stretch: Range<Int>
  ) -> Int {
    var index = edge
    while index > limit, index - 1 + 2 * span < stretch.upperBound {
      let drop = supply[index - 1] - supply[index - 1 + span]
      let next = supply[index - 1 + span] - supply[index - 1 + 2 * span]
      guard drop > noise, drop + noise > bend * next,
        drop > decay * (supply[index - 1] - room[index - 1])
      else { break }
      index -= 1
    }
    // A span that reaches over a knee leads past it by a part of itself: if that is all, the edge was
    // at the knee already.
    guard edge - index >= span else { return edge }
    if span > 1 {
      index = corner(of: supply, in: index..<min(edge, index + 2 * span) + 1, rising: false)
    }
    // The sample in which the fall began shows only a part of it.
    if index > limit, supply[index - 1] - supply[index] > steep { index -= 1 }
    return index
  }
}

/// The sample farthest from the straight line between the ends of a range: above it for a knee, below
/// it for a foot.
///
/// - Parameters:
///   - values: A series; NaN is passed over.
///   - range: Where to look.
///   - rising: Whether a foot is looked for.
/// - Returns: An index of the range; its first where the values are on one line.
func corner(of values: [Float], in range: Range<Int>, rising: Bool) -> Int {
  guard let first = range.first(where: { !values[$0].isNaN }),
    let last = range.last(where: { !values[$0].isNaN }), first < last
  else { return range.lowerBound }
  let slope = (values[last] - values[first]) / Float(last - first)
  var farthest = first
  var distance: Float = 0
  for k in first...last where !values[k].isNaN {
    let above = values[k] - values[first] - slope * Float(k - first)
    let away = rising ? -above : above
    if away > distance {
      distance = away
      farthest = k
    }
  }
  return farthest
}

/// Whether a person has decided that heat is on or off.
func isSet(_ hand: HeatState??) -> Bool {
  hand == .some(.some(.on)) || hand == .some(.some(.off))
}
