import Inference
import TestSupport
import Testing

/// A method that says nothing of how far it looks ahead.
private struct SilentMethod: InferenceMethod {
  let name = "silent"

  func infer(_ series: CircuitSeries, meaning: Meaning) throws(InferenceError) -> Inferred {
    Inferred(states: [], confidence: [])
  }
}

extension CircuitSeries {
  /// The series as it was when so many samples were known.
  fileprivate func known(_ count: Int) -> CircuitSeries {
    var series = self
    series.supply = Array(supply[..<count])
    series.return = `return`.map { Array($0[..<count]) }
    series.indoor = indoor.map { Array($0[..<count]) }
    return series
  }
}

@Suite struct LookAheadTests {
  @Test func `it is 14 hours at usual intervals, two days more for a pump, more for long samples`()
  {
    for method in [ExcessMethod(), PhysicalMethod()] as [any InferenceMethod] {
      for interval in [1, 10, 60, 300] {
        #expect(method.lookAhead(.heat, interval: interval) == 14 * 3600)
        #expect(method.lookAhead(.pump, interval: interval) == (14 + 48) * 3600)
      }
      #expect(method.lookAhead(.heat, interval: 3600) == 14 * 3600 + 3 * 3300)
    }
    var slow = PhysicalMethod()
    slow.minimumOn = 7200
    #expect(slow.lookAhead(.heat, interval: 300) == 14 * 3600 + 7200 - 900)
    #expect(SilentMethod().lookAhead(.heat, interval: 300) == .max)
  }

  /// The first guess learns nothing: what it says of an instant depends on the samples around it.
  @Test(arguments: [60, 300, 900, 3600], [UInt64(1), 2])
  func `what is older than that does not change as samples arrive`(
    interval: Int, seed: UInt64
  ) throws {
    var circuit = SyntheticCircuit(onHour: 5.3, offHour: 16.7, days: 6)
    circuit.cooling = seed == 1 ? 7200 : 18_000
    circuit.dither = 0.05
    circuit.seed = seed
    var series = circuit.series(every: interval)
    // A gap that will be bridged and one that will not.
    for (hour, length) in [(50.0, 3000), (70, 9000)] {
      let first = Int(hour * 3600) / interval
      for k in first..<(first + max(1, length / interval)) { series.supply[k] = .nan }
    }
    let method = ExcessMethod()
    let whole = try method.infer(series, meaning: .heat).states
    let lookAhead = method.lookAhead(.heat, interval: interval)
    var generator = SeededGenerator(seed: seed)
    var changes = 0
    for _ in 0..<60 {
      let count = Int.random(
        in: (2 * 86_400 / interval + 1)...series.supply.count, using: &generator)
      let states = try method.infer(series.known(count), meaning: .heat).states
      guard let changed = states.indices.first(where: { states[$0] != whole[$0] }) else { continue }
      changes += 1
      #expect((count - changed) * interval <= lookAhead, "known \(count), changed \(changed)")
    }
    #expect(changes > 0, "nothing was told otherwise at first")
  }
}
