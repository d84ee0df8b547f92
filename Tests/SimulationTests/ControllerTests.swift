import Testing

@testable import Simulation

struct ControllerTests {
  private let taught = CivilDate.day(2021, 1, 12)

  /// Runs a controller over three days of steady temperatures; calls back every minute of the last.
  private func run(
    _ control: Plant.Control, outdoor: Double, room: Double, day: Int? = nil,
    use: Plant.Use = Plant.Use(), _ visit: (Int, Controller) -> Void
  ) {
    var circuit = Plant.Circuit(name: "c", rooms: [Plant.Room(name: "r")])
    circuit.control = control
    circuit.use = use
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

  @Test func `nights are reduced below the limit and off above`() {
    var control = Plant.Control()
    control.nightLimit = 0
    for (outdoor, regime) in [(-2.0, Regime.reduced), (2, .off)] {
      run(control, outdoor: outdoor, room: 19) { minute, controller in
        guard minute == 2 * 60 else { return }
        #expect(controller.regime == regime)
        #expect((controller.demand != nil) == (regime == .reduced))
      }
    }
  }

  @Test func `in summer nothing is heated however cold it is`() {
    var control = Plant.Control()
    control.summer = 1...30
    run(control, outdoor: -10, room: 5) { _, controller in
      #expect(controller.regime == .off)
      #expect(controller.demand == nil)
    }
  }

  @Test func `what is always on heats in the night of a warm day`() {
    var control = Plant.Control()
    control.alwaysOn = true
    run(control, outdoor: 25, room: 24) { _, controller in
      #expect(controller.regime == .normal)
      #expect(controller.actuator.opening > 0)
    }
  }

  @Test func `a meeting is boosted for before, and the days between are off`() {
    var control = Plant.Control()
    control.boostLead = 7200...28_800
    control.setbackRoom = 5
    var use = Plant.Use()
    use.meetings = [Plant.Meeting(weekday: 1, start: 18 * 3600, end: 21 * 3600)]
    var seen: [(minute: Int, regime: Regime)] = []
    // 12 January 2021 was a Tuesday. The room lacks 4 K: 4 * 1800 s before the meeting.
    run(control, outdoor: 2, room: 16, use: use) { minute, controller in
      if seen.last?.regime != controller.regime { seen.append((minute, controller.regime)) }
    }
    #expect(seen.map(\.regime) == [.off, .boost, .normal, .off])
    #expect(seen.map(\.minute) == [0, 16 * 60, 18 * 60, 21 * 60])
    run(control, outdoor: 2, room: 16, day: taught + 1, use: use) { _, controller in
      #expect(controller.regime == .off)
    }
  }
}
