import Glibc
import Testing

@testable import Simulation

struct StandingWaterTests {
  @Test func `standing water takes the plant room's temperature`() {
    var circuit = Plant.Circuit(name: "c", rooms: [Plant.Room(name: "r")])
    circuit.standingFlow = 0
    circuit.pipeCooling = 3600
    let water = StandingWater(circuit, step: 60)
    var supply = 60.0
    var back = 40.0
    for _ in 0..<60 {
      supply = water.supply(supply, inflow: 18, boiler: 70, plantRoom: 20)
      back = water.return(back, inflow: 18, plantRoom: 20)
    }
    #expect(abs(supply - (20 + 40 * exp(-1))) < 1e-9)
    #expect(abs(back - (20 + 20 * exp(-1))) < 1e-9)
  }

  @Test func `a leak holds it where what it brings equals what is lost`() {
    var circuit = Plant.Circuit(name: "c", rooms: [Plant.Room(name: "r")])
    circuit.flow = 1
    circuit.standingFlow = 0.004
    circuit.pipeCooling = 7200
    circuit.valveLeak = 20
    let water = StandingWater(circuit, step: 10)
    var supply = 20.0
    for _ in 0..<20_000 {
      supply = water.supply(supply, inflow: 19, boiler: 60, plantRoom: 24)
    }
    let stored = 4186.0 * CircuitModel.pipeTime
    let brought = 20 * (60 - supply)
    let lost = 0.004 * 4186 * (supply - 19) + stored / 7200 * (supply - 24)
    #expect(abs(brought - lost) < 1e-6)
    #expect((24...40).contains(supply))
  }
}
