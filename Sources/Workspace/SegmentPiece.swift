import Feeds

/// What a run of one state and a stretch of one provenance have in common.
struct SegmentPiece: Equatable {
  var slots: Range<Int>
  let state: State
  let provenance: Provenance
  /// Mean confidence of its slots; nil unless inferred.
  var confidence: Float?
  /// The first slot that later samples may still change; nil where there is none.
  var provisionalFrom: Int?

  /// Whether the inference was less sure of it than a limit.
  func isDoubtful(below limit: Float) -> Bool {
    guard provenance == .inferred, state != .unknown, let confidence else { return false }
    return confidence < limit
  }

  /// Cuts runs into pieces.
  ///
  /// - Parameters:
  ///   - runs: Runs in order, without a hole.
  ///   - stretches: Stretches in order, that cover the same slots.
  /// - Returns: The pieces, in order.
  static func pieces(of runs: [StateRun], _ stretches: [Stretch]) -> [SegmentPiece] {
    var pieces: [SegmentPiece] = []
    var next = 0
    for run in runs {
      while next < stretches.count {
        let stretch = stretches[next]
        let common = run.slots.clamped(to: stretch.slots)
        if !common.isEmpty {
          pieces.append(
            SegmentPiece(
              slots: common, state: run.state, provenance: stretch.provenance,
              confidence: stretch.confidence,
              provisionalFrom: stretch.isProvisional ? common.lowerBound : nil))
        }
        if stretch.slots.upperBound > run.slots.upperBound { break }
        next += 1
      }
    }
    return pieces
  }
}

extension [SegmentPiece] {
  /// The same with adjoining pieces of one state and provenance made one, its confidence their mean.
  func joined() -> [SegmentPiece] {
    var result: [SegmentPiece] = []
    for piece in self {
      guard var last = result.last, last.slots.upperBound == piece.slots.lowerBound,
        last.state == piece.state, last.provenance == piece.provenance
      else {
        result.append(piece)
        continue
      }
      let slots = last.slots.lowerBound..<piece.slots.upperBound
      last.confidence = last.confidence.flatMap { former in
        piece.confidence.map {
          let sum =
            Double(former) * Double(last.slots.count) + Double($0) * Double(piece.slots.count)
          return Float(sum / Double(slots.count))
        }
      }
      last.slots = slots
      last.provisionalFrom = last.provisionalFrom ?? piece.provisionalFrom
      result[result.count - 1] = last
    }
    return result
  }
}
