/// What a person has set on and off, as lessons.
struct HandLessons: Sendable {
  /// The blocks set on or off, and which; none beside an edge, which is set by eye.
  private let blocks: [(index: Int, isOn: Bool)]
  /// Seconds of a block.
  private let interval: Int

  /// Time that must be set in either state for a regime to be learnt from it, s.
  private static let leastShown = 3 * 3600
  /// Share of what was set that may be told wrong before anything else is tried: days are not all alike.
  private static let tolerance = 0.2
  /// Share told wrong above which the temperatures are said to be contradicted.
  private static let contradiction = 0.3

  /// - Parameters:
  ///   - hand: What a person set, block by block.
  ///   - subject: The circuit; a block without a supply teaches nothing.
  init(_ hand: [HeatState?], in subject: PhysicalSubject) {
    blocks = hand.indices.compactMap { index in
      guard isSet(hand[index]), !subject.circuit.supply[index].isNaN else { return nil }
      let isBesideEdge = [index - 1, index + 1].contains { other in
        hand.indices.contains(other) && isSet(hand[other]) && hand[other] != hand[index]
      }
      return isBesideEdge ? nil : (index, hand[index] == .on)
    }
    interval = subject.circuit.grid.interval
  }

  /// A number of blocks, of those set, in hours: "3 of 72 h".
  func hours(of count: Int) -> String {
    "\((count * interval + 1800) / 3600) of \((blocks.count * interval + 1800) / 3600) h"
  }

  /// Whether enough of both states was set to learn a regime from.
  var showBoth: Bool {
    let on = blocks.count(where: \.isOn)
    return min(on, blocks.count - on) * interval >= Self.leastShown
  }

  /// How many of the blocks set are told otherwise.
  func wrong(in isOn: [Bool]) -> Int { blocks.count { isOn[$0.index] != $0.isOn } }

  /// Whether states agree with what was set.
  func agree(with isOn: [Bool]) -> Bool {
    Double(wrong(in: isOn)) <= Self.tolerance * Double(blocks.count)
  }

  /// Whether so many blocks told wrong contradict the temperatures.
  func areContradicted(by wrong: Int) -> Bool {
    Double(wrong) > Self.contradiction * Double(blocks.count)
  }

  /// The threshold above which a signal best says on, by the mean of the shares told right.
  ///
  /// - Parameter signal: Values, block by block; NaN is passed over.
  /// - Returns: The threshold, midway between two values seen; nil where both states were not seen.
  func split(_ signal: [Float]) -> Float? {
    let seen = blocks.filter { !signal[$0.index].isNaN }.map { (signal[$0.index], $0.isOn) }
      .sorted { $0.0 < $1.0 }
    let on = Double(seen.count(where: \.1))
    let off = Double(seen.count) - on
    guard on > 0, off > 0 else { return nil }
    var best: (gain: Double, threshold: Float)?
    var gain = 0.0
    for (index, (value, isOn)) in seen.enumerated().dropLast() {
      gain += isOn ? -1 / on : 1 / off
      let next = seen[index + 1].0
      if next > value, gain > best?.gain ?? 0 { best = (gain, (value + next) / 2) }
    }
    return best?.threshold
  }
}
