import Testing

@testable import Simulation

struct SessionTests {
  private let monday = CivilDate.day(2021, 1, 11)

  @Test func `the days of a school, of offices and of dwellings`() {
    var circuit = Plant.Circuit(name: "c", rooms: [Plant.Room(name: "r")])
    func sessions(_ days: Plant.Days, from day: Int) -> Int {
      circuit.use.days = days
      return (day..<day + 7).count { circuit.session(day: $0, second: 0) != nil }
    }
    #expect(sessions(.taught, from: monday) == 5)
    #expect(sessions(.weekdays, from: monday) == 5)
    #expect(sessions(.all, from: monday) == 7)
    // Winter holidays.
    let holidays = CivilDate.day(2021, 2, 22)
    #expect(sessions(.taught, from: holidays) == 0)
    #expect(sessions(.weekdays, from: holidays) == 5)
    #expect(circuit.session(day: monday, second: circuit.control.dayEnd) == nil)
  }

  @Test func `the next meeting of the day, in its week`() {
    var circuit = Plant.Circuit(name: "c", rooms: [Plant.Room(name: "r")])
    circuit.use.meetings = [
      Plant.Meeting(weekday: 2, start: 9 * 3600, end: 11 * 3600),
      Plant.Meeting(weekday: 2, start: 18 * 3600, end: 21 * 3600, everyWeeks: 2),
    ]
    let wednesday = monday + 2
    #expect(circuit.session(day: monday, second: 0) == nil)
    #expect(circuit.session(day: wednesday, second: 0)?.start == 32_400)
    #expect(circuit.session(day: wednesday, second: 10 * 3600)?.end == 39_600)
    let evenings = (0..<6).filter {
      circuit.session(day: wednesday + 7 * $0, second: 12 * 3600)?.start == 64_800
    }
    #expect(evenings == [0, 2, 4] || evenings == [1, 3, 5])
    #expect(circuit.use.isOpen(day: wednesday, hour: 10))
    #expect(!circuit.use.isOpen(day: wednesday, hour: 14))
    #expect(!circuit.use.isOpen(day: monday, hour: 10))
  }
}
