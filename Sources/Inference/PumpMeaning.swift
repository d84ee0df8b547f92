/// The state of a circulator, from when heat was delivered.
///
/// A circulator that serves a season runs through the nights and the boiler's cycles. It is taken to
/// run wherever heat is delivered, and through every pause shorter than ``longestPause``; a pause is
/// judged by its whole length, what is unknown in it included. Pauses at the ends of the series count
/// as long as they are seen.
struct PumpMeaning: Sendable {
  /// A pause in the delivery of heat this long means that the circulator stopped, s.
  var longestPause: Int

  /// Fills short pauses.
  ///
  /// The confidence in a filled pause falls from 1 to one half as its length nears the limit, and
  /// that in one kept off rises from there.
  ///
  /// - Parameters:
  ///   - states: Whether heat was delivered; changed in place to whether the pump ran.
  ///   - confidence: Confidences in the states, changed with them.
  ///   - interval: Seconds between two samples.
  func apply(to states: inout [HeatState], _ confidence: inout [Float], interval: Int) {
    guard let first = states.firstIndex(of: .on) else { return }
    var start = 0
    var k = first
    while start < states.count {
      if k > start { settle(start..<k, &states, &confidence, interval: interval) }
      while k < states.count, states[k] == .on { k += 1 }
      start = k
      while k < states.count, states[k] != .on { k += 1 }
    }
  }

  private func settle(
    _ pause: Range<Int>, _ states: inout [HeatState], _ confidence: inout [Float], interval: Int
  ) {
    let share = Float(pause.count) * Float(interval) / Float(longestPause)
    let isShort = share < 1
    let sure = isShort ? 1 - share / 2 : 1 - 1 / (2 * share)
    for k in pause where states[k] == .off {
      if isShort { states[k] = .on }
      confidence[k] = sure
    }
    guard isShort else { return }
    raise(&confidence, before: pause.lowerBound, while: states, to: sure)
    raise(&confidence, after: pause.upperBound, while: states, to: sure)
  }

  /// Beside a filled pause it no longer matters where exactly the delivery of heat ended or began.
  private func raise(
    _ confidence: inout [Float], before end: Int, while states: [HeatState], to sure: Float
  ) {
    var k = end - 1
    while k >= 0, states[k] == .on, confidence[k] < sure {
      confidence[k] = sure
      k -= 1
    }
  }

  private func raise(
    _ confidence: inout [Float], after start: Int, while states: [HeatState], to sure: Float
  ) {
    var k = start
    while k < states.count, states[k] == .on, confidence[k] < sure {
      confidence[k] = sure
      k += 1
    }
  }
}
