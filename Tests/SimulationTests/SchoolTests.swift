import Testing

@testable import Simulation

struct SchoolTests {
  /// A winter month that several tests look at.
  static let month = Result { () throws(SimulationError) in
    try School(seed: 1, start: 1_610_924_400, days: 30).simulate()
  }

  @Test func `the same seed gives the same bits, another seed others`() throws {
    func bits(_ seed: UInt64) throws -> [[UInt32]] {
      let school = try School(seed: seed, days: 2).simulate()
      return school.feeds.map { $0.values.map(\.bitPattern) }
    }
    let first = try bits(1)
    #expect(first == (try bits(1)))
    let other = try bits(2)
    #expect(zip(first, other).allSatisfy { $0 != $1 })
  }

  @Test func `the default school is the one that was published`() throws {
    let school = try School(seed: 1, days: 7).simulate()
    let edges = school.circuits.map { circuit in
      (1..<school.count).filter { circuit.trueState[$0] != circuit.trueState[$0 - 1] }
    }
    #expect(edges[0] == [216, 312, 504, 597, 792, 860, 1080, 1170, 1368, 1499])
    #expect(
      edges[1] == [213, 353, 501, 635, 789, 904, 1077, 1218, 1243, 1244, 1365, 1539])
    let means = [
      34.716018, 34.339621, 15.795982, 40.748065, 19.563294, 31.900794, 133.407757, 35.433633,
      30.363922, 18.623874, 33.583433, 19.488828, 32.030075, 91.239682, 3.089576, 23.349329,
    ]
    for (feed, mean) in zip(school.feeds, means) {
      let values = feed.values.filter { !$0.isNaN }.map(Double.init)
      // A mathematical function that rounds otherwise may move a reading by its quantum.
      #expect(abs(values.reduce(0, +) / Double(values.count) - mean) < 1e-4, "\(feed.name)")
    }
  }

  @Test func `a plant that is always on never stops, in winter or summer`() throws {
    var plant = Plant.school
    for index in plant.circuits.indices { plant.circuits[index].control.alwaysOn = true }
    for start in [School.defaultStart, 1_625_090_400] {
      let school = try School(seed: 2, start: start, days: 6, plant: plant).simulate()
      for circuit in school.circuits { #expect(!circuit.trueState.contains(0)) }
    }
  }

  @Test func `sixteen feeds of distinct plain names, all of one length`() throws {
    let school = try Self.month.get()
    #expect(school.count == 30 * 288)
    #expect(school.feeds.count == 16)
    #expect(Set(school.feeds.map(\.name)).count == 16)
    for feed in school.feeds {
      #expect(feed.values.count == school.count)
      #expect(feed.name.utf8.allSatisfy { $0 < 128 } && !feed.name.contains(" "))
    }
    for circuit in school.circuits {
      #expect(circuit.trueState.count == school.count)
      #expect(circuit.regime.count == school.count)
      #expect(circuit.heat.count == school.count)
      #expect(school.feed(circuit.supply)?.role == .supply)
      #expect(school.feed(circuit.return)?.role == .return)
      #expect(school.feed(circuit.outdoor)?.role == .outdoor)
      #expect(school.feed(circuit.plantRoom)?.role == .plantRoom)
      #expect(circuit.indoor.map { school.feed($0)?.role } == [.indoor, .indoor])
    }
    #expect(school.feed("no such feed") == nil)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `temperatures are those of a building that is lived in`(seed: UInt64) throws {
    let school = try School(seed: seed, days: 21).simulate()
    for feed in school.feeds {
      let bounds: ClosedRange<Float> =
        switch feed.role {
        case .indoor: 8...30
        case .supply: 10...68
        case .return: 9...60
        case .outdoor: -20...35
        case .plantRoom: 12...35
        case .humidity: 5...100
        case .pumpPower: 5...160
        }
      for value in feed.values where !value.isNaN {
        #expect(bounds.contains(value), "seed \(seed), \(feed.name): \(value)")
      }
    }
  }

  @Test func `every reading is a multiple of the sensor's quantum`() throws {
    let school = try School(seed: 5, days: 4).simulate()
    for feed in school.feeds {
      let steps: Double = feed.role == .pumpPower ? 1 : 10
      for value in feed.values where !value.isNaN {
        #expect(Float((Double(value) * steps).rounded() / steps) == value, "\(feed.name)")
      }
    }
  }

  @Test func `one outage is common to all feeds, and there are short gaps`() throws {
    let school = try Self.month.get()
    let common = (0..<school.count).filter { index in
      school.feeds.allSatisfy { $0.values[index].isNaN }
    }
    #expect((96...360).contains(common.count))
    let first = try #require(common.first)
    let last = try #require(common.last)
    #expect(last - first + 1 == common.count)
    #expect(school.feeds.contains { $0.values.count(where: \.isNaN) > common.count })
  }

  @Test func `with one step a sample, on is exactly where heat flows`() throws {
    let school = try School(seed: 3, days: 4, interval: 60).simulate()
    for circuit in school.circuits {
      for index in 0..<school.count {
        #expect((circuit.trueState[index] == 1) == (circuit.heat[index] > 0))
      }
      #expect(circuit.trueState.contains(0) && circuit.trueState.contains(1))
    }
  }

  @Test func `heat flows wherever the state is on, and regimes agree with it`() throws {
    let school = try Self.month.get()
    for circuit in school.circuits {
      var onInOff = 0
      for index in 0..<school.count where circuit.trueState[index] == 1 {
        #expect(circuit.heat[index] > 0)
        if circuit.regime[index] == .off { onInOff += 1 }
      }
      // Only the valve's travel is left when the regime has gone off.
      #expect(Double(onInOff) < 0.01 * Double(school.count))
      for regime in Regime.allCases { #expect(circuit.regime.contains(regime), "\(regime)") }
    }
  }

  @Test func `the supply rises in the sample that turns on, not before`() throws {
    let school = try Self.month.get()
    var rises = 0
    for circuit in school.circuits {
      let supply = try #require(school.feed(circuit.supply)).values
      for index in 2..<school.count - 1
      where circuit.trueState[index] == 1 && circuit.trueState[index - 1] == 0
        && circuit.heat[index - 1] == 0
      {
        guard !supply[index - 2..<index + 2].contains(where: \.isNaN) else { continue }
        #expect(supply[index - 1] - supply[index - 2] < 0.5)
        if supply[index + 1] - supply[index - 1] > 3 { rises += 1 }
      }
    }
    #expect(rises >= 20)
  }

  @Test func `the north's return is about its supply, the south's is not`() throws {
    let school = try Self.month.get()
    func differences(_ circuit: SimulatedCircuit) throws -> (on: Double, off: Double) {
      let supply = try #require(school.feed(circuit.supply)).values
      let back = try #require(school.feed(circuit.return)).values
      var sum = [0.0, 0.0]
      var count = [0.0, 0.0]
      for index in 0..<school.count where !supply[index].isNaN && !back[index].isNaN {
        let state = Int(circuit.trueState[index])
        sum[state] += Double(supply[index] - back[index])
        count[state] += 1
      }
      return (sum[1] / count[1], sum[0] / count[0])
    }
    let north = try differences(school.circuits[0])
    let south = try differences(school.circuits[1])
    #expect(abs(north.on) < 2 && abs(north.off) < 2)
    #expect(south.on > 5)
    #expect((0.5...2).contains(south.off))
  }

  @Test func `after the heat is off the supply falls fast, then slowly`() throws {
    let school = try Self.month.get()
    for circuit in school.circuits {
      let supply = try #require(school.feed(circuit.supply)).values
      let rooms = try circuit.indoor.map { try #require(school.feed($0)).values }
      var decays = 0
      for index in 1..<school.count - 72
      where circuit.trueState[index - 1] == 1 && circuit.trueState[index] == 0 {
        let last = index + 71
        guard !circuit.trueState[index...last].contains(1),
          !supply[index - 1...last].contains(where: \.isNaN), !rooms[0][last].isNaN,
          !rooms[1][last].isNaN, supply[index - 1] > 33
        else { continue }
        decays += 1
        let firstHour = supply[index - 1] - supply[index + 11]
        let lastHour = supply[last - 12] - supply[last]
        #expect(firstHour > 6 && firstHour > 6 * lastHour)
        let rest = supply[last] - 0.5 * (rooms[0][last] + rooms[1][last])
        // Warm walls behind the radiators, a valve that leaks, and the sun of a winter morning.
        #expect((-0.5...10).contains(rest), "\(circuit.name): \(rest)")
      }
      #expect(decays >= 5, "\(circuit.name)")
    }
  }

  @Test func `the boost comes an hour earlier in UTC once summer time has begun`() throws {
    let start = 1_616_194_800  // 20 March 2021, local midnight; the clock changes on the 28th.
    var plant = Plant.school
    plant.site.yearlyMean = 3
    let school = try School(seed: 2, start: start, days: 16, plant: plant).simulate()
    func latestBoost(_ days: Range<Int>) throws -> Double {
      let hours = days.compactMap { day -> Double? in
        let index = (day * 288..<(day + 1) * 288).last { school.circuits[0].regime[$0] == .boost }
        return index.map { Double((start + $0 * 300) % 86_400) / 3600 }
      }
      return try #require(hours.max())
    }
    let winter = try latestBoost(2..<7)
    let summer = try latestBoost(9..<14)
    #expect(abs(winter - summer - 1) < 0.2)
  }

  @Test func `weekends and breaks know no boost`() throws {
    let school = try School(seed: 4, start: 1_613_775_600, days: 16).simulate()
    for circuit in school.circuits {
      #expect(!circuit.regime.contains(.boost) && !circuit.regime.contains(.normal))
    }
  }

  @Test func `heating consumes what such a school does`() throws {
    let school = try Self.month.get()
    for circuit in school.circuits {
      let mean = circuit.heat.reduce(0) { $0 + Double($1) } / Double(school.count)
      #expect((15_000...70_000).contains(mean), "\(circuit.name): \(mean) W")
      #expect(circuit.heat.allSatisfy { $0 >= 0 && $0 < 400_000 })
    }
  }

  @Test func `a simple rule does well and not perfectly`() throws {
    let school = try Self.month.get()
    for circuit in school.circuits {
      let supply = try #require(school.feed(circuit.supply)).values
      let rooms = try circuit.indoor.map { try #require(school.feed($0)).values }
      let accuracy = ExcessRule.balancedAccuracy(
        ExcessRule.states(supply: supply, rooms: rooms), truth: circuit.trueState,
        known: supply.map { !$0.isNaN })
      #expect((0.955...0.9985).contains(accuracy), "\(circuit.name): \(accuracy)")
    }
  }

  @Test(arguments: [60, 100, 600, 900, 3600])
  func `other intervals show the same school`(interval: Int) throws {
    let start = School.defaultStart / interval * interval
    let school = try School(seed: 6, start: start, days: 3, interval: interval).simulate()
    #expect(school.count == 3 * 86_400 / interval)
    let on = school.circuits[0].trueState.reduce(0.0) { $0 + Double($1) } / Double(school.count)
    #expect((0.2...0.98).contains(on))
  }

  @Test func `a plant of one circuit and one room`() throws {
    var room = Plant.Room(name: "hall")
    room.radiatorShare = 1
    var plant = Plant.school
    plant.circuits = [Plant.Circuit(name: "only", rooms: [room])]
    let school = try School(seed: 1, days: 2, plant: plant).simulate()
    #expect(
      school.feeds.map(\.name) == [
        "supply_only", "return_only", "temp_hall_only", "hum_hall_only", "power_pump2_only",
        "temp_outdoor", "temp_plant_room",
      ])
  }

  @Test(arguments: [Int.min, -1, 0, 3661, Int.max])
  func `a number of days out of bounds is refused`(days: Int) {
    #expect(throws: SimulationError.self) { try School(seed: 1, days: days) }
  }

  @Test(arguments: [Int.min, 0, 7, 9, 301, 7200, Int.max])
  func `an interval that does not divide the day is refused`(interval: Int) {
    let error = #expect(throws: SimulationError.self) { try School(seed: 1, interval: interval) }
    #expect(error?.code == .interval)
    #expect(error?.description.contains("\(interval)") == true)
  }

  @Test(arguments: [Int.min, -300, 0, 1_610_319_601, Int.max])
  func `a start out of bounds or beside the interval is refused`(start: Int) {
    let error = #expect(throws: SimulationError.self) { try School(seed: 1, start: start) }
    #expect(error?.code == .start)
  }
}
