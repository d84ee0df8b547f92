import Testing

@testable import Inference

@Suite struct SurroundingSensorsTests {
  private func sensors(_ change: (inout CircuitSeries) -> Void) throws -> SurroundingSensors {
    var series = SyntheticCircuit().series(every: 300)
    change(&series)
    return SurroundingSensors(series, on: try ExcessMethod().prepare(series))
  }

  @Test func `sensors that work are taken`() throws {
    let sensors = try sensors {
      $0.return = $0.supply.map { $0 - 3 }
      $0.outdoor = $0.supply.map { $0 / 5 }
      $0.plantRoom = $0.supply.map { $0 / 2 }
    }
    #expect(sensors.back != nil && sensors.outdoor != nil && sensors.plantRoom != nil)
    #expect(sensors.notes.isEmpty)
  }

  @Test func `a sensor that is stuck, empty or a copy is left out and named`() throws {
    let stuck = try sensors { $0.outdoor = $0.supply.map { _ in 85 } }
    #expect(stuck.outdoor == nil)
    #expect(stuck.notes.contains { $0.contains("outdoor") && $0.contains("85") })
    let empty = try sensors { $0.plantRoom = $0.supply.map { _ in .nan } }
    #expect(empty.plantRoom == nil && empty.notes.contains { $0.contains("plant room") })
    let copy = try sensors { $0.return = $0.supply }
    #expect(copy.back == nil && copy.notes.contains { $0.contains("return") })
    let none = try sensors { _ in }
    #expect(none.back == nil && none.notes.isEmpty)
  }

  @Test func `what no sensor can mean is taken as missing`() throws {
    let sensors = try sensors {
      $0.return = $0.supply.enumerated().map { $0 % 5 == 0 ? -127 : $1 - 3 }
    }
    let back = try #require(sensors.back)
    #expect(back.indices.allSatisfy { back[$0].isNaN == ($0 % 5 == 0) })
  }
}
