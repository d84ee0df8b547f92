import Testing

@testable import Inference

@Suite struct HeatRiseTests {
  /// Runs on over blocks 50..<100 and 200..<250 of a supply that climbs by so much a block in each.
  private func dropped(
    _ rises: (Float, Float), interval: Int = 300, hand: [HeatState?]? = nil, from first: Int = 50
  ) -> (on: [Bool], dropped: [Range<Int>]) {
    var on = [Bool](repeating: false, count: 400)
    var supply = [Float](repeating: 25, count: 400)
    for (range, rise) in [(first..<100, rises.0), (200..<250, rises.1)] {
      for k in range {
        on[k] = true
        supply[k] = 25 + rise * Float(k - range.lowerBound)
      }
    }
    let dropped = HeatRise().drop(
      from: &on, supply: supply, in: 0..<400, hand: hand, interval: interval)
    return (on, dropped)
  }

  @Test func `what the sun warms is no heat, what a boiler warms is`() {
    let result = dropped((0.1, 0.5))
    #expect(result.dropped == [50..<100])
    #expect(result.on.indices.filter { result.on[$0] } == Array(200..<250))
    // Half a kelvin in five minutes is plenty; in an hour a kelvin is not.
    #expect(dropped((1.1, 1.1), interval: 3600).dropped == [50..<100, 200..<250])
    #expect(dropped((2.1, 2.1), interval: 3600).dropped.isEmpty)
  }

  @Test func `what a person set is kept`() {
    var hand = [HeatState?](repeating: nil, count: 400)
    hand[70] = .on
    #expect(dropped((0, 0), hand: hand).dropped == [200..<250])
  }

  @Test
  func `a run whose beginning is not seen is believed beside one that warmed, or if it lasts`() {
    #expect(dropped((0, 2), from: 0).dropped.isEmpty)
    #expect(dropped((0, 0), from: 0).dropped == [0..<100, 200..<250])
    #expect(dropped((0, 0), interval: 7200, from: 0).dropped == [200..<250])
    var always = [Bool](repeating: true, count: 400)
    let none = HeatRise().drop(
      from: &always, supply: [Float](repeating: 50, count: 400), in: 0..<400, hand: nil,
      interval: 300)
    #expect(none.isEmpty && always.allSatisfy { $0 })
  }
}
