import Testing

@testable import Simulation

struct ControllerTests {
  private let taught = CivilDate.day(2021, 1, 12)

  /// Runs a controller over three days of steady temperatures; calls back every minute of the last.
  private func run(
    _ control: Plant.Control, outdoor: Double, room: Double, day: Int? = nil,
    _ visit: (Int, Controller) -> Void
  ) {
    var circuit = Plant.Circuit(name: "c", rooms: [Plant.Room(name: "r")])
    circuit.control = control
    var controller = Controller(circuit, step: 60)
    var supply = 25.0
    for minute in -2880..<1440 {
      let elapsed = minute + 2880
      controller.advance(
        Controller.Inputs(
          outdoor: outdoor, room: room, supply: supply, day: (day ?? taught) + elapsed / 1440 - 2,
          second: Double(elapsed % 1440 * 60)))
      supply = 25 + 40 * controller.actuator.opening
      if minute >= 0 { visit(minute, controller) }
    }
  }

  @Test func `a cold school day: boost, normal, off`() {
    var seen: [Regime] = []
    run(Plant.Control(), outdoor: 2, room: 18.5) { minute, controller in
      if seen.last != controller.regime { seen.append(controller.regime) }
      if minute == 7 * 60 + 30 { #expect(controller.demand == 59) }
    }
    #expect(seen == [.off, .boost, .normal, .off])
  }

  @Test func `below the setback temperature the reduced regime heats`() {
    run(Plant.Control(), outdoor: 2, room: 15, day: CivilDate.day(2021, 2, 23)) { _, controller in
      #expect(controller.regime == .reduced)
      #expect((controller.demand ?? 0) > 30)
    }
  }

  @Test func `a mild day is cut out`() {
    run(Plant.Control(), outdoor: 18, room: 19) { _, controller in
      #expect(controller.regime == .off)
      #expect(controller.actuator.opening == 0)
    }
  }

  @Test func `the valve brings the supply to the heating curve`() {
    let control = Plant.Control()
    run(control, outdoor: 5, room: 19.5) { minute, controller in
      guard minute == 14 * 60 else { return }
      // 20 + 1 + slope * 15 + influence * 0.5 = 45.
      #expect(abs((controller.demand ?? 0) - 45) < 0.1)
      #expect(abs(25 + 40 * controller.actuator.opening - 45) < 1)
    }
  }

  @Test func `a room that is too warm shuts the valve though the regime is normal`() {
    var control = Plant.Control()
    control.roomInfluence = 6
    run(control, outdoor: 12, room: 23) { minute, controller in
      guard minute == 14 * 60 else { return }
      #expect(controller.regime == .normal)
      #expect(controller.demand == nil)
      #expect(controller.actuator.opening == 0)
    }
  }
}
