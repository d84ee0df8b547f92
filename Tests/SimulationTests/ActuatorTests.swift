import Testing

@testable import Simulation

struct ActuatorTests {
  private func circuit(_ change: (inout Plant.Circuit) -> Void) -> Plant.Circuit {
    var circuit = Plant.Circuit(name: "c", rooms: [Plant.Room(name: "r")])
    change(&circuit)
    return circuit
  }

  @Test func `a direct circuit's pump starts at once and runs on for a while`() {
    var actuator = Actuator(
      circuit {
        $0.isDirect = true
        $0.pumpOverrun = 300
      }, step: 60)
    actuator.advance(demand: nil, supply: 20)
    #expect(actuator.opening == 0 && !actuator.pumpRuns)
    actuator.advance(demand: 50, supply: 20)
    #expect(actuator.opening == 1 && actuator.pumpRuns)
    for minute in 1...8 {
      actuator.advance(demand: nil, supply: 50)
      #expect(actuator.pumpRuns == (minute <= 5))
      #expect(actuator.opening == (minute <= 5 ? 1 : 0))
    }
  }

  @Test func `the pump of a mixed circuit stops only where it is told to`() {
    for stops in [false, true] {
      var actuator = Actuator(
        circuit {
          $0.pumpStops = stops
          $0.pumpOverrun = 0
          $0.valveTravel = 120
        }, step: 60)
      for _ in 0..<10 { actuator.advance(demand: 60, supply: 20) }
      #expect(actuator.opening == 1 && actuator.pumpRuns)
      actuator.advance(demand: nil, supply: 60)
      // The valve needs two minutes to shut, and the pump waits for it.
      #expect(actuator.opening == 0.5 && actuator.pumpRuns)
      actuator.advance(demand: nil, supply: 60)
      #expect(actuator.opening == 0)
      #expect(actuator.pumpRuns == !stops)
    }
  }

  @Test func `a valve that is shut wakes at its error`() {
    for error in [1.0, 3.0] {
      var actuator = Actuator(circuit { $0.control.wakingError = 2 }, step: 60)
      actuator.advance(demand: 40, supply: 40 - error)
      #expect((actuator.opening > 0) == (error > 2))
    }
  }
}
