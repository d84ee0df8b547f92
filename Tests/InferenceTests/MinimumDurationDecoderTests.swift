import Inference
import TestSupport
import Testing

@Suite struct MinimumDurationDecoderTests {
  /// Every allowed sequence of a small problem with its score, by trying all.
  static func allowed(
    _ decoder: MinimumDurationDecoder, _ evidence: [Float], _ hand: [HeatState?]
  ) -> [(states: [Bool], score: Double)] {
    let count = evidence.count
    var found: [(states: [Bool], score: Double)] = []
    for bits in 0..<(1 << count) {
      let states = (0..<count).map { bits >> $0 & 1 == 1 }
      guard zip(states, hand).allSatisfy({ $1 == nil || $1 == .unknown || ($1 == .on) == $0 })
      else { continue }
      var isAllowed = true
      var start = 0
      var switches = 0
      for end in 1...count where end == count || states[end] != states[start] {
        let isLong = end - start >= (states[start] ? decoder.minimumOn : decoder.minimumOff)
        let isSet = hand[start..<end].contains { $0 == .on || $0 == .off }
        if !isLong, !isSet, start > 0, end < count { isAllowed = false }
        if end < count { switches += 1 }
        start = end
      }
      guard isAllowed else { continue }
      let gain = zip(states, evidence).reduce(0.0) { $0 + ($1.0 ? Double($1.1) : 0) }
      found.append((states, gain - decoder.switchCost * Double(switches)))
    }
    return found
  }

  static func problem(
    _ generator: inout SeededGenerator
  ) -> (MinimumDurationDecoder, [Float], [HeatState?]) {
    let count = Int.random(in: 1...10, using: &generator)
    let decoder = MinimumDurationDecoder(
      minimumOff: .random(in: 1...5, using: &generator),
      minimumOn: .random(in: 1...5, using: &generator),
      switchCost: .random(in: 0...3, using: &generator))
    let evidence = (0..<count).map { _ in Float.random(in: -3...3, using: &generator) }
    let clampShare = Double.random(in: 0...0.6, using: &generator)
    let hand = (0..<count).map { _ -> HeatState? in
      guard Double.random(in: 0..<1, using: &generator) < clampShare else { return nil }
      return [HeatState.on, .off, .unknown].randomElement(using: &generator)
    }
    return (decoder, evidence, hand)
  }

