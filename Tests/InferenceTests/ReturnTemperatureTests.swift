import Testing

@testable import Inference

@Suite struct ReturnTemperatureTests {
  /// Hot for half of the blocks, with a return cooler by `drop` then, and by `rest` otherwise.
  private func circuit(drop: Float, rest: Float) -> (supply: [Float], isOn: [Bool], back: [Float]) {
    let isOn = (0..<1000).map { $0 / 50 % 2 == 0 }
    let supply = isOn.enumerated().map { ($1 ? Float(50) : 25) + Float($0 % 7) / 10 }
    let back = zip(supply, isOn).map { $0 - ($1 ? drop : rest) }
    return (supply, isOn, back)
  }

  @Test func `a return that comes back warmer says that nothing was heated`() throws {
    let (supply, isOn, back) = circuit(drop: 6, rest: -2)
    let sensor = ReturnTemperature(supply: supply, back: back)
    #expect(try #require(sensor.unheated) == isOn.map { !$0 })
  }

  @Test func `a return behind an open bypass is not believed`() {
    let (supply, isOn, back) = circuit(drop: 0.2, rest: -0.7)
    #expect(ReturnTemperature(supply: supply, back: back).unheated == nil)
    let swapped = circuit(drop: -6, rest: 0)
    #expect(ReturnTemperature(supply: swapped.supply, back: swapped.back).unheated == nil)
    #expect(isOn.contains(true))
  }

  @Test func `a difference that sets the states apart is evidence, another is none`() {
    for (rest, isSign) in [(Float(1), true), (6, false)] {
      let (supply, isOn, back) = circuit(drop: 6, rest: rest)
      var evidence = [Float](repeating: 0, count: supply.count)
      let sensor = ReturnTemperature(supply: supply, back: back)
      sensor.add(sensor.table(from: isOn, weight: 1), to: &evidence, weight: 1)
      #expect(
        zip(evidence, isOn).allSatisfy { isSign ? ($1 ? $0 > 1 : $0 < -1) : $0 == 0 })
    }
  }

  @Test func `gaps say nothing`() {
    var (supply, isOn, back) = circuit(drop: 6, rest: -2)
    for k in 100..<200 { back[k] = .nan }
    supply[300] = .nan
    let sensor = ReturnTemperature(supply: supply, back: back)
    var evidence = [Float](repeating: 0, count: supply.count)
    sensor.add(sensor.table(from: isOn, weight: 1), to: &evidence, weight: 1)
    #expect(evidence[100..<200].allSatisfy { $0 == 0 })
    #expect(evidence[300] == 0)
    isOn = []
    let empty = [Float](repeating: .nan, count: 10)
    #expect(ReturnTemperature(supply: empty, back: empty).unheated == nil)
  }
}
