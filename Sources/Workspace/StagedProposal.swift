public import Feeds
public import Inference

/// What an inference would change in a circuit's state feed, for a person to judge: nothing is written.
public struct StagedProposal: Sendable {
  /// A period whose state would be another one; of one present state and provenance.
  public struct Difference: Sendable, Hashable {
    /// The instants, `[from, to)`, Unix seconds.
    public let times: Range<Int>
    /// What the feed holds there.
    public let present: State
    /// Where that came from; never a person, whose states the inference keeps.
    public let provenance: Provenance
    /// What the inference tells.
    public let proposed: State
    /// How sure it is on average, 0 to 1; 0 where it tells nothing.
    public let confidence: Float
  }

  /// The circuit as it was.
  public let circuit: Circuit
  /// What "on" means.
  public let meaning: Meaning
  /// The method's name.
  public let method: String
  /// The instants that were inferred, `[from, to)`, Unix seconds: those of the state feed.
  public let times: Range<Int>
  /// What would change, in order of time.
  public let differences: [Difference]
  /// Where the inference is in doubt (``Doubt``), in order of time.
  public let uncertain: [Segment]
  /// Number of points whose state it tells.
  public let samples: Int
  /// The share of these that are on; nil where there is none.
  public let onShare: Double?
  /// What the engineer should know, a sentence each.
  public let notes: [String]

  /// The timeline of the feed that is to take it.
  let timeline: Timeline
  /// The provenance of all that was proposed.
  let stretches: [Stretch]

  /// The state feed's id; nil where the circuit has none yet, and applying makes one.
  public var feed: Int? { circuit.state }
}

extension StagedProposal {
  /// - Parameters:
  ///   - work: What was inferred.
  ///   - proposal: The same, on the state feed's timeline.
  ///   - points: What stands there: all the feed's points.
  ///   - present: The stretches that cover them.
  init(
    _ work: InferenceWork, _ proposal: Proposal, over points: [Float], _ present: [Stretch]
  ) {
    let all = 0..<proposal.count
    let wanted = proposal.edit(all, before: points, present: present)
    let figures = proposal.figures(all)
    circuit = work.request.circuit
    meaning = work.request.meaning
    method = work.request.method.name
    timeline = proposal.timeline
    times = timeline.times(of: all)
    samples = figures.on + figures.off
    onShare = samples > 0 ? Double(figures.on) / Double(samples) : nil
    notes = proposal.notes
    stretches = wanted.stretches
    uncertain = SegmentPiece.pieces(of: StateRun.runs(of: wanted.points, from: 0), stretches)
      .filter { $0.isDoubtful(below: Doubt.limit) }.joined()
      .map { [timeline] in Segment($0, on: timeline) }
    differences = Self.differences(proposal, points, wanted.points, present)
  }

  private static func differences(
    _ proposal: Proposal, _ before: [Float], _ after: [Float], _ present: [Stretch]
  ) -> [Difference] {
    var differences: [Difference] = []
    for stretch in present {
      var first = stretch.slots.lowerBound
      while first < stretch.slots.upperBound {
        let (old, new) = (State(point: before[first]), State(point: after[first]))
        var end = first + 1
        while end < stretch.slots.upperBound, State(point: before[end]) == old,
          State(point: after[end]) == new
        {
          end += 1
        }
        if old != new {
          add(proposal, first..<end, old, new, stretch.provenance, to: &differences)
        }
        first = end
      }
    }
    return differences
  }

  /// Adds a difference, or makes the last one longer, where only the confidence that stood there differs.
  private static func add(
    _ proposal: Proposal, _ slots: Range<Int>, _ present: State, _ proposed: State,
    _ provenance: Provenance, to differences: inout [Difference]
  ) {
    var slots = slots
    let timeline = proposal.timeline
    if let last = differences.last, last.times.upperBound == timeline.time(of: slots.lowerBound),
      last.present == present, last.proposed == proposed, last.provenance == provenance
    {
      slots = timeline.slot(at: last.times.lowerBound)..<slots.upperBound
      differences.removeLast()
    }
    differences.append(
      Difference(
        times: timeline.times(of: slots), present: present, provenance: provenance,
        proposed: proposed, confidence: proposal.meanConfidence(slots)))
  }
}