  @Test(arguments: UInt64(0)..<300)
  func `the sequence is the best of all that are allowed`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let (decoder, evidence, hand) = Self.problem(&generator)
    let all = Self.allowed(decoder, evidence, hand)
    let best = try #require(all.max { $0.score < $1.score }, "seed \(seed)")
    let decoded = decoder.decode(evidence, hand: hand)
    let score = try #require(all.first { $0.states == decoded }?.score, "seed \(seed)")
    #expect(abs(score - best.score) < 1e-5, "seed \(seed)")
  }

  @Test(arguments: UInt64(0)..<300)
  func `margins are the differences of the best with and without`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (decoder, evidence, hand) = Self.problem(&generator)
    let all = Self.allowed(decoder, evidence, hand)
    let margins = decoder.margins(evidence, hand: hand)
    for k in evidence.indices {
      let on = all.filter { $0.states[k] }.map(\.score).max() ?? -.infinity
      let off = all.filter { !$0.states[k] }.map(\.score).max() ?? -.infinity
      if on.isFinite, off.isFinite {
        #expect(abs(Double(margins[k]) - (on - off)) < 1e-4, "seed \(seed), sample \(k)")
      } else {
        #expect(margins[k] == Float(on - off), "seed \(seed), sample \(k)")
      }
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `runs keep their minimum and clamps hold in long random series`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = 3000
    let decoder = MinimumDurationDecoder(minimumOff: 6, minimumOn: 3, switchCost: 0.5)
    let evidence = (0..<count).map { _ in Float.random(in: -3...3, using: &generator) }
    var hand = [HeatState?](repeating: nil, count: count)
    for _ in 0..<40 {
      hand[.random(in: 0..<count, using: &generator)] = Bool.random(using: &generator) ? .on : .off
    }
    let states = decoder.decode(evidence, hand: hand)
    var start = 0
    for end in 1...count where end == count || states[end] != states[start] {
      let isFree = hand[start..<end].allSatisfy { $0 == nil }
      if start > 0, end < count, isFree {
        #expect(end - start >= (states[start] ? 3 : 6), "seed \(seed), run at \(start)")
      }
      start = end
    }
    for k in 0..<count where hand[k] != nil {
      #expect(states[k] == (hand[k] == .on), "seed \(seed), sample \(k)")
    }
  }

  /// The score of the best sequence, by trying every beginning of every run.
  private func bestScore(
    _ decoder: MinimumDurationDecoder, _ evidence: [Float], _ hand: [HeatState?]
  ) -> Double {
    let count = evidence.count
    // By the end of a sequence and whether its last run is on.
    var best = [[Double]](repeating: [-.infinity, -.infinity], count: count + 1)
    for end in 1...count {
      for isOn in [false, true] {
        let minimum = isOn ? decoder.minimumOn : decoder.minimumOff
        var gain = 0.0
        var isSet = false
        for start in stride(from: end - 1, through: 0, by: -1) {
          if hand[start] == (isOn ? .off : .on) { break }
          if hand[start] == (isOn ? .on : .off) { isSet = true }
          if isOn { gain += Double(evidence[start]) }
          let isLong = end - start >= minimum || isSet || start == 0 || end == count
          guard isLong else { continue }
          let before = start == 0 ? 0 : best[start][isOn ? 0 : 1] - decoder.switchCost
          best[end][isOn ? 1 : 0] = max(best[end][isOn ? 1 : 0], before + gain)
        }
      }
    }
    return max(best[count][0], best[count][1])
  }

  @Test(arguments: UInt64(0)..<40)
  func `the sequence of a long series scores as the best does`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 100...300, using: &generator)
    let decoder = MinimumDurationDecoder(
      minimumOff: .random(in: 1...40, using: &generator),
      minimumOn: .random(in: 1...40, using: &generator),
      switchCost: .random(in: 0...3, using: &generator))
    let evidence = (0..<count).map { k in
      Float.random(in: -3...3, using: &generator) + (k / 30 % 2 == 0 ? 0.5 : -0.5)
    }
    var hand = [HeatState?](repeating: nil, count: count)
    for _ in 0..<Int.random(in: 0...8, using: &generator) {
      let first = Int.random(in: 0..<count, using: &generator)
      let state: HeatState = Bool.random(using: &generator) ? .on : .off
      for k in first..<min(count, first + .random(in: 1...20, using: &generator)) {
        hand[k] = state
      }
    }
    let states = decoder.decode(evidence, hand: hand)
    var score = 0.0
    for k in 0..<count {
      if states[k] { score += Double(evidence[k]) }
      if k > 0, states[k] != states[k - 1] { score -= decoder.switchCost }
      if isSet(hand[k]) { #expect(states[k] == (hand[k] == .on), "seed \(seed), sample \(k)") }
    }
    #expect(abs(score - bestScore(decoder, evidence, hand)) < 1e-6, "seed \(seed)")
  }

  private func isSet(_ state: HeatState?) -> Bool { state == .on || state == .off }

  @Test func `nothing, not a number and the infinite are borne`() {
    let decoder = MinimumDurationDecoder(minimumOff: 2, minimumOn: 2, switchCost: 1)
    #expect(decoder.decode([]).isEmpty)
    #expect(decoder.margins([]).isEmpty)
    #expect(decoder.decode([1]) == [true])
    #expect(decoder.decode([.nan, .nan]) == [false, false])
    #expect(
      decoder.decode([.infinity, .infinity, -.infinity, -.infinity, .nan])
        == [true, true, false, false, false])
    #expect(decoder.margins([.infinity, .nan, -.infinity]).allSatisfy { !$0.isNaN })
  }

  @Test func `a minimum below one sample counts as one`() {
    let decoder = MinimumDurationDecoder(minimumOff: 0, minimumOn: -4, switchCost: 0)
    #expect(decoder.decode([1, -1, 1, -1]) == [true, false, true, false])
  }

  @Test func `a minimum longer than the series leaves the first and last run free`() {
    let decoder = MinimumDurationDecoder(minimumOff: 100, minimumOn: 100, switchCost: 0)
    #expect(decoder.decode([-1, -1, 1, 1]) == [false, false, true, true])
  }
}
