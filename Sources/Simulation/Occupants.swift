/// The pupils of one room and their windows, drawn lesson by lesson.
struct Occupants {
  private(set) var use = RoomUse()
  private var random: SeededRandom
  private var lesson = (day: Int.min, hour: -1)
  private var windowsUntil = Int.min

  init(seed: UInt64, stream: UInt64) { random = SeededRandom(seed: seed, stream: stream) }

  /// Moves on to an instant.
  ///
  /// - Parameters:
  ///   - time: Unix seconds.
  ///   - day: The local day.
  ///   - second: Local seconds since midnight.
  ///   - room: Temperature of the room, °C.
  mutating func advance(to time: Int, day: Int, second: Int, room: Double) {
    if time >= windowsUntil { use.windows = 0 }
    let hour = second / 3600
    guard lesson != (day, hour) else { return }
    lesson = (day, hour)
    let open = (8..<17).contains(hour) && hour != 12 && SchoolCalendar.isTaught(day)
    let afternoonOff = hour > 12 && CivilDate.weekday(day) == 2
    guard open && !afternoonOff else {
      use.occupancy = 0
      return
    }
    use.occupancy = random.happens(0.8) ? random.uniform(0.5...1) : 0
    // A warm room is aired more; now and then somebody forgets the windows.
    guard random.happens(room > 22 ? 0.3 : 0.08) else { return }
    use.windows = random.uniform(0.3...1)
    let forgotten = random.happens(0.02)
    windowsUntil =
      time + Int(random.uniform(forgotten ? 4 * 3600...14 * 3600 : 420...2400))
  }
}
